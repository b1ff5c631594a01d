import * as Comlink from 'comlink';
import { kinoraError, type KinoraError } from '../../contract/errors.js';
import type { WorkerRole } from '../../contract/errors/error-params.js';
import { Failure } from '../../contract/errors/failure.js';
import type { GeneratorWorkerApi } from '../../contract/generator.js';

/** What the bridge needs of a worker; a real `Worker` is one, and so is the tests' fake. */
export interface WorkerLike extends Comlink.Endpoint {
  terminate(): void;
}

/** One life of one worker: from its start to its first crash, or to `end`. It never comes back. */
export class WorkerLink<Api extends object> {
  readonly #api: Api;
  /** Rejects once, with a {@link Failure}, when the worker is gone: Comlink would leave whoever waits on it waiting for ever. */
  readonly #gone: Promise<never>;
  readonly #worker: WorkerLike;
  readonly #onEnd: (reason: KinoraError) => void;
  #fail: (gone: Failure) => void = () => undefined;
  readonly #role: WorkerRole;
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

  /** Runs one call on the worker; throws a {@link Failure} if the worker goes before it answers. */
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
    this.#fail(Failure.of(reason));
  }

  readonly #handleError = (event: Event): void => {
    event.preventDefault();
    const detail = 'message' in event && typeof event.message === 'string' && event.message !== '' ? event.message : undefined;
    this.end(kinoraError('worker-stopped', { worker: this.#role }, detail));
  };

  readonly #handleMessageError = (): void => {
    this.end(kinoraError('worker-garbled', { worker: this.#role }, 'messageerror'));
  };
}

export type GeneratorLink = WorkerLink<GeneratorWorkerApi>;
