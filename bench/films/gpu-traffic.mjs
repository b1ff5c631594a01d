/** What crosses between ordinary memory and the GPU while the generator's worker makes a film: the built worker is served with a few lines before it. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {{ readbacks: number, bytesBack: number, bytesUp: number, dispatches: number, submits: number }} Traffic */

const WORKER = /^generator\.worker-.*\.js$/;

/**
 * @param {string} dist a built site
 * @param {string} folder for the worker that counts
 * @returns {Promise<Record<string, string>>} what is to be served in place of files of the site
 */
export async function countingWorker(dist, folder) {
  const name = (await readdir(path.join(dist, 'assets'))).find((each) => WORKER.test(each));
  if (name === undefined) throw new Error(`${dist} has no worker that makes films.`);
  const file = path.join(folder, name);
  await writeFile(file, `(${String(count)})();\n${await readFile(path.join(dist, 'assets', name), 'utf8')}`);
  return { [`/assets/${name}`]: file };
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Traffic | null>} since the worker began; null without one that counts
 */
export async function readTraffic(page) {
  const worker = page.workers().find((each) => WORKER.test(path.basename(new URL(each.url()).pathname)));
  return worker === undefined ? null : worker.evaluate(() => /** @type {any} */ (globalThis).kinoraTraffic ?? null);
}

/** @param {Traffic} after @param {Traffic} before */
export function trafficBetween(after, before) {
  return /** @type {Traffic} */ (Object.fromEntries(/** @type {const} */ (['readbacks', 'bytesBack', 'bytesUp', 'dispatches', 'submits']).map((what) => [what, after[what] - before[what]])));
}

/** Runs inside the worker, before anything uses WebGPU. */
function count() {
  if (!('gpu' in navigator)) return;
  /** Of GPUMapMode. */
  const READ = 1;
  const told = { readbacks: 0, bytesBack: 0, bytesUp: 0, dispatches: 0, submits: 0 };
  Object.assign(globalThis, { kinoraTraffic: told });
  /** @param {any} prototype @param {string} method @param {(owner: any, given: any[]) => void} note */
  const watch = (prototype, method, note) => {
    const own = prototype[method];
    prototype[method] = function (/** @type {any[]} */ ...given) {
      note(this, given);
      return own.apply(this, given);
    };
  };
  watch(GPUBuffer.prototype, 'mapAsync', (buffer, [mode, offset = 0, size = buffer.size - offset]) => {
    if ((mode & READ) === 0) {
      told.bytesUp += size;
      return;
    }
    told.readbacks++;
    told.bytesBack += size;
  });
  watch(GPUDevice.prototype, 'createBuffer', (_, [{ mappedAtCreation, size }]) => {
    if (mappedAtCreation === true) told.bytesUp += size;
  });
  watch(GPUQueue.prototype, 'writeBuffer', (_, [, , data, offset = 0, size]) => {
    const unit = data.BYTES_PER_ELEMENT ?? 1;
    told.bytesUp += size === undefined ? data.byteLength - offset * unit : size * unit;
  });
  watch(GPUQueue.prototype, 'writeTexture', (_, [, data]) => (told.bytesUp += data.byteLength));
  watch(GPUQueue.prototype, 'submit', () => told.submits++);
  for (const method of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']) watch(GPUComputePassEncoder.prototype, method, () => told.dispatches++);
}
