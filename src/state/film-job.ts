import type { StoreApi } from 'zustand/vanilla';
import type { KinoraError, Result } from '../../contract/errors.js';
import type { GenerationEvent, GeneratorApi, UnfinishedJob } from '../../contract/generator.js';
import { uniqueId } from '../../contract/unique-id.js';
import { jobTexts } from '../text/job.js';
import { say } from '../text/language.js';
import { requestOf, type FilmOrder } from './film-order.js';
import type { PreviewChannel } from './preview-channel.js';
import type { SegmentChannel } from './segment-channel.js';
import type { Job, StudioState } from './studio-state.js';

/** The part of the bar that fetching the model takes when it has to be fetched. */
const LOADING_SHARE = 0.25;
/** How often a screen reader hears how far a long film is. */
const SPOKEN_SHARE = 0.25;

export interface FilmJobDeps {
  readonly engine: GeneratorApi;
  readonly store: StoreApi<StudioState>;
  readonly previews: PreviewChannel;
  readonly segments: SegmentChannel;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How a film ended, for what comes after it. */
export type JobEnd = { readonly type: 'done' | 'cancelled' } | { readonly type: 'failed'; readonly error: KinoraError };

type Ask = (onEvent: (event: GenerationEvent) => void) => Promise<Result<{ jobId: string }>>;

/** Makes one film at a time and writes how it goes into the store. */
export class FilmJobs {
  /** Called when a film has ended, however it did; the next may be started at once. */
  onEnd: (end: JobEnd) => void = () => undefined;
  readonly #deps: FilmJobDeps;
  /** Tells the answers to the present job from late ones to a job that was given up. */
  #run = 0;

  constructor(deps: FilmJobDeps) {
    this.#deps = deps;
  }

  /** Does nothing while a film is being made. Resolves when the worker has taken the film, or refused it. */
  start(order: FilmOrder): Promise<void> {
    return this.#begin(order, (onEvent) => this.#deps.engine.generate(requestOf(order), onEvent));
  }

  /** Goes on with a film of an earlier visit. */
  recover({ id, request, doneFrames, totalFrames, threads }: UnfinishedJob): Promise<void> {
    const order: FilmOrder = { ...request, picture: null };
    const begun = this.#begin(order, (onEvent) => this.#deps.engine.recover(id, onEvent), threads);
    this.#update(this.#run, (job) => forward(job, (LOADING_SHARE * doneFrames) / Math.max(1, totalFrames)));
    return begun;
  }

  /** Stops the film. While the model is still being fetched the film is given up at once, and the fetch goes on. */
  async cancel(): Promise<void> {
    const { engine, store } = this.#deps;
    const { job } = store.getState();
    if (job === null || job.cancelling) return;
    if (job.loading !== null) {
      this.#end({ type: 'cancelled' }, { announcement: say(jobTexts).cancelled });
      return;
    }
    store.setState({ job: { ...job, cancelling: true }, announcement: say(jobTexts).cancelling });
    if (job.id !== null) await engine.cancel(job.id);
  }

  /** Asks the worker to stop after the step it is at; nothing is lost. */
  async pause(): Promise<void> {
    const { engine, store } = this.#deps;
    const { job } = store.getState();
    if (job === null || job.id === null || job.cancelling || job.pausing || job.paused !== null) return;
    store.setState({ job: { ...job, pausing: true }, announcement: say(jobTexts).pausing });
    await engine.pause(job.id);
  }

  async resume(): Promise<void> {
    const { engine, store } = this.#deps;
    const { job } = store.getState();
    if (job === null || job.id === null || job.cancelling || (job.paused === null && !job.pausing)) return;
    await engine.resume(job.id);
    // A pause that had not begun yet is taken back without a word from the worker.
    this.#update(this.#run, () => ({ pausing: false }));
  }

