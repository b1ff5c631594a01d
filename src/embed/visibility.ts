/** Whether a person can see this frame, as far as the browser tells a frame about the page around it. */

/** Smallest part of the frame that counts as seen, in CSS pixels. */
const MIN_WIDTH = 160;
const MIN_HEIGHT = 80;
/** How long a frame that is not seen may take to come into view, in milliseconds: it may be scrolling there. */
const PATIENCE_MS = 10_000;
/** The browser's own floor for `trackVisibility`, in milliseconds. */
const TRACK_DELAY_MS = 100;

/** The fields of version 2, which TypeScript's DOM does not have yet; Chromium does, others ignore them. */
interface TrackingInit extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

/**
 * Resolves with true as soon as enough of `element` is on the screen and, where the browser can tell, is neither
 * covered, nor transparent, nor filtered by the host; with false when that does not come to pass in time.
 */
export function waitUntilSeen(element: Element, patienceMs = PATIENCE_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const init: TrackingInit = { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1], trackVisibility: true, delay: TRACK_DELAY_MS };
    const end = (seen: boolean): void => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(seen);
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(isSeen)) end(true);
    }, init);
    const timer = setTimeout(end, patienceMs, false);
    observer.observe(element);
  });
}

function isSeen(entry: IntersectionObserverEntry & { readonly isVisible?: boolean }): boolean {
  const { width, height } = entry.intersectionRect;
  // Browsers that cannot tell leave `isVisible` out.
  return width >= MIN_WIDTH && height >= MIN_HEIGHT && entry.isVisible !== false;
}
