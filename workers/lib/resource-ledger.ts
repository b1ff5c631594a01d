import type { ResourceCounts } from '../../contract/generator.js';

export type CountedResource = keyof ResourceCounts;

/** Counts what must be freed by hand. Whoever makes such a thing calls `opened`, whoever frees it calls `closed`. */
export class ResourceLedger {
  readonly #live: Record<CountedResource, number> = { tensors: 0, frames: 0, sessions: 0 };

  opened(kind: CountedResource): void {
    this.#live[kind]++;
  }

  closed(kind: CountedResource): void {
    if (this.#live[kind] === 0) throw new Error(`More ${kind} were freed than made.`);
    this.#live[kind]--;
  }

  counts(): ResourceCounts {
    return { ...this.#live };
  }
}
