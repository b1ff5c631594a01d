/**
 * Threads of WebAssembly need a cross-origin isolated page, which takes two response headers. Where the host
 * cannot send them (most static hosts), a service worker adds them to its responses, and one reload is needed so that the
 * page itself comes through it. Otherwise the page runs on one thread.
 */

/** Set before the one reload, so that a browser in which it does not help is not reloaded for ever. */
const RELOADED_KEY = 'kinora-isolation-reload';

/** What the decision depends on; all of it can be read before anything is done. */
export interface IsolationSite {
  readonly crossOriginIsolated: boolean;
  readonly isSecureContext: boolean;
  /** Inside a frame the top page's headers decide, so a worker could not help. */
  readonly framed: boolean;
  readonly serviceWorkers: boolean;
}

export function canGainIsolation(site: IsolationSite): boolean {
  return !site.crossOriginIsolated && site.isSecureContext && !site.framed && site.serviceWorkers;
}

/**
 * Registers the service worker at `scriptUrl` where that gains isolation, and reloads once.
 * `mayReload` is called right before the reload; it returns false once a person has begun something. Never throws.
 */
export async function gainIsolation(scriptUrl: URL, mayReload: () => boolean): Promise<void> {
  const site: IsolationSite = {
    crossOriginIsolated: window.crossOriginIsolated,
    isSecureContext: window.isSecureContext,
    framed: window.top !== window.self,
    serviceWorkers: 'serviceWorker' in navigator,
  };
  if (!canGainIsolation(site)) return;
  try {
    await navigator.serviceWorker.register(scriptUrl);
    await navigator.serviceWorker.ready;
    if (sessionStorage.getItem(RELOADED_KEY) !== null || !mayReload()) return;
    sessionStorage.setItem(RELOADED_KEY, 'yes');
    window.location.reload();
  } catch {
    // Storage or workers are forbidden (private windows, some webviews): the page runs on one thread.
  }
}
