/** `require-corp` and not `credentialless`, which Safari does not know. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** The response with the headers of cross-origin isolation, for hosts that do not send them. */
export function withIsolationHeaders(response: Response): Response {
  // Opaque responses (a redirect of a navigation) cannot be read, and must be passed on as they are.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  // A body is forbidden where the status says that there is none.
  const body = response.status === 204 || response.status === 304 ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
