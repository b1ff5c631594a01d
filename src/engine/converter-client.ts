import * as Comlink from 'comlink';
import type { Conversion, ConverterApi, VideoFacts } from '../../contract/conversion.js';
import { kinoraError, type Result } from '../../contract/errors.js';
import type { Sticker, StickerOrder } from '../../contract/stickers/sticker.js';
import { uniqueId } from '../../contract/lib/unique-id.js';
import { settle } from './settle.js';
import { WorkerLink, type WorkerLike } from './worker-link.js';

export interface ConvertOptions {
  /** Of the work, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Asks for one piece of work under an id of its own. */
type Start<T> = (api: ConverterApi, id: string, onProgress: (done: number, total: number) => void) => Promise<Result<T>>;

/** How long an idle worker is kept before its memory is freed, in milliseconds. */
const IDLE_MS = 20_000;
const IDLE = kinoraError('worker-stopped', { worker: 'converter' }, 'It was idle.');
const CANCELLED: Result<never> = { ok: false, error: kinoraError('cancelled', { what: 'conversion' }) };

/** Makes other files of films in a worker that starts at the first call, and again after a crash or after it was idle. */
export class ConverterClient {
  readonly #startWorker: () => WorkerLike;
  readonly #idleMs: number;
  #link: WorkerLink<ConverterApi> | null = null;
  /** Calls that the worker has not answered. */
  #pending = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(startWorker: () => WorkerLike, idleMs = IDLE_MS) {
    this.#startWorker = startWorker;
    this.#idleMs = idleMs;
  }

  /** Never rejects: an error is in the result. */
  convert(film: Blob, conversion: Conversion, options: ConvertOptions = {}): Promise<Result<Blob>> {
    return this.#run(options, (api, id, onProgress) => api.convert(id, film, conversion, onProgress));
  }

  /** The same. */
  makeSticker(film: Blob, order: StickerOrder, options: ConvertOptions = {}): Promise<Result<Sticker>> {
    return this.#run(options, (api, id, onProgress) => api.makeSticker(id, film, order, onProgress));
  }

  /** What the film says of itself, without decoding it. Never rejects. */
  describe(film: Blob): Promise<Result<VideoFacts>> {
    return this.#ask((api) => api.describe(film));
  }

  async #run<T>({ onProgress, signal }: ConvertOptions, start: Start<T>): Promise<Result<T>> {
    if (signal?.aborted) return CANCELLED;
    const id = uniqueId();
    let answered = false;
    // Progress has a channel of its own, so it may arrive after the answer.
    const report = (done: number, total: number): void => {
      if (!answered) onProgress?.(total === 0 ? 0 : done / total);
    };
    let cancel = (): void => undefined;
    const cancelled = new Promise<Result<T>>((resolve) => {
      cancel = () => {
        this.#link?.call((api) => api.cancel(id)).catch(() => undefined);
        resolve(CANCELLED);
      };
    });
    signal?.addEventListener('abort', cancel);
    try {
      return await Promise.race([this.#ask((api) => start(api, id, Comlink.proxy(report))), cancelled]);
    } finally {
      answered = true;
      signal?.removeEventListener('abort', cancel);
    }
  }

  async #ask<T>(call: (api: ConverterApi) => Promise<Result<T>>): Promise<Result<T>> {
    clearTimeout(this.#idle);
    this.#pending++;
    const answer = await settle(async () => this.#current().call(call), 'converter');
    if (--this.#pending === 0) this.#idle = setTimeout(() => this.#link?.end(IDLE), this.#idleMs);
    return answer;
  }

  #current(): WorkerLink<ConverterApi> {
    const end = (): void => {
      this.#link = null;
    };
    this.#link ??= new WorkerLink<ConverterApi>(this.#startWorker(), end, 'converter');
    return this.#link;
  }
}
