import type { StoreApi } from 'zustand/vanilla';
import { findRequestFault } from '../../contract/check-request.js';
import type { KinoraError } from '../../contract/errors.js';
import type { GenerateRequest, GenerationEvent, GeneratorApi } from '../../contract/generator.js';
import type { PreviewChannel } from './preview-channel.js';
import { STAGE_NAMES } from './stage-names.js';
import type { FilmOrder, Job, StudioState } from './studio-state.js';

/** The part of the bar that fetching the model takes when it has to be fetched. */
const LOADING_SHARE = 0.25;

export interface FilmJobDeps {
  readonly engine: GeneratorApi;
  readonly store: StoreApi<StudioState>;
  readonly previews: PreviewChannel;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes one film at a time and writes how it goes into the store. */
export class FilmJobs {
  readonly #deps: FilmJobDeps;
  /** Tells the answers to the present job from late ones to a job that was given up. */
  #run = 0;

  constructor(deps: FilmJobDeps) {
    this.#deps = deps;
  }

  /** Does nothing while a film is being made. */
  async start(order: FilmOrder): Promise<void> {
    const { engine, store, now } = this.#deps;
    const state = store.getState();
    if (state.job !== null) return;
    const request = requestOf(order);
    const fault = findRequestFault(request) ?? state.setupError;
    if (fault) {
      store.setState({ error: fault });
      return;
    }

    const run = ++this.#run;
    const loadShare = state.ready ? 0 : LOADING_SHARE;
    store.setState({
      error: null,
      warnings: [],
      announcement: STAGE_NAMES.load,
      job: { ...newJob(order, now()), loading: state.ready ? null : { doneBytes: 0, totalBytes: state.pack?.downloadBytes ?? 0 } },
    });
    const loaded = await engine.loadPack(state.load, ({ doneBytes, totalBytes }) => {
      if (state.ready || totalBytes === 0) return;
      this.#update(run, (job) => ({ loading: { doneBytes, totalBytes }, ...forward(job, (doneBytes / totalBytes) * loadShare) }));
    });
    if (loaded.ok) store.setState({ pack: loaded.value, ready: true });
    if (run !== this.#run) return;
    if (!loaded.ok) {
      this.#fail(run, loaded.error);
      return;
    }
    this.#update(run, (job) => ({ loading: null, ...forward(job, loadShare) }));

    const accepted = await engine.generate(request, (event) => this.#receive(run, event, loadShare));
    if (!accepted.ok) {
      this.#fail(run, accepted.error);
      return;
    }
    const { jobId } = accepted.value;
    if (run !== this.#run) return;
    this.#update(run, () => ({ id: jobId }));
    if (store.getState().job?.cancelling) await engine.cancel(jobId);
  }

  /** Stops the film. While the model is still being fetched the film is given up at once, and the fetch goes on. */
  async cancel(): Promise<void> {
    const { engine, store } = this.#deps;
    const { job } = store.getState();
    if (job === null || job.cancelling) return;
    if (job.loading !== null) {
      this.#run++;
      store.setState({ job: null, announcement: 'Cancelled.' });
      return;
    }
    store.setState({ job: { ...job, cancelling: true }, announcement: 'Cancelling.' });
    if (job.id !== null) await engine.cancel(job.id);
  }

  #receive(run: number, event: GenerationEvent, loadShare: number): void {
    const { store, previews, now } = this.#deps;
    const job = run === this.#run ? store.getState().job : null;
    if (job === null) {
      if (event.type === 'preview') event.frame.close();
      return;
    }
    switch (event.type) {
      case 'stage':
        store.setState({
          job: { ...job, id: event.jobId, stage: event.stage },
          ...(event.stage === job.stage ? {} : { announcement: STAGE_NAMES[event.stage] }),
        });
        break;
      case 'progress':
        this.#update(run, (current) => ({
          id: event.jobId,
          stage: event.stage,
          eta: event.eta,
          ...(event.total > 0 ? forward(current, loadShare + (1 - loadShare) * (event.done / event.total)) : {}),
        }));
        break;
      case 'preview':
        previews.show(event.frame);
        this.#update(run, (current) => ({ frames: current.frames + 1 }));
        break;
      case 'warning':
        store.setState(({ warnings }) => ({ warnings: [...warnings, event.message] }));
        break;
      case 'done': {
        // Job ids begin anew with each worker, but a film outlives it.
        const id = crypto.randomUUID();
        const took = (now() - job.startedAt) / 1000;
        const { file, metadata, timings } = event;
        store.setState(({ clips }) => ({
          job: null,
          clips: [{ id, order: job.order, file, metadata, timings, took }, ...clips],
          currentClipId: id,
          announcement: `Your film is ready: ${metadata.seconds.toFixed(1)} seconds.`,
        }));
        break;
      }
      case 'failed':
        this.#fail(run, event.error);
        break;
      case 'segment':
      case 'paused':
      case 'resumed':
        break;
    }
  }

  #fail(run: number, error: KinoraError): void {
    if (run !== this.#run) return;
    this.#run++;
    const { store } = this.#deps;
    const lostWorker = error.code === 'worker-crashed' || error.code === 'device-lost' || error.code === 'out-of-memory';
    store.setState({
      job: null,
      ...(lostWorker ? { ready: false } : {}),
      ...(error.code === 'cancelled' ? { announcement: 'Cancelled.' } : { error, announcement: '' }),
    });
  }

  #update(run: number, change: (job: Job) => Partial<Job>): void {
    if (run !== this.#run) return;
    this.#deps.store.setState(({ job }) => (job === null ? {} : { job: { ...job, ...change(job) } }));
  }
}

function newJob(order: FilmOrder, startedAt: number): Job {
  return { id: null, order, stage: 'load', fraction: 0, eta: null, loading: null, cancelling: false, frames: 0, startedAt };
}

const forward = (job: Job, fraction: number): { fraction: number } => ({
  fraction: Math.min(1, Math.max(job.fraction, fraction)),
});

function requestOf({ prompt, seconds, seed, picture }: FilmOrder): GenerateRequest {
  return { prompt, seconds, seed, ...(picture === null ? {} : { image: picture.blob }) };
}
