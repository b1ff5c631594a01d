import type { MediaSourceKind } from '../../contract/names.js';

/** Media Source Extensions of this browser. iPhone Safari has only ManagedMediaSource, since iOS 17.1. */
export function findMediaSource(): { readonly kind: MediaSourceKind; readonly Source: typeof MediaSource | null } {
  const { ManagedMediaSource: managed, MediaSource: full } = globalThis as { ManagedMediaSource?: typeof MediaSource; MediaSource?: typeof MediaSource };
  if (managed !== undefined) return { kind: 'managed', Source: managed };
  return full === undefined ? { kind: 'none', Source: null } : { kind: 'full', Source: full };
}
