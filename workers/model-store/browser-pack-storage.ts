import { estimateStorage } from '../lib/opfs.js';
import { openOpfsFileStore } from './opfs-file-store.js';
import { PackStorage } from './pack-storage.js';

const FOLDER = 'kinora-packs';

/** The store of packs in a real browser's worker. */
export async function openPackStorage(): Promise<PackStorage> {
  return new PackStorage({
    fileStore: await openOpfsFileStore(FOLDER),
    fetch: (url, init) => fetch(url, init),
    wait,
    lock: (name, signal, work) => navigator.locks.request(name, { signal }, work),
    freeBytes: async () => (await estimateStorage()).freeBytes,
    usedBytes: async () => (await estimateStorage()).usedBytes,
  });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
