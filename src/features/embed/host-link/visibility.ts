/** Whether a person can see this frame, as far as the browser tells a frame about the page around it. */

/** Smallest part of the frame that counts as seen, in CSS pixels. */
const MIN_WIDTH = 160;
const MIN_HEIGHT = 80;
/** How long a frame that is not seen may take to come into view, in milliseconds: it may be scrolling there. */
const PATIENCE_MS = 10_000;
/** Between two looks, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** The browser's own floor for `trackVisibility`, in milliseconds. */
const TRACK_DELAY_MS = 100;

/** The fields of version 2, which TypeScript's DOM does not have yet; Chromium does, others ignore them. */
interface TrackingInit extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

/**
 * Resolves with true once enough of `element` is visible: on the screen and, in browsers with IntersectionObserver v2,
 * neither covered, nor transparent, nor filtered by the host. Resolves with false after a time.
 */
export function waitUntilVisible(element: Element, patienceMs = PATIENCE_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const init: TrackingInit = { trackVisibility: true, delay: TRACK_DELAY_MS };
    const end = (seen: boolean): void => {
      clearTimeout(patience);
      clearInterval(looks);
      observer.disconnect();
      resolve(seen);
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(isSeen)) end(true);
    }, init);
    // An observer reports changes of the visible share only, and an empty page that fills with content is fully visible before
    // and after. It always reports when it starts to observe, so it is started again.
    const look = (): void => {
      observer.unobserve(element);
      observer.observe(element);
    };
    const looks = setInterval(look, LOOK_EVERY_MS);
    const patience = setTimeout(end, patienceMs, false);
    look();
  });
}

function isSeen(entry: IntersectionObserverEntry & { readonly isVisible?: boolean }): boolean {
  const { width, height } = entry.intersectionRect;
  // `isVisible` is absent without IntersectionObserver v2.
  return width >= MIN_WIDTH && height >= MIN_HEIGHT && entry.isVisible !== false;
}
