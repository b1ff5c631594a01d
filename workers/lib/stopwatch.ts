import type { Timings } from '../../contract/events.js';
import type { Stage } from '../../contract/names.js';

/** Seconds by stage; `total` is from the start to the end. */
export type SpentSeconds = Partial<Record<Stage | 'total', number>>;

/** Adds up the seconds that a job spends in each stage. */
export class Stopwatch {
  readonly #seconds: Map<string, number>;
  readonly #now: () => number;
  readonly #start: number;

  /**
   * @param now a clock in milliseconds that never goes back
   * @param before what was spent earlier, when the job goes on
   */
  constructor(now: () => number, before: SpentSeconds = {}) {
    this.#now = now;
    this.#seconds = new Map(Object.entries(before));
    this.#start = now() - 1000 * (before.total ?? 0);
  }

  /** So far, for whoever goes on with the job. */
  spent(): SpentSeconds {
    return { ...Object.fromEntries(this.#seconds), total: this.#total() };
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
      total: this.#total(),
    };
  }

  #total(): number {
    return (this.#now() - this.#start) / 1000;
  }

  #of(stage: Stage): number {
    return this.#seconds.get(stage) ?? 0;
  }
}
