import { moveItem } from '../../../ui/order/move-item.js';

export interface JobQueueDeps<T> {
  readonly isIdle: () => boolean;
  /** `waited`: whether the job was in the queue before. */
  readonly start: (job: T, waited: boolean) => void | Promise<void>;
  readonly onChange: (state: { readonly queue: readonly T[]; readonly queueHeld: boolean }) => void;
}

/** Jobs that wait while another is running, first in, first out. */
export class JobQueue<T extends { readonly id: string }> {
  readonly #deps: JobQueueDeps<T>;
  #queue: readonly T[] = [];
  #held = false;
  /** A job that stays where it is when its turn comes. */
  #aside: string | null = null;

  constructor(deps: JobQueueDeps<T>) {
    this.#deps = deps;
  }

  get length(): number {
    return this.#queue.length;
  }

  /** Starts `job` when nothing is running, else puts it at the end of the queue. */
  async add(job: T): Promise<void> {
    if (this.#deps.isIdle()) await this.#deps.start(job, false);
    else this.#set([...this.#queue, job]);
  }

  /** Puts `job` in the place of a waiting one; false when that waits no longer. */
  replace(id: string, job: T): boolean {
    const found = this.#queue.some((each) => each.id === id);
    if (found) this.#set(this.#queue.map((each) => (each.id === id ? job : each)));
    if (this.#aside === id) this.setAside(null);
    return found;
  }

  insertBehind(id: string, job: T): void {
    this.#set(this.#queue.flatMap((each) => (each.id === id ? [each, job] : [each])));
  }

  /** The job called `id` is passed over until another, or null, is set aside. */
  setAside(id: string | null): void {
    this.#aside = id;
    this.startNext();
  }

  readonly remove = (id: string): void => {
    if (this.#aside === id) this.#aside = null;
    const left = this.#queue.filter((job) => job.id !== id);
    this.#set(left, this.#held && left.length > 0);
  };

  /** Moves a waiting job to position `to`, counted from 0. */
  readonly move = (id: string, to: number): void => this.#set(moveItem(this.#queue, id, to));

  /** Starts nothing until {@link release}: the next job would fail like the last. */
  hold(): void {
    this.#set(this.#queue, this.#queue.length > 0);
  }

  release(): void {
    this.#set(this.#queue, false);
    this.startNext();
  }

  /** To be called when a job has ended. */
  startNext(): void {
    const next = this.#queue.find(({ id }) => id !== this.#aside);
    if (next === undefined || this.#held || !this.#deps.isIdle()) return;
    this.#set(this.#queue.filter((job) => job !== next));
    void this.#deps.start(next, true);
  }

  #set(queue: readonly T[], held = this.#held): void {
    this.#queue = queue;
    this.#held = held;
    this.#deps.onChange({ queue, queueHeld: held });
  }
}
