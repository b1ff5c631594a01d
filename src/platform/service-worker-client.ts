/**
 * Registers the service worker and reports its state to the installation. It checks for a new version when the page opens
 * and when a person comes back to it. A new version waits until a person takes it; then the page reloads.
 */
import { MAKING_FILM_LOCK } from '../../contract/names.js';
import type { KeptAnswer, OrtBuildName, ServiceWorkerMessage } from '../../contract/offline.js';
import type { Installation } from './installation.js';

/** Least time between two questions for a new version, in milliseconds. */
const ASK_EVERY_MS = 30 * 60_000;

/** What Chromium fires when the page may be installed; no other browser does. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export async function linkServiceWorker(scriptUrl: URL, installation: Installation): Promise<void> {
  // A framed page belongs to its host, which has not asked for anything to be installed.
  if (!('serviceWorker' in navigator) || window.top !== window.self) return;
  const { serviceWorker } = navigator;
  const { store } = installation;
  let installPrompt: InstallPromptEvent | null = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    // The page has its own install button.
    event.preventDefault();
    installPrompt = event as InstallPromptEvent;
    store.setState({ installable: true });
  });
  window.addEventListener('appinstalled', () => store.setState({ installable: false }));

  try {
    const registration = await serviceWorker.register(scriptUrl, { updateViaCache: 'none' });
    installation.connect({
      takeOver: () => {
        // Only the tab that asked reloads; other tabs keep the scripts that they loaded.
        serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
        send(registration.waiting, { type: 'take-over' });
      },
      keepRuntime: async (build) => keepRuntime((await serviceWorker.ready).active, build),
      anyTabMakesFilm,
      install: async () => {
        await installPrompt?.prompt();
        installPrompt = null;
      },
    });
    watchForUpdates(registration, installation);
    await serviceWorker.ready;
    store.setState({ shellKept: true });
  } catch {
    // Private windows and some webviews have none; the page then needs the network each time.
  }
}

function watchForUpdates(registration: ServiceWorkerRegistration, installation: Installation): void {
  const offer = (): void => {
    // The first version is activated without waiting.
    if (registration.waiting !== null && registration.active !== null) installation.store.setState({ update: 'waiting' });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  let askedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - askedAt < ASK_EVERY_MS) return;
    askedAt = Date.now();
    registration.update().catch(() => undefined);
  });
}

/** Holds the lock while `making` is true, so that other tabs know. Call it with each change. */
export function filmLock(): (making: boolean) => void {
  let release: (() => void) | null = null;
  return (making) => {
    if (making === (release !== null) || !('locks' in navigator)) return;
    if (!making) {
      release?.();
      release = null;
      return;
    }
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    navigator.locks.request(MAKING_FILM_LOCK, { mode: 'shared' }, () => held).catch(() => undefined);
  };
}

async function anyTabMakesFilm(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held } = await navigator.locks.query();
  return held?.some(({ name }) => name === MAKING_FILM_LOCK) ?? false;
}

function keepRuntime(worker: ServiceWorker | null, build: OrtBuildName): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<KeptAnswer>) => {
      port1.close();
      resolve(data.kept);
    };
    send(worker, { type: 'keep-runtime', build }, [port2]);
  });
}

function send(worker: ServiceWorker | null, message: ServiceWorkerMessage, transfer: Transferable[] = []): void {
  worker?.postMessage(message, transfer);
}
