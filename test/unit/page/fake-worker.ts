import * as Comlink from 'comlink';
import type { GeneratorApi } from '../../../contract/generator.js';
import type { WorkerLike } from '../../../src/engine/worker-link.js';

/** A worker in the same thread, over a real message channel, that can be made to crash or to fall silent. */
export class FakeWorker extends EventTarget implements WorkerLike {
  readonly #channel = new MessageChannel();
  terminated = false;
  /** While true nothing reaches the generator, as when it computes without a pause. */
  silent = false;

  constructor(generator: GeneratorApi) {
    super();
    const { port1, port2 } = this.#channel;
    port1.addEventListener('message', ({ data }) => this.dispatchEvent(new MessageEvent('message', { data: data as unknown })));
    port1.start();
    Comlink.expose(generator, port2);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.silent && !this.terminated) this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}
