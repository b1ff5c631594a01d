/** Verified files of packs, kept between visits under their hash. It is only ever a shortcut: everything works without. */
export interface FileCache {
  get(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  put(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

const CACHE_NAME = 'kinora-pack-files-1';

/**
 * Keeps files in the browser's Cache Storage. Where there is none (no secure context, partitioned or full storage,
 * a private window) files are fetched each time, without a word.
 */
export function browserFileCache(): FileCache {
  const open = async (): Promise<Cache | null> => {
    try {
      return typeof caches === 'undefined' ? null : await caches.open(CACHE_NAME);
    } catch {
      return null;
    }
  };
  // Cache Storage wants addresses; this one is never fetched.
  const address = (sha256: string): string => new URL(`/kinora-pack-file/${sha256}`, location.origin).href;
  return {
    get: async (sha256) => {
      try {
        const response = await (await open())?.match(address(sha256));
        return response ? new Uint8Array(await response.arrayBuffer()) : null;
      } catch {
        return null;
      }
    },
    put: async (sha256, bytes) => {
      try {
        await (await open())?.put(address(sha256), new Response(bytes));
      } catch {
        // A full disk only costs the shortcut.
      }
    },
  };
}

/** For tests, and for pages that must leave nothing behind. */
export const noFileCache: FileCache = { get: () => Promise.resolve(null), put: () => Promise.resolve() };
