import type { Conversion, ConverterReply, ConverterRequest, VideoFacts } from '../../contract/conversion.js';
import { kinoraError, type Result } from '../../contract/errors.js';

/** The part of `Worker` that is used, so that tests can bring their own. */
export interface ConverterWorker {
  postMessage(message: ConverterRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ConverterReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ConvertOptions {
  /** Of the work, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

interface Pending {
  readonly settle: (result: Result<Blob | VideoFacts>) => void;
  readonly onProgress: ((fraction: number) => void) | undefined;
}

/** A worker that nobody has used for so long gives its memory back, in milliseconds. */
const IDLE_MS = 20_000;

/** Makes other files of films in a worker of its own, which lives only while there is something to do. */
export class ConverterClient {
  readonly #start: () => ConverterWorker;
  readonly #idleMs: number;
  readonly #pending = new Map<number, Pending>();
  #worker: ConverterWorker | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(startWorker: () => ConverterWorker, idleMs = IDLE_MS) {
    this.#start = startWorker;
    this.#idleMs = idleMs;
  }

  /** Never rejects: what goes wrong is in the result. */
  convert(film: Blob, conversion: Conversion, options: ConvertOptions = {}): Promise<Result<Blob>> {
    return this.#ask<Blob>((id) => ({ type: 'convert', id, film, conversion }), options);
  }

  /** What the film says of itself, without decoding it. Never rejects. */
  describe(film: Blob): Promise<Result<VideoFacts>> {
    return this.#ask<VideoFacts>((id) => ({ type: 'describe', id, film }), {});
  }

  #ask<T extends Blob | VideoFacts>(requestOf: (id: number) => ConverterRequest, { onProgress, signal }: ConvertOptions): Promise<Result<T>> {
    if (signal?.aborted) return Promise.resolve({ ok: false, error: CANCELLED });
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      const cancel = (): void => {
        this.#worker?.postMessage({ type: 'cancel', id });
        this.#settle(id, { ok: false, error: CANCELLED });
      };
      const settle = (result: Result<Blob | VideoFacts>): void => {
        signal?.removeEventListener('abort', cancel);
        // The worker answers a request with what its type promises.
        resolve(result as Result<T>);
      };
      this.#pending.set(id, { settle, onProgress });
      signal?.addEventListener('abort', cancel);
      try {
        this.#running().postMessage(requestOf(id));
      } catch (thrown) {
        this.#crash(thrown instanceof Error ? thrown.message : String(thrown));
      }
    });
  }

  #running(): ConverterWorker {
    clearTimeout(this.#idle);
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => this.#crash(event.message);
    this.#worker = worker;
    return worker;
  }

  #receive(reply: ConverterReply): void {
    switch (reply.type) {
      case 'progress':
        this.#pending.get(reply.id)?.onProgress?.(reply.total === 0 ? 0 : reply.done / reply.total);
        break;
      case 'done':
        this.#settle(reply.id, { ok: true, value: reply.file });
        break;
      case 'described':
        this.#settle(reply.id, { ok: true, value: reply.facts });
        break;
      case 'failed':
        this.#settle(reply.id, { ok: false, error: reply.error });
        break;
    }
  }

  #settle(id: number, result: Result<Blob | VideoFacts>): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.settle(result);
    if (this.#pending.size === 0) this.#idle = setTimeout(() => this.#stop(), this.#idleMs);
  }

  /** One lost worker ends all that it was doing; the next conversion starts another. */
  #crash(cause: string): void {
    this.#stop();
    const error = kinoraError('worker-stopped', { worker: 'converter' }, cause);
    for (const id of [...this.#pending.keys()]) this.#settle(id, { ok: false, error });
    clearTimeout(this.#idle);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = null;
  }
}

const CANCELLED = kinoraError('cancelled', { what: 'conversion' });
