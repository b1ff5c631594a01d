/**
 * Does pieces of work one after another, in the order of asking, beside those who ask. The first failure ends it: what
 * waits is dropped then, and everybody who asks hears of it.
 */
export class WorkQueue {
  readonly #limit: number;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;

  /** @param limit pieces that may wait before `add` lets its caller wait */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves as soon as there is room for another piece. @throws the first failure of any piece */
  async add(work: () => Promise<void>): Promise<void> {
    this.push(work);
    while (this.#waiting >= this.#limit && !this.#failure) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    this.#rethrow();
  }

  /** Like `add`, for work that comes seldom: the caller does not wait. */
  push(work: () => Promise<void>): void {
    this.#waiting++;
    this.#tail = this.#tail.then(async () => {
      try {
        if (!this.#failure) await work();
      } catch (error) {
        this.#failure ??= { error };
      } finally {
        this.#waiting--;
        this.#wake?.();
      }
    });
  }

  /** Resolves when all is done. @throws the first failure of any piece */
  async finish(): Promise<void> {
    await this.settle();
    this.#rethrow();
  }

  /** Resolves when nothing is at work any more, whatever became of it. */
  async settle(): Promise<void> {
    await this.#tail;
  }

  /** Drops what waits; what is at work goes on. */
  drop(reason: unknown): void {
    this.#failure ??= { error: reason };
    this.#wake?.();
  }

  #rethrow(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
