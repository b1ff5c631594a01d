import * as Comlink from 'comlink';
import type { KinoraError } from '../../contract/errors.js';
import type { GeneratorWorkerApi } from '../../contract/generator.js';

/** What the bridge needs of a worker; a real `Worker` is one, and so is the tests' fake. */
export interface WorkerLike extends Comlink.Endpoint {
  terminate(): void;
}

/** Thrown to whoever waits on a worker that is gone, since Comlink would leave them waiting for ever. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone';
  readonly reason: KinoraError;

  constructor(reason: KinoraError) {
    super(reason.message);
    this.reason = reason;
  }
}

/** What errors call each worker, and what they advise when it has crashed. */
export const WORKERS = {
  generator: { name: 'the generator', remedy: 'Generate again: it restarts by itself. If it happens again, ask for fewer seconds or close other tabs.' },
  'model-store': { name: 'the store of models', remedy: 'Try again: it restarts by itself, and a download continues where it stopped.' },
  converter: { name: 'the converter', remedy: 'Try again; if it stops again, close other tabs to free memory.' },
} as const;

export type WorkerRole = keyof typeof WORKERS;

/** One life of one worker: from its start to its first crash, or to `end`. It never comes back. */
export class WorkerLink<Api extends object> {
  readonly #api: Api;
  /** Rejects once, with {@link WorkerGone}, when the worker is gone. */
  readonly #gone: Promise<never>;
  readonly #worker: WorkerLike;
  readonly #onEnd: (reason: KinoraError) => void;
  readonly #role: WorkerRole;
  #fail: (gone: WorkerGone) => void = () => undefined;
  #alive = true;

  /** `onEnd` is called once, before the pending calls learn of it. */
  constructor(worker: WorkerLike, onEnd: (reason: KinoraError) => void, role: WorkerRole = 'generator') {
    this.#worker = worker;
    this.#role = role;
    this.#onEnd = onEnd;
    this.#gone = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    // Prevents an unhandled rejection where no call is pending when the worker ends.
    this.#gone.catch(() => undefined);
    worker.addEventListener('error', this.#handleError);
    worker.addEventListener('messageerror', this.#handleMessageError);
    // Every method of the interface returns a promise, so the remote one has the very same shape.
    this.#api = Comlink.wrap<Api>(worker) as Api;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one call on the worker; throws {@link WorkerGone} if the worker goes before it answers. */
  async call<T>(run: (api: Api) => Promise<T>): Promise<T> {
    return Promise.race([run(this.#api), this.#gone]);
  }

  /** Terminates the worker and rejects every pending call with `reason`. Only the first call counts. */
  end(reason: KinoraError): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#worker.removeEventListener('error', this.#handleError);
    this.#worker.removeEventListener('messageerror', this.#handleMessageError);
    this.#worker.terminate();
    this.#onEnd(reason);
    this.#fail(new WorkerGone(reason));
  }

  /** At the beginning of a sentence. */
  get #name(): string {
    return WORKERS[this.#role].name.replace(/^t/, 'T');
  }

  readonly #handleError = (event: Event): void => {
    event.preventDefault();
    const detail = 'message' in event && typeof event.message === 'string' ? event.message : '';
    this.end(workerCrashed(`${this.#name} stopped because of an error.`, detail, this.#role));
  };

  readonly #handleMessageError = (): void => {
    this.end(workerCrashed(`${this.#name} sent something that could not be read.`, 'messageerror', this.#role));
  };
}

export type GeneratorLink = WorkerLink<GeneratorWorkerApi>;

export function workerCrashed(message: string, cause = '', role: WorkerRole = 'generator'): KinoraError {
  return {
    code: 'worker-crashed',
    message,
    remedy: WORKERS[role].remedy,
    ...(cause === '' ? {} : { cause }),
  };
}
