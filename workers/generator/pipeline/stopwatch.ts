import type { Stage, Timings } from '../../../contract/generator.js';

/** Adds up the seconds that a job spends in each stage. */
export class Stopwatch {
  readonly #seconds = new Map<Stage, number>();
  readonly #now: () => number;
  readonly #start: number;

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const start = this.#now();
    try {
      return await work();
    } finally {
      this.#seconds.set(stage, this.#of(stage) + (this.#now() - start) / 1000);
    }
  }

  read(): Timings {
    return {
      load: this.#of('load'),
      text: this.#of('text'),
      image: this.#of('image'),
      video: this.#of('video'),
      decode: this.#of('decode'),
      encode: this.#of('encode') + this.#of('finish'),
      total: (this.#now() - this.#start) / 1000,
    };
  }

  #of(stage: Stage): number {
    return this.#seconds.get(stage) ?? 0;
  }
}
