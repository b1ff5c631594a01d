/** The part of `Window` that is looked at, so that tests can bring their own. */
export interface FramedWindow {
  readonly parent: FramedWindow;
  /** Null where the page around is of another origin. */
  readonly frameElement: Pick<Element, 'hasAttribute'> & { readonly sandbox?: { contains(token: string): boolean } } | null;
}

/**
 * Whether downloads of the page in `window` work. A `sandbox` without `allow-downloads`, on this frame or on one around it,
 * drops them without an event. Null where a frame belongs to another origin, which hides its `sandbox`.
 */
export function mayDownload(window: FramedWindow): boolean | null {
  for (let inner = window; inner.parent !== inner; inner = inner.parent) {
    const frame = frameOf(inner);
    if (frame === null) return null;
    if (frame.hasAttribute('sandbox') && frame.sandbox?.contains('allow-downloads') !== true) return false;
  }
  return true;
}

function frameOf(window: FramedWindow): FramedWindow['frameElement'] {
  try {
    return window.frameElement;
  } catch {
    return null;
  }
}
