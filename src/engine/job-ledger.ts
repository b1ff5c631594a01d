import type { KinoraError } from '../../contract/errors.js';
import type { GenerationEvent } from '../../contract/events.js';

/** One job as the bridge knows it: it passes events on until the last one, and can be ended from outside. */
export class Job {
  readonly #onEvent: (event: GenerationEvent) => void;
  readonly whenEnded: Promise<void>;
  #id: string | null = null;
  #ended = false;
  #lastEventAt = 0;
  #crashes = 0;
  /** Work done, in the units of `progress`; the pieces of film tell nothing, for a job taken up again sends them again. */
  #furthest = 0;
  #furthestAtCrash = -1;
  #resolveEnded: () => void = () => undefined;

  constructor(onEvent: (event: GenerationEvent) => void) {
    this.#onEvent = onEvent;
    this.whenEnded = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  get id(): string | null {
    return this.#id;
  }

  hasEnded(): boolean {
    return this.#ended;
  }

  /** Whether an event came in after `time` (milliseconds since the epoch). */
  hasReportedSince(time: number): boolean {
    return this.#lastEventAt > time;
  }

  /** Takes one event from the worker. Events that come after the last one are dropped, and their frames closed. */
  readonly receive = (event: GenerationEvent): void => {
    if (this.#ended) {
      if (event.type === 'preview') event.frame.close();
      return;
    }
    this.#lastEventAt = Date.now();
    if (event.type === 'progress') this.#furthest = Math.max(this.#furthest, event.done);
    // Events come over a channel of their own, so the first may overtake the answer that carries the id.
    this.#id ??= event.jobId;
    if (event.type === 'done' || event.type === 'failed') this.#end();
    this.#onEvent(event);
  };

  /** Counts a crash of its worker. @returns crashes since the job last got further than ever */
  countCrash(): number {
    if (this.#furthest > this.#furthestAtCrash) this.#crashes = 0;
    this.#furthestAtCrash = this.#furthest;
    return ++this.#crashes;
  }

  accept(jobId: string): void {
    this.#id = jobId;
  }

  /** The job never began: its events stop, and none is made up. */
  refuse(): void {
    this.#end();
  }

  /** Ends a job whose worker cannot, or is about to be unable to. */
  fail(error: KinoraError): void {
    if (this.#ended) return;
    const jobId = this.#id;
    this.#end();
    if (jobId !== null) this.#onEvent({ type: 'failed', jobId, error });
  }

  #end(): void {
    this.#ended = true;
    this.#resolveEnded();
  }
}

/** The jobs that have not ended. */
export class JobLedger {
  readonly #jobs = new Set<Job>();

  open(onEvent: (event: GenerationEvent) => void): Job {
    const job = new Job(onEvent);
    this.#jobs.add(job);
    void job.whenEnded.then(() => this.#jobs.delete(job));
    return job;
  }

  find(jobId: string): Job | undefined {
    return [...this.#jobs].find((job) => job.id === jobId);
  }

  /** In the order of asking. */
  all(): readonly Job[] {
    return [...this.#jobs];
  }

  failAll(error: KinoraError): void {
    for (const job of [...this.#jobs]) job.fail(error);
  }
}
