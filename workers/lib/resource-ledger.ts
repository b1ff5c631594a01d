import type { ResourceCounts } from '../../contract/generator.js';

/** Things that are counted by hand: the code that creates one calls `opened`, the code that frees it calls `closed`. */
export type CountedResource = Exclude<keyof ResourceCounts, 'frames'>;

/** Counts what the garbage collector does not free, so that tests can ask what is left. */
export class ResourceLedger {
  readonly #counts: Record<CountedResource, number> = { tensors: 0, sessions: 0 };
  #frames: readonly (VideoFrame | ImageBitmap)[] = [];

  opened(kind: CountedResource): void {
    this.#counts[kind]++;
  }

  closed(kind: CountedResource): void {
    if (this.#counts[kind] === 0) throw new Error(`More ${kind} were freed than made.`);
    this.#counts[kind]--;
  }

  /** Counts `frame` until it is closed or transferred, whoever does it. */
  watch(frame: VideoFrame | ImageBitmap): void {
    this.#frames = [...this.#frames.filter(isOpen), frame];
  }

  counts(): ResourceCounts {
    this.#frames = this.#frames.filter(isOpen);
    return { ...this.#counts, frames: this.#frames.length };
  }
}

/** A closed or transferred frame has no size. */
function isOpen(frame: VideoFrame | ImageBitmap): boolean {
  return ('codedWidth' in frame ? frame.codedWidth : frame.width) > 0;
}
