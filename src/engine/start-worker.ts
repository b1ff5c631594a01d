import { PACK_STORE_WORKER } from '../../contract/pack-store.js';
import type { WorkerLike } from './worker-link.js';

/** The one place where the page names a file of the workers; Vite bundles it from these very expressions. */
export function startGeneratorWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-generator',
  });
}

export function startPackStoreWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name: PACK_STORE_WORKER,
  });
}
