import * as Comlink from 'comlink';
import type { PackStoreApi } from '../../contract/pack-store.js';
import { ModelManager } from './model-manager.js';
import { openPackStorage } from './browser-pack-storage.js';

/** Downloads and deletes models while the generator's worker makes films. */
const opened = openPackStorage().then((storage) => new ModelManager(storage));

// Comlink exposes own properties only, so the methods of the class are listed.
const api: PackStoreApi = {
  look: async (packUrl, device, consent) => (await opened).look(packUrl, device, consent),
  choices: async (...given) => (await opened).choices(...given),
  list: async () => (await opened).list(),
  fetch: async (packUrl, device, onEvent, consent) => (await opened).fetch(packUrl, device, onEvent, consent),
  pause: async (packUrl) => (await opened).pause(packUrl),
  remove: async (packUrl) => (await opened).remove(packUrl),
  addFolder: async (files, device, onEvent) => (await opened).addFolder(files, device, onEvent),
};

Comlink.expose(api);
