import type { StoreApi } from 'zustand/vanilla';
import { findRequestFault } from '../../../contract/check-request.js';
import { categoryOf, type ErrorCategory } from '../../../contract/errors/categories.js';
import type { FilmWarning } from '../../../contract/errors/warnings.js';
import type { GeneratorApi } from '../../../contract/generator.js';
import { uniqueId } from '../../../contract/lib/unique-id.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import { withFiles } from '../../../contract/request/flat-request.js';
import { scenesOf } from '../../../contract/request/request.js';
import { translate } from '../../i18n/language.js';
import type { StudioState } from '../../store/studio-state.js';
import { requestOf, settingsTitle, type GenerationSettings } from '../composer/settings/generation-settings.js';
import type { Clip } from '../player/player-slice.js';
import { filmLoad } from './film-load.js';
import { JobQueue } from './queue/job-queue.js';
import { queueTexts } from './queue/queue-texts.js';
import type { JobEnd, JobEvent, JobProgress, JobRunner, JobTask } from './job-runner.js';
import { generateTask, recoverTask, type DoneEvent } from './job-task.js';
import { jobTexts } from './job-texts.js';
import type { Job, QueuedJob } from './jobs-slice.js';

/** Categories of errors that concern one film only; after any other the next would fail too. */
const ERRORS_OF_ONE_FILM: ReadonlySet<ErrorCategory> = new Set(['bad-request', 'bad-image', 'not-found', 'busy']);
/** A screen reader hears the progress of a film in steps of this share. */
const SPOKEN_SHARE = 0.25;

/** Making films in the studio, one after another. */
export class JobActions {
  readonly #store: StoreApi<StudioState>;
  readonly #engine: GeneratorApi;
  readonly #runner: JobRunner;
  readonly #queue: JobQueue<QueuedJob>;

