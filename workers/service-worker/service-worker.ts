/// <reference lib="webworker" />
/**
 * Makes the page work without a network and on hosts that cannot send headers:
 * - keeps the shell of this very build, and answers from it, so that a page and its files always fit together;
 * - keeps what only some browsers need once it was used (see contract/offline.ts);
 * - adds the headers of cross-origin isolation (see src/platform/isolation.ts);
 * - takes pictures that other apps share with this one.
 * A new version installs beside the old one and waits: it takes over when the page asks, or when no tab is left.
 * Packs are kept by workers/model-store.
 */
import { PrecacheController } from 'workbox-precaching';
import { SHARE_PATH, type ServiceWorkerMessage, type SiteFiles } from '../../contract/offline.js';
import { withIsolationHeaders } from './isolation-headers.js';
import { OnUseFiles } from './on-use-files.js';
import { keepShared } from './shared-picture.js';

declare const self: ServiceWorkerGlobalScope;
/** Written by vite/service-worker-plugin.ts. */
declare const __KINORA_SITE_FILES__: SiteFiles;

const FOLDER = new URL('./', self.location.href);

const shell = new PrecacheController();
shell.addToCacheList(__KINORA_SITE_FILES__.shell.map(({ url, revision }) => ({ url, revision })));
const onUse = new OnUseFiles(FOLDER, __KINORA_SITE_FILES__.onUse);

self.addEventListener('install', (event) => {
  event.waitUntil(shell.install(event));
});

self.addEventListener('activate', (event) => {
  const tidied = Promise.all([shell.activate(event), onUse.forgetOldFiles()]);
  event.waitUntil(tidied);
  // Not a part of the activation: Firefox has claiming wait for a worker of the page that is still loading, which waits for
  // the activation, and after a minute every request of the page has failed.
  self.clients.claim().catch(() => undefined);
});

self.addEventListener('message', (event) => {
  const message = event.data as ServiceWorkerMessage;
  if (message.type === 'take-over') event.waitUntil(self.skipWaiting());
  else event.waitUntil(onUse.keep(message.build).then((kept) => event.ports[0]?.postMessage({ kept })));
});

self.addEventListener('fetch', (event) => {
  const answer = answerTo(event);
  if (answer !== null) event.respondWith(answer);
});

/** Null leaves the request to the browser. */
function answerTo(event: FetchEvent): Promise<Response> | null {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return null;
  if (request.method === 'POST') return url.pathname === FOLDER.pathname + SHARE_PATH ? keepShared(request, FOLDER) : null;
  if (request.method !== 'GET') return null;
  // Chromium's developer tools ask like this, and passing it on would throw.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return null;

  // In a frame the page around it decides about isolation, and embed.html comes with headers of its own.
  const inFrame = request.destination === 'iframe';
  const cacheKey = shellKey(url);
  if (cacheKey !== undefined) return shell.strategy.handle({ event, request, params: { cacheKey } }).then(inFrame ? asIs : withIsolationHeaders);
  const kept = onUse.answer(event, url);
  if (kept !== null) return kept.then(withIsolationHeaders);
  return request.mode === 'navigate' && !inFrame ? fetch(request).then(withIsolationHeaders) : null;
}

const asIs = (response: Response): Response => response;

/** The page's own settings stand in the query, and some hosts leave out ".html". */
function shellKey(url: URL): string | undefined {
  const path = url.origin + url.pathname;
  return shell.getCacheKeyForURL(path) ?? shell.getCacheKeyForURL(path.endsWith('/') ? `${path}index.html` : `${path}.html`);
}
