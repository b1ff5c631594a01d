/** Lets one piece of work run at a time, in the order of asking. One that fails does not hold up the next. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#tail.then(() => {
      this.#waiting--;
      return work();
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
