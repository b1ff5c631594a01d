import { PACK_STORE_WORKER } from '../../contract/pack-store.js';
import { watchWorker } from './watch-worker.js';
import type { WorkerLike } from './worker-link.js';

/** The one place where the page names a file of the workers; Vite bundles it from these very expressions. */
export function startGeneratorWorker(): WorkerLike {
  const name = `kinora-generator-${crypto.randomUUID()}`;
  const worker = new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
  const unwatch = watchWorker(name, () => {
    worker.dispatchEvent(new ErrorEvent('error', { message: 'It ended without a word.' }));
  });
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer ?? []),
    addEventListener: (type, listener, options) => worker.addEventListener(type, listener, options),
    removeEventListener: (type, listener, options) => worker.removeEventListener(type, listener, options),
    terminate: () => {
      unwatch();
      worker.terminate();
    },
  };
}

export function startPackStoreWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name: PACK_STORE_WORKER,
  });
}
