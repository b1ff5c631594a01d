/** The gallery with what this browser offers. */
import type { Exporter } from './export/exporter.js';
import { Gallery } from './gallery.js';
import { openDeviceFilmStore } from './film-store/idb-film-store.js';

const CHANNEL = 'kinora-gallery';

export function createGallery(exporter: Exporter): Gallery {
  return new Gallery({
    openFilmStore: () => openDeviceFilmStore(),
    makePoster: (film) => exporter.thumbnail(film),
    describe: (video) => exporter.describe(video),
    estimate: async () => {
      const { usage, quota } = await navigator.storage.estimate();
      return usage === undefined || quota === undefined ? null : { used: usage, free: Math.max(0, quota - usage) };
    },
    persist: async () => {
      await navigator.storage.persist();
    },
    otherTabs: openChannel(),
  });
}

function openChannel(): { notify: () => void; listen: (onChange: () => void) => void } | null {
  if (!('BroadcastChannel' in globalThis)) return null;
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(CHANNEL);
  } catch {
    // Firefox throws a SecurityError where the person blocks all storage.
    return null;
  }
  return {
    notify: () => channel.postMessage('changed'),
    listen: (onChange) => channel.addEventListener('message', onChange),
  };
}
