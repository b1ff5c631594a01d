/** Makes what the page keeps on the device: its models, and itself. The other half of the composition root. */
import { ortBuildFor } from '../../contract/offline.js';
import { ModelStoreClient } from '../engine/model-store-client.js';
import { startModelStoreWorker } from '../engine/start-worker.js';
import { receiveSharedFiles } from '../platform/share-target.js';
import { gainIsolation } from '../platform/isolation.js';
import { filmLock, linkServiceWorker } from '../platform/service-worker-client.js';
import { chosenBackend } from '../features/models/model-slice.js';
import { Installation } from '../platform/installation.js';
import { ModelLibrary } from '../features/models/model-library.js';
import { starterPackUrl } from '../platform/page-address.js';
import { readStored, writeStored } from '../platform/stored-text.js';
import type { Studio } from '../store/studio.js';

const MODEL_KEY = 'kinora-model';
const DRAWING_KEY = 'kinora-drawing-model';
const DOWNLOADED_KEY = 'kinora-model-kept';

export interface DeviceServices {
  readonly models: ModelLibrary;
  readonly installation: Installation;
}

/**
 * @param driven whether a program drives the page, which then starts nothing by itself
 * @param onFile takes a file that was opened with the app or shared to it
 */
export function composeDevice(studio: Studio, driven: boolean, onFile: (file: File) => void): DeviceServices {
  const models = new ModelLibrary({
    packStore: new ModelStoreClient(startModelStoreWorker),
    studio,
    pageUrl: document.baseURI,
    starterUrl: starterPackUrl(document.baseURI),
    quiet: driven,
    persist: async () => {
      try {
        return await navigator.storage.persist();
      } catch {
        return false;
      }
    },
    kept: {
      getState: () => ({ packUrl: readStored(MODEL_KEY), drawPackUrl: readStored(DRAWING_KEY), downloaded: readStored(DOWNLOADED_KEY) !== null }),
      setState: ({ packUrl, drawPackUrl, downloaded }) => {
        if (packUrl !== undefined) writeStored(MODEL_KEY, packUrl);
        if (drawPackUrl !== undefined) writeStored(DRAWING_KEY, drawPackUrl);
        if (downloaded !== undefined) writeStored(DOWNLOADED_KEY, downloaded ? 'yes' : null);
      },
    },
  });
  const installation = new Installation();
  keepRuntimeWithModel(studio, models, installation);
  const holdFilmLock = filmLock();
  studio.store.subscribe(({ job }) => holdFilmLock(job !== null));
  receiveSharedFiles({
    onFile,
    onWords: studio.scenes.setPrompt,
  });
  return { models, installation };
}

/** Not before the page shows: what the service worker fetches must not hold up what the person sees. */
export function startServiceWorker(studio: Studio, installation: Installation): void {
  const script = new URL('service-worker.js', document.baseURI);
  const start = (): void => {
    void linkServiceWorker(script, installation);
    void gainIsolation(script, () => studio.untouched);
  };
  if (document.readyState === 'complete') start();
  else window.addEventListener('load', start, { once: true });
}

/**
 * Stores ONNX Runtime for offline use once the model is stored: a person who agreed to one download wants both, and a person
 * who agreed to none is not sent megabytes.
 */
function keepRuntimeWithModel(studio: Studio, models: ModelLibrary, installation: Installation): void {
  const look = (): void => {
    const state = studio.store.getState();
    const { shellKept } = installation.store.getState();
    const { current } = models.store.getState();
    const backend = chosenBackend(state);
    const modelKept = current !== null && current.missingBytes === 0 && current.packUrl === state.load.packUrl;
    if (!shellKept || !modelKept || backend === null || state.capabilities === null) return;
    void installation.keepRuntime(ortBuildFor(backend, state.capabilities.jspi));
  };
  studio.store.subscribe(look);
  models.store.subscribe(look);
  installation.store.subscribe((now, before) => {
    if (now.shellKept !== before.shellKept) look();
  });
}
