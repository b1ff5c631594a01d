/** Memory of the processes of a browser that this process started, by their kind; on Linux only. */
import { readFile, readdir } from 'node:fs/promises';

const SAMPLE_MS = 100;
const BYTES_PER_KIB = 1024;

/** `page`: the largest renderer. `gpu`: the process that has the GPU's buffers where the GPU is played by the CPU. @typedef {{ page: number, gpu: number, others: number }} Sizes */

/**
 * Samples the browser's processes twenty times a second. Memory of a process is what is its own: RssAnon and RssShmem.
 *
 * @returns {{ takePeak: () => Sizes, stop: () => void }} `takePeak`: the greatest sizes since it was last called, in bytes
 */
export function watchProcesses() {
  let peak = none();
  let stopped = false;
  const sample = async () => {
    const sizes = await measure().catch(none);
    peak = { page: Math.max(peak.page, sizes.page), gpu: Math.max(peak.gpu, sizes.gpu), others: Math.max(peak.others, sizes.others) };
    if (!stopped) setTimeout(() => void sample(), SAMPLE_MS);
  };
  void sample();
  return {
    takePeak: () => {
      const taken = peak;
      peak = none();
      return taken;
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** Processes that are not below this one, which they never come to be; to read them again takes long. @type {Set<number>} */
const strangers = new Set();

/** @returns {Sizes} */
const none = () => ({ page: 0, gpu: 0, others: 0 });

async function measure() {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(numbers.filter((pid) => !strangers.has(pid)).map(readProcess))).filter((entry) => entry !== null);
  const sizes = none();
  for (const entry of all) {
    if (!isBelow(entry.pid, all)) {
      if (entry.pid !== process.pid) strangers.add(entry.pid);
      continue;
    }
    if (entry.kind === 'renderer') sizes.page = Math.max(sizes.page, entry.bytes);
    else if (entry.kind === 'gpu-process') sizes.gpu += entry.bytes;
    else sizes.others += entry.bytes;
  }
  return sizes;
}

/** @typedef {{ pid: number, parent: number, kind: string, bytes: number }} Process */

/**
 * @param {number} pid
 * @param {readonly Process[]} all
 */
function isBelow(pid, all) {
  for (let at = all.find((entry) => entry.pid === pid); at !== undefined; at = all.find((entry) => entry.pid === at?.parent)) {
    if (at.parent === process.pid) return true;
  }
  return false;
}

/**
 * @param {number} pid
 * @returns {Promise<Process | null>} null once it has ended
 */
async function readProcess(pid) {
  try {
    const [status, command] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
    const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { pid, parent: field('PPid'), kind: /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser', bytes: (field('RssAnon') + field('RssShmem')) * BYTES_PER_KIB };
  } catch {
    return null;
  }
}
