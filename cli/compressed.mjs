/** Files as they go over the line: text and WebAssembly are compressed, once for each version of a file. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What shrinks by a third or more. Weights of models do not. */
const SHRINKING = new Set(['.html', '.js', '.mjs', '.css', '.ts', '.json', '.map', '.webmanifest', '.txt', '.md', '.wasm', '.svg']);
/** Smaller files gain nothing, larger ones would be held in memory. */
const LEAST_BYTES = 1024;
const MOST_BYTES = 64 << 20;
/** Of Brotli: about as quick as gzip, and a fifth smaller. */
const QUALITY = 5;

const ENCODERS = {
  br: (/** @type {Buffer} */ bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (/** @type {Buffer} */ bytes) => promisify(gzip)(bytes),
};

/** @typedef {keyof typeof ENCODERS} Encoding */

/** @type {Map<string, Promise<Buffer>>} */
const done = new Map();

/**
 * The encoding that a file is sent in; null: as it is. Parts of files are never encoded.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {{ file: string, bytes: number }} found
 * @returns {Encoding | null}
 */
export function encodingFor({ method, headers }, { file, bytes }) {
  if (method !== 'GET' || headers.range !== undefined || bytes < LEAST_BYTES || bytes > MOST_BYTES || !SHRINKING.has(path.extname(file).toLowerCase())) return null;
  const accepted = String(headers['accept-encoding'] ?? '').split(',').map((item) => item.split(';', 1)[0]?.trim());
  return /** @type {const} */ (['br', 'gzip']).find((encoding) => accepted.includes(encoding)) ?? null;
}

/**
 * @param {{ file: string, bytes: number, modified: number }} found
 * @param {Encoding} encoding
 * @returns {Promise<Buffer>}
 */
export function compressed({ file, bytes, modified }, encoding) {
  const key = `${encoding} ${bytes} ${modified} ${file}`;
  const known = done.get(key);
  if (known) return known;
  const encoded = readFile(file).then(ENCODERS[encoding]);
  done.set(key, encoded);
  encoded.catch(() => done.delete(key));
  return encoded;
}