  /** @param threads that the film needs; as the engine chooses when absent */
  async #begin(order: FilmOrder, ask: Ask, threads?: number): Promise<void> {
    const { engine, store, segments, now } = this.#deps;
    const state = store.getState();
    if (state.job !== null) return;
    const run = ++this.#run;
    const loadShare = state.ready ? 0 : LOADING_SHARE;
    segments.begin();
    store.setState({
      warnings: [],
      announcement: say(jobTexts).stages.load,
      job: { ...newJob(order, now()), loading: state.ready ? null : { doneBytes: 0, totalBytes: state.pack?.downloadBytes ?? 0 } },
    });
    const load = threads === undefined ? state.load : { ...state.load, threads };
    const loaded = await engine.loadPack(load, ({ doneBytes, totalBytes }) => {
      if (state.ready || totalBytes === 0) return;
      this.#update(run, (job) => ({ loading: { doneBytes, totalBytes }, ...forward(job, (doneBytes / totalBytes) * loadShare) }));
    });
    // Another model may have been chosen in the meantime.
    if (loaded.ok && store.getState().load === state.load) store.setState({ pack: loaded.value, ready: true });
    if (run !== this.#run) return;
    if (!loaded.ok) {
      this.#fail(run, loaded.error);
      return;
    }
    this.#update(run, (job) => ({ loading: null, ...forward(job, loadShare) }));

    const accepted = await ask((event) => this.#receive(run, event, loadShare));
    if (!accepted.ok) {
      this.#fail(run, accepted.error);
      return;
    }
    const { jobId } = accepted.value;
    if (run !== this.#run) return;
    this.#update(run, () => ({ id: jobId }));
    if (store.getState().job?.cancelling) await engine.cancel(jobId);
  }

  #receive(run: number, event: GenerationEvent, loadShare: number): void {
    const { store, previews, segments, now } = this.#deps;
    const job = run === this.#run ? store.getState().job : null;
    if (job === null) {
      if (event.type === 'preview') event.frame.close();
      return;
    }
    const words = say(jobTexts);
    switch (event.type) {
      case 'stage':
        store.setState({
          job: { ...job, id: event.jobId, stage: event.stage },
          ...(event.stage === job.stage ? {} : { announcement: words.stages[event.stage] }),
        });
        break;
      case 'progress':
        this.#progress(run, event, loadShare);
        break;
      case 'preview':
        previews.show(event.frame);
        this.#update(run, (current) => ({ frames: current.frames + 1 }));
        break;
      case 'segment':
        segments.push(event.mimeType, event.bytes);
        break;
      case 'warning':
        if (!isToldBesidePrompt(event.word, job, store.getState())) store.setState(({ warnings }) => ({ warnings: [...warnings, event.message] }));
        break;
      case 'paused':
        store.setState({
          job: { ...job, id: event.jobId, pausing: false, paused: { reason: event.reason, error: event.error } },
          announcement: words.pausedBecause[event.reason],
        });
        break;
      case 'resumed':
        store.setState({ job: { ...job, id: event.jobId, pausing: false, paused: null }, announcement: words.resumed });
        break;
      case 'done': {
        // Job ids begin anew with each worker, but a film outlives it.
        const id = uniqueId();
        const took = (now() - job.startedAt) / 1000;
        const { jobId, file, metadata, timings } = event;
        this.#end(
          { type: 'done' },
          {
            clips: [{ id, jobId, order: job.order, file, metadata, timings, took }, ...store.getState().clips],
            // Whoever looks at another film meanwhile is left with it.
            ...(store.getState().watchingJob ? { currentClipId: id, watchingJob: false } : {}),
            announcement: words.ready(metadata.seconds.toFixed(1)),
          },
        );
        break;
      }
      case 'failed':
        this.#fail(run, event.error);
        break;
    }
  }

  #progress(run: number, event: GenerationEvent & { readonly type: 'progress' }, loadShare: number): void {
    const before = this.#deps.store.getState().job?.fraction ?? 0;
    this.#update(run, (current) => ({
      id: event.jobId,
      stage: event.stage,
      eta: event.eta,
      ...(event.total > 0 ? forward(current, loadShare + (1 - loadShare) * (event.done / event.total)) : {}),
    }));
    const share = Math.floor((this.#deps.store.getState().job?.fraction ?? 0) / SPOKEN_SHARE);
    if (share > Math.floor(before / SPOKEN_SHARE) && share * SPOKEN_SHARE < 1) {
      this.#deps.store.setState({ announcement: say(jobTexts).percentDone(share * SPOKEN_SHARE * 100) });
    }
  }

  #fail(run: number, error: KinoraError): void {
    if (run !== this.#run) return;
    const lostWorker = error.code === 'worker-crashed' || error.code === 'device-lost' || error.code === 'out-of-memory';
    const lost = lostWorker ? { ready: false } : {};
    if (error.code === 'cancelled') this.#end({ type: 'cancelled' }, { ...lost, announcement: say(jobTexts).cancelled });
    else this.#end({ type: 'failed', error }, { ...lost, error, announcement: '' });
  }

  #end(end: JobEnd, change: Partial<StudioState>): void {
    this.#run++;
    this.#deps.segments.end();
    this.#deps.store.setState({ job: null, ...change });
    this.onEnd(end);
  }

  #update(run: number, change: (job: Job) => Partial<Job>): void {
    if (run !== this.#run) return;
    this.#deps.store.setState(({ job }) => (job === null ? {} : { job: { ...job, ...change(job) } }));
  }
}

/** Whether the notes under the prompt say it: those of a film of one prompt, and those of the scene that is shown. */
function isToldBesidePrompt(word: string | undefined, { order }: Job, { check }: StudioState): boolean {
  if (word === undefined) return false;
  return order.scenes === undefined || (check?.unknown.some((note) => note.word === word) ?? false);
}

function newJob(order: FilmOrder, startedAt: number): Job {
  return {
    id: null, order, stage: 'load', fraction: 0, eta: null, loading: null,
    cancelling: false, pausing: false, paused: null, frames: 0, startedAt,
  };
}

const forward = (job: Job, fraction: number): { fraction: number } => ({
  fraction: Math.min(1, Math.max(job.fraction, fraction)),
});
