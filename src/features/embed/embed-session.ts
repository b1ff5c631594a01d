import { createStore, type StoreApi } from 'zustand/vanilla';
import { findRequestFault } from '../../../contract/check-request.js';
import { findCapabilityFault } from '../../../contract/capabilities.js';
import { kinoraError, type KinoraError, type Result } from '../../../contract/errors.js';
import type { HostModels } from '../../../contract/embed.js';
import type { FilmWarning } from '../../../contract/errors/warnings.js';
import type { ClipMetadata, GenerationEvent, LoadEvent, Timings } from '../../../contract/events.js';
import type { GeneratorApi, LoadOptions } from '../../../contract/generator.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import { uniqueId } from '../../../contract/lib/unique-id.js';
import { filmLoad } from '../jobs/film-load.js';
import { JobQueue } from '../jobs/queue/job-queue.js';
import { JobRunner, type JobEvent, type JobProgress, type ModelState } from '../jobs/job-runner.js';
import { generateTask, type DoneEvent } from '../jobs/job-task.js';
import { PreviewChannel } from '../player/preview-channel.js';
import { SegmentChannel } from '../player/segment-channel.js';

/** Who asked for a film: the person in front of the frame, or the page around it. */
export type Client = 'person' | 'host';

/** Events of a film for its client. A listener must neither retain nor close the frame of a `preview`. */
export type EmbedSessionEvent = Extract<GenerationEvent, { type: 'stage' | 'progress' | 'preview' | 'warning' }> | LoadEvent;

export interface FinishedFilm {
  readonly request: GenerateRequest;
  readonly client: Client;
  /** A copy in memory: another origin may not be able to read a file of this origin's storage. */
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  readonly timings: Timings;
  /** From its turn to the film, loading included, in seconds. */
  readonly took: number;
}

/** The film that is being made. */
export interface EmbedJob extends JobProgress {
  readonly request: GenerateRequest;
  readonly client: Client;
}

export interface EmbedSessionState extends ModelState {
  /** Origin of the page around the frame, once it has connected. */
  readonly host: string | null;
  /** Why no film can be made here. */
  readonly setupError: KinoraError | null;
  readonly current: EmbedJob | null;
  /** Number of films in the queue. */
  readonly waiting: number;
  readonly film: FinishedFilm | null;
  /** Whether the last job, whoever asked for it, ended with {@link film}. */
  readonly justFinished: boolean;
  /** Of the person's last film, unless it was cancelled. Errors of the host's films go to the host alone. */
  readonly error: KinoraError | null;
  /** Of the person's last film: words of the prompt that the model does not know, for example. */
  readonly warnings: readonly FilmWarning[];
}

export interface EmbedSessionOptions {
  readonly engine: GeneratorApi;
  readonly load: LoadOptions;
  /** Looks for models that a film is asked for with. Absent: there are none but those of `load`. */
  readonly findModels?: (models: HostModels, load: LoadOptions) => Promise<Result<LoadOptions>>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface EmbedJobOptions {
  readonly signal?: AbortSignal;
  /** Other models than those of the site. */
  readonly models?: HostModels;
  readonly onEvent?: (event: EmbedSessionEvent) => void;
}

interface Requested {
  readonly id: string;
  readonly load: LoadOptions;
  readonly request: GenerateRequest;
  readonly client: Client;
  readonly onEvent: (event: EmbedSessionEvent) => void;
  readonly resolve: (result: Result<FinishedFilm>) => void;
}

const CANCELLED = kinoraError('cancelled', { what: 'film' });

/**
 * The films of an embedded page, one after another, whoever asks for them. The small user interface shows it and a host
 * page drives it; the studio in a frame keeps its own films and shares the engine. No method throws.
 */
export class EmbedSession {
  readonly store: StoreApi<EmbedSessionState>;
  readonly previews = new PreviewChannel();
  readonly segments = new SegmentChannel();
  readonly #engine: GeneratorApi;
  readonly #findModels: NonNullable<EmbedSessionOptions['findModels']>;
  readonly #runner: JobRunner;
  readonly #queue: JobQueue<Requested>;
  #running: Requested | null = null;

