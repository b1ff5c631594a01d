import type { WorkerLike } from './worker-link.js';

/** The one place where the page names a file of the workers; Vite bundles it from this very expression. */
export function startGeneratorWorker(): WorkerLike {
  return new Worker(new URL('../../workers/generator/generator.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-generator',
  });
}
