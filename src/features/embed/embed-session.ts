import { createStore, type StoreApi } from 'zustand/vanilla';
import { findRequestFault } from '../../../contract/check-request.js';
import type { KinoraError, Result } from '../../../contract/errors.js';
import type { ClipMetadata, GenerateRequest, GenerationEvent, GeneratorApi, LoadEvent, LoadOptions, PackSummary, Stage, Timings } from '../../../contract/generator.js';
import { browserFault } from '../../i18n/browser-error.js';
import { PreviewChannel } from '../player/preview-channel.js';

/** Who asked for a film: the person in front of the frame, or the page around it. */
export type Client = 'person' | 'host';

/** What a commission tells its client while it runs. Who hears a `preview` must neither keep nor close its frame. */
export type CommissionEvent = Extract<GenerationEvent, { type: 'stage' | 'progress' | 'preview' | 'warning' }> | LoadEvent;

export interface FinishedFilm {
  readonly request: GenerateRequest;
  readonly client: Client;
  /** Bytes of its own: nothing of it lies in this origin's storage, and no other page depends on that. */
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  readonly timings: Timings;
  /** From its turn to the film, loading included, in seconds. */
  readonly took: number;
}

/** The film that is being made. */
export interface Commission {
  readonly request: GenerateRequest;
  readonly client: Client;
  readonly stage: Stage;
  /** Of the whole film, 0 to 1; never goes back. */
  readonly fraction: number;
  /** Seconds left, or null before there is anything to go by. */
  readonly eta: number | null;
  /** While the model is fetched. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
  readonly cancelling: boolean;
  /** Why it stands still, while it does (a full disk, a lost device); a person lets it go on. */
  readonly paused: KinoraError | null;
  /** Frames shown so far. */
  readonly frames: number;
}

export interface CommissionsState {
  readonly pack: PackSummary | null;
  /** Origin of the page around the frame, once it has said hello. */
  readonly host: string | null;
  /** Whether the model is in memory. */
  readonly ready: boolean;
  /** Why nothing can be made here. */
  readonly setupError: KinoraError | null;
  readonly current: Commission | null;
  /** Films that wait for the current one. */
  readonly waiting: number;
  readonly film: FinishedFilm | null;
  /** Whether the last commission, whoever asked for it, ended with {@link film}. */
  readonly justFinished: boolean;
  /** Of the person's last film, unless it was cancelled. What fails for the host is told to the host alone. */
  readonly error: KinoraError | null;
  /** What the person should know of the film that they asked for last: of words of the prompt, say. */
  readonly warnings: readonly string[];
}

export interface CommissionsOptions {
  readonly engine: GeneratorApi;
  readonly load: LoadOptions;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
}

/** The part of the bar that fetching the model takes when it has to be fetched. */
const LOADING_SHARE = 0.25;

const CANCELLED: KinoraError = { code: 'cancelled', message: 'The film was cancelled.', remedy: 'Generate again when you like.' };

const STANDING_STILL: KinoraError = { code: 'internal', message: 'The film stands still.', remedy: 'Let it go on, or cancel it.' };

/**
 * The films of an embedded page, one after another, whoever asks for them. It is the whole of the small user interface
 * and what a host page drives; the studio keeps its own films and shares the engine. Nothing here throws.
 */
export class Commissions {
  readonly store: StoreApi<CommissionsState>;
  readonly previews = new PreviewChannel();
  readonly #options: Required<CommissionsOptions>;
  /** Resolves when the commission before is over. */
  #turn: Promise<void> = Promise.resolve();
  #stopCurrent: () => void = () => undefined;
  #resumeCurrent: () => void = () => undefined;

