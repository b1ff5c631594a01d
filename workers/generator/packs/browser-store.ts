import { openOpfsShelf } from './opfs-shelf.js';
import { PackStore } from './pack-store.js';

const FOLDER = 'kinora-packs';

/** The store of packs in a real browser's worker. */
export async function openBrowserStore(): Promise<PackStore> {
  return new PackStore({
    shelf: await openOpfsShelf(FOLDER),
    fetch: (url, init) => fetch(url, init),
    wait,
    lock: (name, signal, work) => navigator.locks.request(name, { signal }, work),
    freeBytes: async () => (await estimate()).free,
    usedBytes: async () => (await estimate()).used,
  });
}

async function estimate(): Promise<{ free: number | null; used: number | null }> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return { free: quota === undefined ? null : Math.max(0, quota - (usage ?? 0)), used: usage ?? null };
  } catch {
    return { free: null, used: null };
  }
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
