import type { StoreApi } from 'zustand/vanilla';
import { findRequestFault } from '../../../contract/check-request.js';
import type { GeneratorApi } from '../../../contract/generator.js';
import { uniqueId } from '../../../contract/unique-id.js';
import { jobTexts } from './job-texts.js';
import { say } from '../../i18n/language.js';
import type { FilmJobs, JobEnd } from './job-runner.js';
import { requestOf, type FilmOrder } from '../composer/settings/generation-settings.js';
import { moved } from '../composer/scenes/scene-list.js';
import type { StudioState } from '../../store/studio-state.js';

/** Failures that are this film's own; after any other the next film would fare no better. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['bad-request', 'bad-image']);

/** The films that a person ordered, made one after another. */
export class FilmQueue {
  readonly #store: StoreApi<StudioState>;
  readonly #jobs: FilmJobs;
  readonly #engine: GeneratorApi;

  constructor(store: StoreApi<StudioState>, jobs: FilmJobs, engine: GeneratorApi) {
    this.#store = store;
    this.#jobs = jobs;
    this.#engine = engine;
    jobs.onEnd = (end) => this.#goOnAfter(end);
  }

  /** Makes the film at once, or when those before it are made. What is wrong with it stands in `state.error`. */
  async add(order: FilmOrder): Promise<void> {
    const state = this.#store.getState();
    const error = findRequestFault(requestOf(order)) ?? state.setupError;
    this.#store.setState({ error });
    if (error !== null) return;
    if (state.job === null) {
      this.#store.setState({ watchingJob: true });
      await this.#jobs.start(order);
      return;
    }
    const queue = [...state.queue, { id: uniqueId(), order }];
    this.#store.setState({ queue, announcement: say(jobTexts).queued(queue.length) });
  }

  readonly remove = (id: string): void =>
    this.#store.setState(({ queue }) => {
      const left = queue.filter((film) => film.id !== id);
      return { queue: left, ...(left.length === 0 ? { queueHeld: false } : {}) };
    });

  /** Puts a waiting film at position `to`, counted from 0. */
  readonly move = (id: string, to: number): void => this.#store.setState(({ queue }) => ({ queue: moved(queue, id, to) }));

  /** Goes on with the waiting films, after a failure held them. */
  readonly goOn = (): void => {
    this.#store.setState({ queueHeld: false, error: null });
    this.#startNext();
  };

  /** Learns what an earlier visit left behind. */
  async findUnfinished(): Promise<void> {
    this.#store.setState({ unfinished: await this.#engine.unfinishedJobs() });
  }

  /** Goes on with a film of an earlier visit; only while nothing else is being made. */
  readonly recover = async (id: string): Promise<void> => {
    const { unfinished, job, setupError } = this.#store.getState();
    const found = unfinished.find((each) => each.id === id);
    if (found === undefined || job !== null) return;
    this.#store.setState({ error: setupError });
    if (setupError !== null) return;
    this.#store.setState({ unfinished: unfinished.filter((each) => each !== found), watchingJob: true });
    await this.#jobs.recover(found);
  };

  readonly discard = async (id: string): Promise<void> => {
    this.#store.setState(({ unfinished }) => ({ unfinished: unfinished.filter((each) => each.id !== id) }));
    await this.#engine.discard(id);
  };

  #goOnAfter(end: JobEnd): void {
    if (end.type === 'failed') {
      // A film that failed on its way may be one that can go on.
      void this.findUnfinished();
      if (!OWN_FAULTS.has(end.error.code)) {
        this.#store.setState(({ queue }) => ({ queueHeld: queue.length > 0 }));
        return;
      }
    }
    this.#startNext();
  }

  #startNext(): void {
    const { queue, queueHeld, job, currentClipId } = this.#store.getState();
    const [next, ...rest] = queue;
    if (next === undefined || queueHeld || job !== null) return;
    // A film that has just been finished stays on the screen; an empty screen shows the next in the making.
    this.#store.setState({ queue: rest, ...(currentClipId === null ? { watchingJob: true } : {}) });
    void this.#jobs.start(next.order);
  }
}