  constructor(options: CommissionsOptions) {
    this.#options = { now: () => performance.now(), ...options };
    this.store = createStore<CommissionsState>(() => ({
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
  }

  /** Learns what this browser can do and what the model is. Fetches the manifest, not the model. */
  async open(): Promise<void> {
    const { engine, load } = this.#options;
    const described = await engine.describePack(load);
    const setupError = described.ok ? null : described.error;
    this.store.setState(described.ok ? { pack: described.value, setupError } : { setupError });
    // A worker that cannot be started fails the description too.
    const fault = browserFault(await engine.probe().catch(() => null));
    if (fault !== null) this.store.setState({ setupError: fault });
  }

  /** Has a model that is on this device loaded before the film is asked for. */
  readonly prepare = async (): Promise<void> => {
    const { ready, current } = this.store.getState();
    if (ready || current !== null) return;
    const prepared = await this.#options.engine.prepare();
    if (prepared.ok && prepared.value.ready) this.store.setState({ ready: true });
  };

  /** Remembers who the page around the frame is, to say so beside its films. */
  readonly welcome = (host: string): void => this.store.setState({ host });

  /** Makes a film when those before it are done. Resolves at its end; `cancelled` once `signal` is aborted. */
  async make(
    request: GenerateRequest,
    client: Client,
    { signal, hear = () => undefined }: { readonly signal?: AbortSignal; readonly hear?: (event: CommissionEvent) => void } = {},
  ): Promise<Result<FinishedFilm>> {
    const fault = findRequestFault(request);
    if (fault) return this.#refuse(fault, client);

    const before = this.#turn;
    let over: () => void = () => undefined;
    this.#turn = new Promise((resolve) => {
      over = resolve;
    });
    this.store.setState(({ waiting }) => ({ waiting: waiting + 1 }));
    await before;
    this.store.setState(({ waiting }) => ({ waiting: waiting - 1 }));
    try {
      return await this.#run(request, client, signal, hear);
    } finally {
      this.store.setState({ current: null });
      over();
    }
  }

  /** Stops the film that is being made; those that wait are made next. */
  readonly cancel = (): void => this.#stopCurrent();

  /** Lets a paused film go on. */
  readonly resume = (): void => this.#resumeCurrent();

  readonly dismissError = (): void => this.store.setState({ error: null });

  /** Drops the finished film, so that its memory can be freed. */
  readonly clear = (): void => this.store.setState({ film: null, justFinished: false });

  #refuse(error: KinoraError, client: Client): Result<never> {
    if (client === 'person') this.store.setState({ error });
    return { ok: false, error };
  }

