import { uniqueId } from '../../contract/lib/unique-id.js';
import { watchWorker } from './watch-worker.js';
import type { WorkerLike } from './worker-link.js';

/**
 * WebKitGTK before 2.52 ends the page when a worker encodes before GStreamer is up (bugs.webkit.org 320327). A question about
 * a type of video starts it.
 */
function startGStreamer(): void {
  document.createElement('video').canPlayType('video/mp4');
}

/** The one place where the page names files of the workers; Vite bundles them from these very expressions. */
export function startGeneratorWorker(): WorkerLike {
  startGStreamer();
  const name = `kinora-generator-${uniqueId()}`;
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

export function startModelStoreWorker(): WorkerLike {
  return new Worker(new URL('../../workers/model-store/model-store.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-model-store',
  });
}

/** Started when the first film is converted; it brings its own decoder and encoders. */
export function startConverterWorker(): WorkerLike {
  startGStreamer();
  return new Worker(new URL('../../workers/converter/converter.worker.ts', import.meta.url), {
    type: 'module',
    name: 'kinora-converter',
  });
}
