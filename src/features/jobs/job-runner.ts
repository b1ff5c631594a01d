import type { KinoraError, Result } from '../../../contract/errors.js';
import { categoryOf, type ErrorCategory } from '../../../contract/errors/categories.js';
import type { GenerationEvent, LoadEvent } from '../../../contract/events.js';
import type { GeneratorApi, LoadOptions } from '../../../contract/generator.js';
import type { PauseReason, Stage } from '../../../contract/names.js';
import type { PackSummary } from '../../../contract/pack-summary.js';
import { sameModels } from './film-load.js';
import type { PreviewChannel } from '../player/preview-channel.js';
import type { SegmentChannel } from '../player/segment-channel.js';

/** The share of the progress bar that loading the model takes when the model is not in memory. */
const LOADING_SHARE = 0.25;

/** Categories of errors after which the model is no longer in memory. */
const MODEL_LOST: ReadonlySet<ErrorCategory> = new Set(['worker-crashed', 'device-lost', 'out-of-memory']);

/** How far the running job is. */
export interface JobProgress {
  /** Null until the worker has accepted the job. */
  readonly id: string | null;
  readonly stage: Stage;
  /** Of the whole job, 0 to 1; never decreases. */
  readonly fraction: number;
  /** Seconds left, or null while there is no estimate. */
  readonly eta: number | null;
  /** While the model is fetched. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
  readonly cancelling: boolean;
  /** A pause was requested, and the worker is still at its last step. */
  readonly pausing: boolean;
  readonly paused: { readonly reason: PauseReason; readonly error: KinoraError | null } | null;
  /** Preview frames received so far. */
  readonly frames: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export type JobEvent = Exclude<GenerationEvent, { type: 'done' | 'failed' }> | LoadEvent;

export type JobEnd<T> =
  | { readonly type: 'done'; readonly value: T; /** Seconds since the start, loading included. */ readonly took: number }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly error: KinoraError };

/** What a job asks of the engine. */
export interface JobTask<T> {
  /** Resolves when the worker has accepted or refused the job; `report.end` comes later. */
  readonly start: (report: JobReport<T>) => Promise<Result<{ readonly jobId: string }>>;
  /** The models that it is made with; those of the model store when absent. */
  readonly load?: LoadOptions;
  /** Number of threads that the job needs; the engine chooses when absent. */
  readonly threads?: number;
  /** Share of the job that an earlier visit completed, 0 to 1. */
  readonly doneShare?: number;
}

export interface JobReport<T> {
  readonly onEvent: (event: Exclude<GenerationEvent, { type: 'done' | 'failed' }>) => void;
  readonly end: (result: Result<T>) => void;
}

export interface JobListeners<T> {
  readonly onChange: (progress: JobProgress) => void;
  /** Called before `event` changes the progress. A listener must neither retain nor close the frame of a `preview`. */
  readonly onEvent?: (event: JobEvent, before: JobProgress) => void;
  /** Called once; another job may be started from it. */
  readonly onEnd: (end: JobEnd<T>) => void;
}

/** The model that jobs run on, in the store of whoever owns the runner. */
export interface ModelState {
  readonly load: LoadOptions;
  readonly pack: PackSummary | null;
  /** Whether the model is in memory, so that the next job starts at once. */
  readonly ready: boolean;
}

export interface ModelStore {
  getState(): ModelState;
  setState(change: Partial<ModelState>): void;
}

export interface JobRunnerDeps {
  readonly engine: GeneratorApi;
  readonly model: ModelStore;
  readonly previews?: PreviewChannel;
  readonly segments?: SegmentChannel;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Run {
  progress: JobProgress;
  /** Given up: the worker's answers are ignored, and the job is cancelled as soon as its id is known. */
  abandoned: boolean;
  readonly onChange: (progress: JobProgress) => void;
  readonly end: (end: JobEnd<never>) => void;
}

/** Loads the model and runs one job at a time: films of the studio, of an embedded page and of the command line, first frames. */
export class JobRunner {
  readonly #deps: JobRunnerDeps;
  readonly #now: () => number;
  #run: Run | null = null;

  constructor(deps: JobRunnerDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
  }

  get busy(): boolean {
    return this.#run !== null;
  }

