/// <reference lib="webworker" />
/**
 * Adds the headers of cross-origin isolation to this origin's own responses, for static hosts that cannot send them
 * (see src/pwa/isolation.ts). It caches nothing. `require-corp` and not `credentialless`, which Safari does not know.
 */
declare const self: ServiceWorkerGlobalScope;

const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (new URL(request.url).origin !== self.location.origin) return;
  // Chromium's developer tools ask like this, and passing it on would throw.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(fetch(request).then(isolated));
});

function isolated(response: Response): Response {
  // Opaque responses (a redirect of a navigation) cannot be read, and must be passed on as they are.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

export {};
