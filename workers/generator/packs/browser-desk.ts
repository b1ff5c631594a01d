import type { PackStoreApi } from '../../../contract/pack-store.js';
import { openBrowserStore } from './browser-store.js';
import { PackDesk } from './pack-desk.js';

/** The desk in a real browser's worker. Plain functions, since that is what crosses to the page. */
export function browserPackDesk(): PackStoreApi {
  const desk = openBrowserStore().then((store) => new PackDesk(store));
  return {
    look: async (packUrl, device) => (await desk).look(packUrl, device),
    list: async () => (await desk).list(),
    fetch: async (packUrl, device, onEvent) => (await desk).fetch(packUrl, device, onEvent),
    pause: async (packUrl) => (await desk).pause(packUrl),
    remove: async (packUrl) => (await desk).remove(packUrl),
    addFolder: async (files, device, onEvent) => (await desk).addFolder(files, device, onEvent),
  };
}