  /** Does nothing while a job is running. Resolves when the worker has accepted the job, or refused it. */
  async run<T>(task: JobTask<T>, listeners: JobListeners<T>): Promise<void> {
    if (this.#run !== null) return;
    const { engine, model, segments } = this.#deps;
    const present = model.getState();
    const { load, pack } = present;
    // Other models take the place of those that are in memory.
    const others = task.load !== undefined && !sameModels(task.load, load) ? task.load : null;
    const ready = present.ready && others === null;
    if (others !== null) model.setState({ ready: false });
    const used = others ?? load;
    const loadShare = ready ? 0 : LOADING_SHARE;
    const startedAt = this.#now();
    const end = (result: JobEnd<T>): void => {
      if (this.#run !== run) return;
      this.#run = null;
      segments?.end();
      // Prompts are read for the models of the form again.
      if (others !== null) void engine.describePack(model.getState().load);
      listeners.onEnd(result);
    };
    const fail = (error: KinoraError): void => {
      if (this.#run !== run) return;
      if (MODEL_LOST.has(categoryOf(error))) model.setState({ ready: false });
      end(error.code === 'cancelled' ? { type: 'cancelled' } : { type: 'failed', error });
    };
    const run: Run = {
      progress: {
        ...newProgress(startedAt),
        fraction: LOADING_SHARE * (task.doneShare ?? 0),
        loading: ready ? null : { doneBytes: 0, totalBytes: pack?.startBytes ?? 0 },
      },
      abandoned: false,
      onChange: listeners.onChange,
      end,
    };
    this.#run = run;
    segments?.begin();
    listeners.onChange(run.progress);

    const loaded = await engine.loadPack(task.threads === undefined ? used : { ...used, threads: task.threads }, (event) => {
      if (ready || this.#run !== run) return;
      const { doneBytes, totalBytes } = event;
      listeners.onEvent?.(event, run.progress);
      if (totalBytes > 0) this.#update(run, { loading: { doneBytes, totalBytes }, fraction: (doneBytes / totalBytes) * loadShare });
    });
    // Another model may have been chosen in the meantime.
    if (loaded.ok && others === null && model.getState().load === load) model.setState({ pack: loaded.value, ready: true });
    if (this.#run !== run) return;
    if (!loaded.ok) {
      fail(loaded.error);
      return;
    }
    this.#update(run, { loading: null, fraction: loadShare });

    const accepted = await task.start({
      onEvent: (event) => {
        if (this.#run !== run) {
          if (event.type === 'preview') event.frame.close();
          return;
        }
        listeners.onEvent?.(event, run.progress);
        this.#receive(run, event, loadShare);
      },
      end: (result) => {
        if (!result.ok) fail(result.error);
        else end({ type: 'done', value: result.value, took: (this.#now() - startedAt) / 1000 });
      },
    });
    if (!accepted.ok) {
      fail(accepted.error);
      return;
    }
    const { jobId } = accepted.value;
    if (this.#run === run) this.#update(run, { id: jobId });
    if (run.abandoned) await engine.cancel(jobId);
  }

  /**
   * Cancels the job. While the model is fetched the job ends at once, and the fetch continues for the next one. So does one that the
   * worker has not accepted: with another number of threads it is taken only once the films of others, which may be paused, are done.
   */
  async cancel(): Promise<void> {
    const run = this.#run;
    if (run === null || run.progress.cancelling) return;
    const { loading, id } = run.progress;
    if (loading !== null || id === null) {
      run.abandoned = true;
      run.end({ type: 'cancelled' });
      return;
    }
    this.#update(run, { cancelling: true });
    await this.#deps.engine.cancel(id);
  }

  /** Cancels the job without waiting for the worker; its listeners are not called again. */
  abandon(): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    run.abandoned = true;
    this.#deps.segments?.end();
    if (run.progress.id !== null) void this.#deps.engine.cancel(run.progress.id);
  }

  /** Asks the worker to stop after its present step; no work is lost. */
  async pause(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const { id, cancelling, pausing, paused } = run.progress;
    if (id === null || cancelling || pausing || paused !== null) return;
    this.#update(run, { pausing: true });
    await this.#deps.engine.pause(id);
  }

  async resume(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const { id, cancelling, pausing, paused } = run.progress;
    if (id === null || cancelling || (paused === null && !pausing)) return;
    await this.#deps.engine.resume(id);
    // The worker sends no event for a pause that is withdrawn before it began.
    this.#update(run, { pausing: false });
  }

  #receive(run: Run, event: Exclude<GenerationEvent, { type: 'done' | 'failed' }>, loadShare: number): void {
    switch (event.type) {
      case 'stage':
        this.#update(run, { id: event.jobId, stage: event.stage });
        break;
      case 'progress':
        this.#update(run, {
          id: event.jobId,
          stage: event.stage,
          eta: event.eta,
          ...(event.total > 0 ? { fraction: loadShare + (1 - loadShare) * (event.done / event.total) } : {}),
        });
        break;
      case 'preview':
        if (this.#deps.previews === undefined) event.frame.close();
        else this.#deps.previews.show(event.frame);
        this.#update(run, { frames: run.progress.frames + 1 });
        break;
      case 'segment':
        this.#deps.segments?.push(event.mimeType, event.bytes);
        break;
      case 'paused':
        this.#update(run, { id: event.jobId, pausing: false, paused: { reason: event.reason, error: event.error } });
        break;
      case 'resumed':
        this.#update(run, { id: event.jobId, pausing: false, paused: null });
        break;
      case 'warning':
        break;
    }
  }

  #update(run: Run, change: Partial<JobProgress>): void {
    if (this.#run !== run) return;
    const fraction = Math.min(1, Math.max(run.progress.fraction, change.fraction ?? 0));
    run.progress = { ...run.progress, ...change, fraction };
    run.onChange(run.progress);
  }
}

function newProgress(startedAt: number): JobProgress {
  return { id: null, stage: 'load', fraction: 0, eta: null, loading: null, cancelling: false, pausing: false, paused: null, frames: 0, startedAt };
}