  constructor({ engine, load, findModels, now = Date.now }: EmbedSessionOptions) {
    this.#engine = engine;
    this.#findModels = findModels ?? (({ draw, move }) => Promise.resolve({ ok: false, error: kinoraError('model-not-here', { id: draw ?? move ?? '' }) }));
    const store = createStore<EmbedSessionState>(() => ({
      load,
      pack: null,
      host: null,
      ready: false,
      setupError: null,
      current: null,
      waiting: 0,
      film: null,
      justFinished: false,
      error: null,
      warnings: [],
    }));
    this.store = store;
    const model = {
      getState: store.getState,
      setState: (change: Partial<ModelState>): void => store.setState({ ...change, ...(change.ready === true ? { setupError: null } : {}) }),
    };
    const { previews, segments } = this;
    this.#runner = new JobRunner({ engine, model, previews, segments, now });
    this.#queue = new JobQueue<Requested>({
      isIdle: () => this.#running === null,
      start: (requested) => this.#start(requested),
      onChange: ({ queue }) => store.setState({ waiting: queue.length }),
    });
  }

  /** Reads the manifest of the model and probes the browser. Fetches no weights. */
  async open(): Promise<void> {
    const { load } = this.store.getState();
    const described = await this.#engine.describePack(load);
    const setupError = described.ok ? null : described.error;
    this.store.setState(described.ok ? { pack: described.value, setupError } : { setupError });
    // A worker that cannot be started fails the description too.
    const capabilities = await this.#engine.probe().catch(() => null);
    const error = capabilities && findCapabilityFault(capabilities);
    if (error !== null) this.store.setState({ setupError: error });
  }

  /** Loads a model that is on this device before a film is asked for. */
  readonly prepare = async (): Promise<void> => {
    const { ready, current } = this.store.getState();
    if (ready || current !== null) return;
    const prepared = await this.#engine.prepare();
    if (prepared.ok && prepared.value.ready) this.store.setState({ ready: true });
  };

  /** Keeps the origin of the host page, which the page shows beside the host's films. */
  readonly welcome = (host: string): void => this.store.setState({ host });

  /** Makes a film after those in the queue. Resolves at its end; with `cancelled` when `signal` is aborted. */
  async make(request: GenerateRequest, client: Client, { signal, models, onEvent = () => undefined }: EmbedJobOptions = {}): Promise<Result<FinishedFilm>> {
    const error = findRequestFault(request);
    if (error !== null) return this.#refuse(error, client);
    const { load } = this.store.getState();
    const found = models === undefined ? { ok: true as const, value: load } : await this.#findModels(models, load);
    if (!found.ok) return this.#refuse(found.error, client);
    if (signal?.aborted === true) return { ok: false, error: CANCELLED };
    let abort: () => void = () => undefined;
    try {
      return await new Promise((resolve) => {
        const requested = { id: uniqueId(), load: found.value, request, client, onEvent, resolve };
        abort = () => this.#abort(requested);
        signal?.addEventListener('abort', abort, { once: true });
        void this.#queue.add(requested);
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Cancels the film that is being made; the queue continues. */
  readonly cancel = (): Promise<void> => this.#runner.cancel();
  readonly pause = (): Promise<void> => this.#runner.pause();
  readonly resume = (): Promise<void> => this.#runner.resume();

  readonly dismissError = (): void => this.store.setState({ error: null });

  #abort(requested: Requested): void {
    if (this.#running === requested) {
      void this.#runner.cancel();
      return;
    }
    this.#queue.remove(requested.id);
    requested.resolve({ ok: false, error: CANCELLED });
  }

  #refuse(error: KinoraError, client: Client): Result<never> {
    if (client === 'person') this.store.setState({ error });
    return { ok: false, error };
  }

  #start(requested: Requested): Promise<void> {
    const { load, request, client, resolve } = requested;
    this.#running = requested;
    this.store.setState({
      // An error of the person's film stays to be read while a film is made for the host.
      ...(client === 'person' ? { error: null } : {}),
      warnings: [],
      justFinished: false,
    });
    return this.#runner.run({ ...generateTask(this.#engine, request), load: filmLoad(load, request) }, {
      onChange: (progress) => this.store.setState({ current: { ...progress, request, client } }),
      onEvent: (event) => this.#pass(requested, event),
      onEnd: (end) => {
        if (end.type === 'done') {
          void copyFilm(this.#engine, end.value).then((copied) => {
            const result = copied.ok ? { ok: true as const, value: { ...copied.value, request, client, took: end.took } } : this.#refuse(copied.error, client);
            if (result.ok) this.store.setState({ film: result.value, justFinished: true });
            this.#finish(result, resolve);
          });
        } else this.#finish(end.type === 'cancelled' ? { ok: false, error: CANCELLED } : this.#refuse(end.error, client), resolve);
      },
    });
  }

  #finish(result: Result<FinishedFilm>, resolve: (result: Result<FinishedFilm>) => void): void {
    this.#running = null;
    this.store.setState({ current: null });
    resolve(result);
    this.#queue.startNext();
  }

  #pass({ client, onEvent }: Requested, event: JobEvent): void {
    if (event.type === 'segment' || event.type === 'resumed') return;
    if (event.type === 'paused') {
      onEvent({ type: 'warning', jobId: event.jobId, warning: { code: 'paused', params: { error: event.error } } });
      return;
    }
    // A warning of the host's film goes to the host page, which tells its visitors as it likes.
    if (event.type === 'warning' && client === 'person') this.store.setState(({ warnings }) => ({ warnings: [...warnings, event.warning] }));
    onEvent(event);
  }
}

type CopiedFilm = Pick<FinishedFilm, 'file' | 'metadata' | 'timings'>;

/** Copies the file out of this origin's private storage, where nothing would remove it later, and discards the original. */
async function copyFilm(engine: GeneratorApi, { jobId, file, metadata, timings }: DoneEvent): Promise<Result<CopiedFilm>> {
  try {
    return { ok: true, value: { file: new Blob([await file.arrayBuffer()], { type: file.type }), metadata, timings } };
  } catch (error) {
    return {
      ok: false,
      error: kinoraError('finished-film-unreadable', {}, String(error)),
    };
  } finally {
    void engine.discard(jobId);
  }
}
