import type { WorkerLike } from './worker-link.js';

/** The one place where the page names files of the workers; Vite bundles them from these very expressions. */
export function startGeneratorWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-generator',
  });
}

export function startPackStoreWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/pack-store.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-pack-store',
  });
}
