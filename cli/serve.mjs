/** A small static file server for the built app, used by `npm start`, the command line and the tests. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { compressed, encodingFor } from './compressed.mjs';
import { CONTENT_SECURITY_POLICY, EMBED_SECURITY_POLICY, ISOLATION_HEADERS, SAFETY_HEADERS } from './site-headers.mjs';

/** `WebAssembly.instantiateStreaming` and module workers refuse files of another type. */
const MIME_TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.ts', 'text/plain; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.mp4', 'video/mp4'],
]);

/**
 * Headers of the files that pages of other origins load, by file name: the module that makes the frame, the page in it, and
 * the start script of that page, which has an opaque origin where the frame is sandboxed without `allow-same-origin`.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>}
 */
const FOR_OTHER_ORIGINS = {
  'embed.js': { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  'embed.d.ts': { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  'embed.html': { 'Cross-Origin-Resource-Policy': 'cross-origin' },
  'boot.js': { 'Cross-Origin-Resource-Policy': 'cross-origin' },
  'boot.css': { 'Cross-Origin-Resource-Policy': 'cross-origin' },
};
/** Names in here hold a hash of the content, so what they name never changes: the service worker takes what the page fetched. */
const HASHED_FOLDER = '/assets/';
/** Gives the framed page threads whatever headers the page around it sends (Chromium). */
const ISOLATION_IN_A_FRAME = { 'Document-Isolation-Policy': 'isolate-and-credentialless' };

/** Ports above the wanted one that are tried when it is taken. */
const PORT_TRIES = 50;

/**
 * @typedef {object} ServeOptions
 * @property {string} root folder that `/` stands for
 * @property {Readonly<Record<string, string>>} [mounts] more folders and files, by URL prefix ("/packs/mine/"); they come first
 * @property {number} [port] first port to try; 0 (the default) takes any free one
 * @property {boolean} [isolated] send the headers for cross-origin isolation (default true)
 * @property {boolean} [guarded] send the Content-Security-Policy (default: as `isolated`, so that false is a plain host)
 */

/**
 * Serves `root` to this machine only.
 *
 * @param {ServeOptions} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` ends with a slash
 * @throws {Error} when no port is free
 */
export async function serve({ root, mounts = {}, port = 0, isolated = true, guarded = isolated }) {
  const headers = {
    ...(isolated ? ISOLATION_HEADERS : {}),
    ...(guarded ? { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } : {}),
    ...SAFETY_HEADERS,
  };
  const embedPage = {
    ...(isolated ? ISOLATION_IN_A_FRAME : {}),
    ...(guarded ? { 'Content-Security-Policy': EMBED_SECURITY_POLICY } : {}),
  };
  const server = createServer((request, response) => {
    answer(request, response, { root, mounts, headers, embedPage }).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`${error}`);
    });
  });
  const address = await listen(server, port);
  return {
    port: address,
    url: `http://127.0.0.1:${address}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} wanted
 * @returns {Promise<number>} the port taken
 */
async function listen(server, wanted) {
  for (let port = wanted; ; port++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port.');
      return address.port;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port - wanted >= PORT_TRIES || port >= 65_535) throw error;
    }
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ root: string, mounts: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>, embedPage: Readonly<Record<string, string>> }} site
 */
async function answer(request, response, site) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = await findFile(request.url ?? '/', site);
  if (found === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain', ...site.headers }).end('Not found');
    return;
  }
  const encoding = encodingFor(request, found);
  const etag = `"${found.bytes.toString(36)}-${Math.trunc(found.modified).toString(36)}${encoding === null ? '' : `-${encoding}`}"`;
  /** @type {Record<string, string | number>} */
  const headers = {
    'Content-Type': MIME_TYPES.get(path.extname(found.file).toLowerCase()) ?? 'application/octet-stream',
    'Cache-Control': request.url?.startsWith(HASHED_FOLDER) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Accept-Ranges': 'bytes',
    Vary: 'Accept-Encoding',
    ETag: etag,
    ...site.headers,
    ...embeddingHeaders(found.file, site),
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  if (encoding !== null) {
    const body = await compressed(found, encoding);
    response.writeHead(200, { ...headers, 'Content-Encoding': encoding, 'Content-Length': body.length }).end(body);
    return;
  }
  const range = parseRange(request.headers.range, found.bytes);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${found.bytes}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: found.bytes - 1 };
  headers['Content-Length'] = end - start + 1;
  if (range !== null) headers['Content-Range'] = `bytes ${start}-${end}/${found.bytes}`;
  response.writeHead(range === null ? 200 : 206, headers);
  if (request.method === 'HEAD' || found.bytes === 0) {
    response.end();
    return;
  }
  const stream = createReadStream(found.file, { start, end });
  stream.once('error', () => response.destroy());
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}

/**
 * @param {string} file
 * @param {{ root: string, embedPage: Readonly<Record<string, string>> }} site
 * @returns {Readonly<Record<string, string>>}
 */
function embeddingHeaders(file, { root, embedPage }) {
  const name = path.relative(root, file);
  return { ...FOR_OTHER_ORIGINS[name], ...(name === 'embed.html' ? embedPage : {}) };
}

/**
 * @param {string} url path and query of the request
 * @param {{ root: string, mounts: Readonly<Record<string, string>> }} site
 * @returns {Promise<{ file: string, bytes: number, modified: number } | null>}
 */
async function findFile(url, { root, mounts }) {
  let pathname;
  try {
    pathname = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return null;
  }
  const prefix = Object.keys(mounts).find((mount) => pathname.startsWith(mount));
  const folder = path.resolve(prefix === undefined ? root : (mounts[prefix] ?? root));
  const inside = prefix === undefined ? pathname : pathname.slice(prefix.length);
  // A backslash separates folders on Windows, NUL cuts a name off, and dot files (.built-at) are not part of the site.
  if (/[\\\0]/.test(inside) || inside.split('/').some((part) => part.startsWith('.'))) return null;

  let file = path.join(folder, inside);
  if (file !== folder && !file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)) return null;
  let stats = await stat(file).catch(() => null);
  if (stats?.isDirectory()) {
    file = path.join(file, 'index.html');
    stats = await stat(file).catch(() => null);
  }
  return stats?.isFile() ? { file, bytes: stats.size, modified: stats.mtimeMs } : null;
}

/**
 * Reads single ranges only: HTTP allows answering several with the whole file.
 *
 * @param {string | undefined} header
 * @param {number} bytes length of the file
 * @returns {{ start: number, end: number } | 'unsatisfiable' | null} null: answer with the whole file
 */
function parseRange(header, bytes) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start > end || start >= bytes ? 'unsatisfiable' : { start, end };
}
