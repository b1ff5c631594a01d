import * as Comlink from 'comlink';
import type { PackStoreApi } from '../../contract/pack-store.js';
import { openBrowserStore } from './packs/browser-store.js';
import { PackDesk } from './packs/pack-desk.js';

/** Beside the generator and apart from it: models are fetched and deleted while films are made. */
const desk = openBrowserStore().then((store) => new PackDesk(store));

const exposed: PackStoreApi = {
  look: async (packUrl, device) => (await desk).look(packUrl, device),
  list: async () => (await desk).list(),
  fetch: async (packUrl, device, onEvent) => (await desk).fetch(packUrl, device, onEvent),
  pause: async (packUrl) => (await desk).pause(packUrl),
  remove: async (packUrl) => (await desk).remove(packUrl),
  addFolder: async (files, device, onEvent) => (await desk).addFolder(files, device, onEvent),
};

Comlink.expose(exposed);
