/** Tells `report` the height of `element` in CSS pixels, now and whenever it changes. Call what it returns to stop. */
export function watchHeight(element: Element, report: (height: number) => void): () => void {
  let last = -1;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    report(height);
  });
  observer.observe(element);
  return () => observer.disconnect();
}
