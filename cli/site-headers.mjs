/**
 * The response headers of a Kinora site, for every server in this repository. The samples in hosting/ repeat them for other
 * servers; test/unit/cli/hosting.test.ts compares the two.
 */

/** Cross-origin isolation: the page gets SharedArrayBuffer, and with it threads. */
export const ISOLATION_HEADERS = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * The Content-Security-Policy. Only `connect-src` goes beyond this site, because a pack may be at any address that a person
 * gives; a deployer can narrow it to 'self'.
 */
const DIRECTIVES = Object.freeze({
  'default-src': "'none'",
  // ONNX Runtime is WebAssembly; `eval` stays forbidden.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self' blob: https: http://localhost:* http://127.0.0.1:*",
  'manifest-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
});

/** Which sites may frame a page: only this one for the studio, any for `embed.html` until a deployer lists some. */
const FRAME_ANCESTORS = "'self'";
const EMBED_FRAME_ANCESTORS = '*';

const join = (/** @type {Record<string, string>} */ directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** For a `<meta>` element, where `frame-ancestors` has no effect. */
export const META_POLICY = join(DIRECTIVES);

/** For a response header. */
export const CONTENT_SECURITY_POLICY = join({ ...DIRECTIVES, 'frame-ancestors': FRAME_ANCESTORS });

/** For the response header of `embed.html`. */
export const EMBED_SECURITY_POLICY = join({ ...DIRECTIVES, 'frame-ancestors': EMBED_FRAME_ANCESTORS });

export const SAFETY_HEADERS = Object.freeze({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});
