import { ortBuildFor } from '../../contract/offline.js';
import type { Installation } from './installation.js';
import type { Models } from './models.js';
import { chosenBackend } from './studio-state.js';
import type { Studio } from './studio.js';

/**
 * Has the part that runs models kept once the model is: whoever agreed to one wants both, and whoever agreed to
 * neither is not sent megabytes.
 */
export function keepRuntimeWithModel(studio: Studio, models: Models, installation: Installation): void {
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