  constructor(store: StoreApi<StudioState>, engine: GeneratorApi, runner: JobRunner) {
    this.#store = store;
    this.#engine = engine;
    this.#runner = runner;
    this.#queue = new JobQueue<QueuedJob>({
      isIdle: () => !runner.busy,
      start: (job, waited) => this.#start(job, waited),
      onChange: (state) => store.setState(state),
    });
  }

  /** Makes a film of `settings` now, or after those in the queue. An error stands in `state.error`. */
  async add(settings: GenerationSettings): Promise<void> {
    const error = findRequestFault(requestOf(settings)) ?? this.#store.getState().setupError;
    this.#store.setState({ error });
    if (error !== null) return;
    const waits = this.#runner.busy;
    const { load, editedJobId } = this.#store.getState();
    const { packUrl, drawPackUrl } = load;
    const job = { id: uniqueId(), settings, models: { packUrl, ...pickDefined({ drawPackUrl }) }, ...pickDefined({ thumbnail: thumbnailOf(settings, this.#store.getState()) }) };
    if (editedJobId !== null) this.#store.setState({ editedJobId: null });
    if (editedJobId !== null && this.#queue.replace(editedJobId, job)) {
      this.#store.setState({ announcement: translate(jobTexts).replaced });
      return;
    }
    await this.#queue.add(job);
    if (waits) this.#store.setState({ announcement: translate(jobTexts).queued(this.#queue.length) });
  }

  /** Makes `films` one after another, in this order; none where one of them cannot be made. */
  async addAll(films: readonly GenerationSettings[]): Promise<void> {
    const error = films.map((film) => findRequestFault(requestOf(film))).find((fault) => fault !== null) ?? null;
    this.#store.setState({ error });
    if (error !== null) return;
    this.stopEditing();
    // Each waits behind the one before as soon as it is added; the first is accepted once its model is loaded.
    await Promise.all(films.map((film) => this.add(film)));
  }

  readonly cancel = (): Promise<void> => this.#runner.cancel();
  readonly pause = (): Promise<void> => this.#runner.pause();
  readonly resume = (): Promise<void> => this.#runner.resume();

  readonly removeQueued = (id: string): void => {
    const { editedJobId, queue } = this.#store.getState();
    const job = queue.find((each) => each.id === id);
    if (job === undefined) return;
    if (editedJobId === id) this.#store.setState({ editedJobId: null });
    this.#queue.remove(id);
    this.#store.setState({ announcement: translate(queueTexts).removed(settingsTitle(job.settings)) });
  };
  /** Leaves a waiting film where it is, and unmade, until the next film that is asked for takes its place, or {@link stopEditing}. */
  readonly editQueued = (id: string): void => {
    this.#store.setState({ editedJobId: id });
    this.#queue.setAside(id);
  };
  /** The film that was being edited waits again as it was. */
  readonly stopEditing = (): void => {
    this.#store.setState({ editedJobId: null });
    this.#queue.setAside(null);
  };
  /** Puts another take of a waiting film behind it. */
  readonly duplicateQueued = (id: string, seed: number): void => {
    const job = this.#store.getState().queue.find((each) => each.id === id);
    if (job === undefined) return;
    const { thumbnail: _, ...rest } = job;
    const settings = { ...job.settings, seed };
    this.#queue.insertBehind(id, { ...rest, id: uniqueId(), settings, ...pickDefined({ thumbnail: thumbnailOf(settings, this.#store.getState()) }) });
  };
  /** Moves a waiting film to position `to`, counted from 0. */
  readonly moveQueued = (id: string, to: number): void => this.#queue.move(id, to);

  /** Continues with the queue after an error held it. */
  readonly releaseQueue = (): void => {
    this.#store.setState({ error: null });
    this.#queue.release();
  };

  /** Lists the films that an earlier visit left unfinished. */
  async findUnfinished(): Promise<void> {
    this.#store.setState({ unfinished: await this.#engine.unfinishedJobs() });
  }

  /** Continues a film of an earlier visit; does nothing while another film is being made. */
  readonly recover = async (id: string): Promise<void> => {
    const { unfinished, setupError } = this.#store.getState();
    const found = unfinished.find((each) => each.id === id);
    if (found === undefined || this.#runner.busy) return;
    this.#store.setState({ error: setupError });
    if (setupError !== null) return;
    this.#store.setState({ unfinished: unfinished.filter((each) => each !== found), watchingJob: true });
    await this.#run(withFiles(found.request, {}), recoverTask(this.#engine, found));
  };

  readonly discard = async (id: string): Promise<void> => {
    this.#store.setState(({ unfinished }) => ({ unfinished: unfinished.filter((each) => each.id !== id) }));
    await this.#engine.discard(id);
  };

  /** Tells the worker that `clip` is kept on this device, so that a later visit does not list it as unfinished. */
  readonly settle = async ({ jobId }: Clip): Promise<void> => {
    if (jobId !== undefined) await this.#engine.kept(jobId);
  };

  #start({ settings, models }: QueuedJob, waited: boolean): Promise<void> {
    // A film that has just been finished stays on the screen; an empty screen shows the next one being made.
    if (!waited || this.#store.getState().currentClipId === null) this.#store.setState({ watchingJob: true });
    const { packUrl: _, drawPackUrl: __, ...load } = this.#store.getState().load;
    return this.#run(settings, { ...generateTask(this.#engine, requestOf(settings)), load: filmLoad({ ...load, ...models }, settings) });
  }

  #run(settings: GenerationSettings, task: JobTask<DoneEvent>): Promise<void> {
    this.#store.setState({ warnings: [], announcement: translate(jobTexts).stages.load });
    return this.#runner.run(task, {
      onChange: (progress) => this.#show(settings, progress),
      onEvent: (event) => this.#warn(settings, event),
      onEnd: (end) => this.#finish(settings, end),
    });
  }

  #show(settings: GenerationSettings, progress: JobProgress): void {
    const before = this.#store.getState().job;
    const announcement = before === null ? null : announcementOf(before, progress);
    this.#store.setState({ job: { ...progress, settings }, ...pickDefined({ announcement: announcement ?? undefined }) });
  }

  #warn(settings: GenerationSettings, event: JobEvent): void {
    if (event.type !== 'warning' || isShownBesidePrompt(event.warning, settings, this.#store.getState())) return;
    this.#store.setState(({ warnings }) => ({ warnings: [...warnings, event.warning] }));
  }

  #finish(settings: GenerationSettings, end: JobEnd<DoneEvent>): void {
    const words = translate(jobTexts);
    if (end.type === 'done') {
      // Job ids start again with each worker, so a film has an id of its own.
      const id = uniqueId();
      const { jobId, file, metadata, timings } = end.value;
      this.#store.setState(({ clips, watchingJob }) => ({
        job: null,
        clips: [{ id, jobId, settings, file, metadata, timings, took: end.took }, ...clips],
        // Another film that a person opened meanwhile stays on the screen.
        ...(watchingJob ? { currentClipId: id, watchingJob: false } : {}),
        announcement: words.ready(metadata.seconds.toFixed(1)),
      }));
    } else if (end.type === 'cancelled') {
      this.#store.setState({ job: null, announcement: words.cancelled });
    } else {
      this.#store.setState({ job: null, error: end.error, announcement: '' });
      // A film that failed half-way may be one that can be continued.
      void this.findUnfinished();
      if (!ERRORS_OF_ONE_FILM.has(categoryOf(end.error))) {
        this.#queue.hold();
        return;
      }
    }
    this.#queue.startNext();
  }
}

/** The picture that a film begins with: the one that it was given, or its first frame where that was drawn to choose from. */
function thumbnailOf({ start, subject, seed }: GenerationSettings, { firstFrames }: Pick<StudioState, 'firstFrames'>): Blob | undefined {
  if (start !== undefined) return start.file.preview ?? (start.kind === 'image' ? start.file.blob : undefined);
  if (firstFrames === null || firstFrames.prompt !== scenesOf(subject)[0]?.prompt) return undefined;
  return firstFrames.stills.find((drawn) => drawn.seed === seed)?.still?.file;
}

/** Whether the notes beside the prompt tell of the word that `warning` is about: those of a film of one prompt, and those of the scene in the form. */
function isShownBesidePrompt({ params }: FilmWarning, { subject }: GenerationSettings, { check }: StudioState): boolean {
  if (!('word' in params)) return false;
  return subject.kind === 'prompt' || (check?.unknown.some((note) => note.word === params.word) ?? false);
}

/** What a screen reader says of a change, or null. */
function announcementOf(before: Job, now: JobProgress): string | null {
  const words = translate(jobTexts);
  if (now.cancelling && !before.cancelling) return words.cancelling;
  if (now.paused !== null && before.paused === null) return words.pausedBecause[now.paused.reason];
  if (now.paused === null && before.paused !== null) return words.resumed;
  if (now.pausing && !before.pausing) return words.pausing;
  const share = Math.floor(now.fraction / SPOKEN_SHARE);
  if (share > Math.floor(before.fraction / SPOKEN_SHARE) && share * SPOKEN_SHARE < 1) return words.percentDone(share * SPOKEN_SHARE * 100);
  return now.stage === before.stage ? null : words.stages[now.stage];
}