  async #run(
    request: GenerateRequest,
    client: Client,
    signal: AbortSignal | undefined,
    hear: (event: CommissionEvent) => void,
  ): Promise<Result<FinishedFilm>> {
    const { engine, load, now } = this.#options;
    const startedAt = now();
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    if (signal?.aborted) return { ok: false, error: CANCELLED };
    signal?.addEventListener('abort', abort, { once: true });
    this.#stopCurrent = () => {
      this.#update(() => ({ cancelling: true }));
      stop.abort();
    };

    try {
      const { ready, pack } = this.store.getState();
      const share = ready ? 0 : LOADING_SHARE;
      const loading = ready ? null : { doneBytes: 0, totalBytes: pack?.downloadBytes ?? 0 };
      this.store.setState({
        // What went wrong for the person stays to be read while a film is made for the host.
        ...(client === 'person' ? { error: null } : {}),
        warnings: [],
        justFinished: false,
        current: { request, client, stage: 'load', fraction: 0, eta: null, loading, cancelling: false, paused: null, frames: 0 },
      });
      // Fetching goes on when the film is given up: the next one needs the model too.
      const loaded = await unlessStopped(
        engine.loadPack(load, (event) => {
          if (ready || stop.signal.aborted) return;
          const { doneBytes, totalBytes } = event;
          this.#update(() => ({ loading: { doneBytes, totalBytes } }));
          if (totalBytes > 0) this.#forward((doneBytes / totalBytes) * share);
          hear(event);
        }),
        stop.signal,
      );
      if (loaded === null) return { ok: false, error: CANCELLED };
      if (!loaded.ok) return this.#failed(loaded.error, client);
      this.store.setState({ pack: loaded.value, ready: true, setupError: null });
      this.#update(() => ({ loading: null }));

      const made = await this.#generate(request, share, stop.signal, hear);
      if (!made.ok) return this.#failed(made.error, client);
      const film = { ...made.value, request, client, took: (now() - startedAt) / 1000 };
      this.store.setState({ film, justFinished: true });
      return { ok: true, value: film };
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#stopCurrent = () => undefined;
      this.#resumeCurrent = () => undefined;
    }
  }

  #generate(
    request: GenerateRequest,
    share: number,
    signal: AbortSignal,
    hear: (event: CommissionEvent) => void,
  ): Promise<Result<Finished>> {
    const { engine } = this.#options;
    return new Promise((resolve) => {
      const receive = (event: GenerationEvent): void => {
        switch (event.type) {
          case 'done':
            void takeOut(engine, event).then(resolve);
            break;
          case 'failed':
            resolve({ ok: false, error: event.error });
            break;
          case 'stage':
            this.#update(() => ({ stage: event.stage }));
            hear(event);
            break;
          case 'progress':
            this.#update(() => ({ stage: event.stage, eta: event.eta }));
            if (event.total > 0) this.#forward(share + (1 - share) * (event.done / event.total));
            hear(event);
            break;
          case 'preview':
            this.#update(({ frames }) => ({ frames: frames + 1 }));
            hear(event);
            this.previews.show(event.frame);
            break;
          case 'warning':
            // A host page hears what it asked for, and tells its visitors as it likes.
            if (this.store.getState().current?.client === 'person') this.store.setState(({ warnings }) => ({ warnings: [...warnings, event.message] }));
            hear(event);
            break;
          case 'paused': {
            const { jobId, error } = event;
            this.#update(() => ({ paused: error ?? STANDING_STILL }));
            hear({ type: 'warning', jobId, message: `Paused. ${(error ?? STANDING_STILL).message}` });
            break;
          }
          case 'resumed':
            this.#update(() => ({ paused: null }));
            break;
          case 'segment':
            break;
        }
      };
      void engine.generate(request, receive).then((accepted) => {
        if (!accepted.ok) {
          resolve(accepted);
          return;
        }
        const cancel = (): void => void engine.cancel(accepted.value.jobId);
        this.#resumeCurrent = () => void engine.resume(accepted.value.jobId);
        if (signal.aborted) cancel();
        else signal.addEventListener('abort', cancel, { once: true });
      });
    });
  }

  #failed(error: KinoraError, client: Client): Result<never> {
    const lostWorker = error.code === 'worker-crashed' || error.code === 'device-lost' || error.code === 'out-of-memory';
    if (lostWorker) this.store.setState({ ready: false });
    if (error.code === 'cancelled') return { ok: false, error };
    return this.#refuse(error, client);
  }

  #forward(fraction: number): void {
    this.#update((current) => ({ fraction: Math.min(1, Math.max(current.fraction, fraction)) }));
  }

  #update(change: (current: Commission) => Partial<Commission>): void {
    this.store.setState(({ current }) => (current === null ? {} : { current: { ...current, ...change(current) } }));
  }
}

type Finished = Pick<FinishedFilm, 'file' | 'metadata' | 'timings'>;

/**
 * A film of the generator may be a file in this origin's private storage, which another origin may not be able to read
 * and nobody would ever tidy up: its bytes are copied, and the file is given back.
 */
async function takeOut(engine: GeneratorApi, { jobId, file, metadata, timings }: Extract<GenerationEvent, { type: 'done' }>): Promise<Result<Finished>> {
  try {
    return { ok: true, value: { file: new Blob([await file.arrayBuffer()], { type: file.type }), metadata, timings } };
  } catch (error) {
    return {
      ok: false,
      error: { code: 'internal', message: 'The finished film cannot be read.', remedy: 'Generate it again.', cause: String(error) },
    };
  } finally {
    void engine.discard(jobId);
  }
}

/** The value of `work`, or null as soon as `signal` is aborted. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    work.then(resolve, reject);
  });
}
