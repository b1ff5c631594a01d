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
 * Resolves with true as soon as enough of `element` is on the screen and, where the browser can tell, is neither
 * covered, nor transparent, nor filtered by the host; with false when that does not come to pass in time.
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
    // An observer speaks when the seen share changes, and an empty page that fills with content is wholly seen before and
    // after. It always speaks when it begins to observe, so it begins again.
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
  // Browsers that cannot tell leave `isVisible` out.
  return width >= MIN_WIDTH && height >= MIN_HEIGHT && entry.isVisible !== false;
}
