import type { KinoraEvents } from '../public/embed.js';

type Name = keyof KinoraEvents;
type Callback = (data: never) => void;

/** Callbacks by event name. One that throws is reported as the host's error, and the others are still called. */
export class EventEmitter {
  readonly #byName = new Map<Name, Set<Callback>>();

  on<N extends Name>(name: N, callback: (data: KinoraEvents[N]) => void): () => void {
    const set = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, set);
    set.add(callback);
    return () => set.delete(callback);
  }

  has(name: Name): boolean {
    return (this.#byName.get(name)?.size ?? 0) > 0;
  }

  emit<N extends Name>(name: N, data: KinoraEvents[N]): void {
    for (const callback of [...(this.#byName.get(name) ?? [])]) {
      try {
        (callback as (data: KinoraEvents[N]) => void)(data);
      } catch (error) {
        reportError(error);
      }
    }
  }

  clear(): void {
    this.#byName.clear();
  }
}
