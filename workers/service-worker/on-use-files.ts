import type { OrtBuildName, SiteFiles } from '../../contract/offline.js';

const CACHE_NAME = 'kinora-on-use-1';

/** Files of the build that are kept once they were used. Their names hold their hash, so what is kept never ages. */
export class OnUseFiles {
  readonly #builds: ReadonlyMap<string, SiteFiles['onUse'][number]['build']>;

  constructor(folder: URL, files: SiteFiles['onUse']) {
    this.#builds = new Map(files.map(({ url, build }) => [new URL(url, folder).href, build]));
  }

  /** Null when the file is none of these. */
  answer(event: FetchEvent, url: URL): Promise<Response> | null {
    const address = url.origin + url.pathname;
    return this.#builds.has(address) ? this.#keptOrFetched(event, address) : null;
  }

  /** Keeps every file of an ONNX Runtime build, and what goes with each; false when one of them cannot be had. */
  async keep(build: OrtBuildName): Promise<boolean> {
    try {
      const cache = await caches.open(CACHE_NAME);
      const wanted = [...this.#builds].filter(([, of]) => of === build || of === 'every').map(([address]) => address);
      // The page has just used them, so most of them come out of the browser's own cache.
      for (const address of wanted) if ((await cache.match(address)) === undefined) await cache.add(address);
      return wanted.length > 0;
    } catch {
      return false;
    }
  }

  async forgetOldFiles(): Promise<void> {
    const cache = await caches.open(CACHE_NAME);
    const old = (await cache.keys()).filter(({ url }) => !this.#builds.has(url));
    await Promise.all(old.map((request) => cache.delete(request)));
  }

  async #keptOrFetched(event: FetchEvent, address: string): Promise<Response> {
    const cache = await caches.open(CACHE_NAME);
    const kept = await cache.match(address);
    if (kept !== undefined) return kept;
    const response = await fetch(event.request);
    // A full disk only costs the shortcut.
    if (response.status === 200) event.waitUntil(cache.put(address, response.clone()).catch(() => undefined));
    return response;
  }
}
