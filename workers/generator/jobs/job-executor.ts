import { cancelled } from '../../lib/to-kinora-error.js';
import { Mutex } from '../../lib/mutex.js';
import type { PauseGate } from '../../lib/pause-gate.js';

/** What the person can do with a job that waits or runs. */
interface JobControls {
  readonly abort: AbortController;
  /** Null for what cannot be paused: drawing stills takes seconds. */
  readonly gate: PauseGate | null;
}

interface QueuedJob extends JobControls {
  /** Present while the job waits: ends it without waiting for its turn. */
  leaveQueue: (() => void) | null;
}

/** One job at a time, in the order of asking. A model is never exchanged while a job runs. */
export class JobExecutor {
  readonly #mutex = new Mutex();
  readonly #jobs = new Map<string, QueuedJob>();

  /** Jobs that wait or run. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Whether anything waits for its turn. */
  get isWaitedFor(): boolean {
    return this.#mutex.waiting > 0;
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /**
   * Does the work of a job in its turn. From now on the job can be cancelled, also while it is still checked.
   * @param check whether the work can be done at all, before it waits for its turn
   * @throws Failure `cancelled` at once when it is cancelled before its turn; whatever `check` and `work` throw
   */
  run<T>(id: string, controls: JobControls, work: () => Promise<T>, check?: () => Promise<void>): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown): void => {
        this.#jobs.delete(id);
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      };
      const job: QueuedJob = { ...controls, leaveQueue: () => leave(cancelled()) };
      this.#jobs.set(id, job);
      const queue = (): void => void this.#mutex.run(async () => {
        if (job.abort.signal.aborted) return;
        job.leaveQueue = null;
        const result = work();
        await result.catch(() => undefined);
        // Forgotten first: whoever hears of the end may use the same id again.
        this.#jobs.delete(id);
        resolve(result);
      });
      if (!check) queue();
      else void check().then(queue, (fault: unknown) => job.abort.signal.aborted || leave(fault));
    });
  }

  /** Does other work, such as loading a model, between the jobs. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#mutex.run(work);
  }

  cancel(id: string): void {
    const job = this.#jobs.get(id);
    job?.abort.abort();
    job?.leaveQueue?.();
  }

  cancelAll(): void {
    for (const id of [...this.#jobs.keys()]) this.cancel(id);
  }

  pause(id: string): void {
    this.#jobs.get(id)?.gate?.requestPause();
  }

  resume(id: string): void {
    this.#jobs.get(id)?.gate?.resume();
  }
}
