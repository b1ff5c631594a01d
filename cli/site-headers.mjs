/**
 * The response headers of a Kinora site, in the one place from which the servers here take them. The samples in
 * hosting/ say the same for other servers, and a test compares them.
 */

/** What gives the page SharedArrayBuffer, and with it threads. */
export const ISOLATION_HEADERS = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * Everything comes from this site. `connect-src` alone is wider: a pack may come from any address that a person gives,
 * and a deployer who wants none but their own packs writes 'self' there.
 */
const DIRECTIVES = Object.freeze({
  'default-src': "'none'",
  // ONNX Runtime is WebAssembly; nothing evaluates text.
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

/** Who may show a page of the site in a frame: the studio nobody else, `embed.html` everyone until a deployer lists them. */
const FRAME_ANCESTORS = "'self'";
const EMBED_FRAME_ANCESTORS = '*';

const join = (/** @type {Record<string, string>} */ directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** For a `<meta>` element, which cannot say who may embed. */
export const META_POLICY = join(DIRECTIVES);

/** For a response header. */
export const CONTENT_SECURITY_POLICY = join({ ...DIRECTIVES, 'frame-ancestors': FRAME_ANCESTORS });

/** For the response header of `embed.html`. */
export const EMBED_SECURITY_POLICY = join({ ...DIRECTIVES, 'frame-ancestors': EMBED_FRAME_ANCESTORS });

export const SAFETY_HEADERS = Object.freeze({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});
