/** The key code of keys that an input method took. */
const TAKEN = 229;

/**
 * Keeps the keys of an input method from every handler of the page: Enter that accepts a word, Escape that drops it and
 * arrows that choose one mean nothing else. Most browsers say `isComposing`; WebKit sends `compositionend` first and
 * then the key that ended it, which only the key code tells apart (WebKit bug 165004).
 */
export function ignoreCompositionKeys(target: Window): () => void {
  const onKey = (event: KeyboardEvent): void => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (!event.isComposing && event.keyCode !== TAKEN) return;
    event.stopImmediatePropagation();
    // Otherwise it would close the dialog or the menu around the field.
    if (event.key === 'Escape') event.preventDefault();
  };
  // In the capture phase of the window the event has reached no other handler.
  target.addEventListener('keydown', onKey, { capture: true });
  return () => target.removeEventListener('keydown', onKey, { capture: true });
}
