/** Memory of the processes of a browser that this process started, by their kind; on Linux only. */
import { readFile, readdir } from 'node:fs/promises';
import { descendants, readStatus } from '../cli/generate/memory-meter.mjs';

const SAMPLE_MS = 100;
const BYTES_PER_KIB = 1024;

/** `page`: the largest renderer. `gpu`: the process that has the GPU's buffers where the GPU is played by the CPU. @typedef {{ page: number, gpu: number, others: number }} Sizes */

/**
 * Samples the browser's processes ten times a second. Memory of a process is what is its own: RssAnon and RssShmem.
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
  const all = (await Promise.all(numbers.filter((pid) => !strangers.has(pid)).map(readStatus))).filter((entry) => entry !== null);
  const below = descendants(all);
  const own = new Set([process.pid, ...below.map(({ pid }) => pid)]);
  for (const { pid } of all) if (!own.has(pid)) strangers.add(pid);
  const sizes = none();
  for (const entry of below) {
    const kind = await kindOf(entry.pid);
    const bytes = entry.own * BYTES_PER_KIB;
    if (kind === 'renderer') sizes.page = Math.max(sizes.page, bytes);
    else if (kind === 'gpu-process') sizes.gpu += bytes;
    else sizes.others += bytes;
  }
  return sizes;
}

/**
 * @param {number} pid
 * @returns {Promise<string>} as Chromium calls it
 */
export async function kindOf(pid) {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';
}
