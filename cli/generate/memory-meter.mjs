/** Measures what a browser takes, all its processes together. */
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';

const SAMPLE_MS = 250;
const BYTES_PER_KIB = 1024;

/**
 * Samples the memory of every process below this one four times a second and keeps the peak.
 *
 * On Linux a sample is the sum of the processes' own memory (RssAnon + RssShmem) plus the largest share of mapped
 * files (RssFile) once, because all of them map the same program. Elsewhere it is the sum of the resident sizes that
 * `ps` tells, which counts shared pages once a process and so reads high. On Windows there is no measurement.
 *
 * @returns {{ stop: () => number | null }} `stop` gives the peak in megabytes (10^6 bytes), or null where unknown
 */
export function startMemoryMeter() {
  /** @type {number | null} */
  let peakBytes = null;
  let stopped = false;
  const sample = async () => {
    const bytes = await descendantsBytes().catch(() => null);
    if (bytes !== null) peakBytes = Math.max(peakBytes ?? 0, bytes);
    if (!stopped) setTimeout(sample, SAMPLE_MS).unref();
  };
  void sample();
  return {
    stop: () => {
      stopped = true;
      return peakBytes === null ? null : Math.round(peakBytes / 1e6);
    },
  };
}

/** @returns {Promise<number | null>} */
async function descendantsBytes() {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return fromPs();
  const processes = await Promise.all(
    (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((name) => readStatus(Number(name))),
  );
  const below = descendants(processes.filter((entry) => entry !== null));
  const own = below.reduce((sum, entry) => sum + entry.own, 0);
  return (own + Math.max(0, ...below.map((entry) => entry.file))) * BYTES_PER_KIB;
}

/**
 * @param {number} pid
 * @returns {Promise<{ pid: number, parent: number, own: number, file: number } | null>} sizes in KiB; null once it has ended
 */
async function readStatus(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (status === null) return null;
  /** @param {string} name */
  const field = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { pid, parent: field('PPid'), own: field('RssAnon') + field('RssShmem'), file: field('RssFile') };
}

/** @returns {Promise<number>} */
async function fromPs() {
  const text = await new Promise((resolve, reject) =>
    execFile('ps', ['-axo', 'pid=,ppid=,rss='], (error, stdout) => (error === null ? resolve(stdout) : reject(error))),
  );
  const processes = String(text)
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, rss = 0]) => ({ pid, parent, rss }));
  return descendants(processes).reduce((sum, entry) => sum + entry.rss, 0) * BYTES_PER_KIB;
}

/**
 * @template {{ pid: number, parent: number }} Entry
 * @param {Entry[]} processes
 * @returns {Entry[]} those below this process, which is left out
 */
function descendants(processes) {
  /** @type {Map<number, Entry[]>} */
  const children = new Map();
  for (const entry of processes) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  /** @param {number} pid @returns {Entry[]} */
  const below = (pid) => (children.get(pid) ?? []).flatMap((entry) => [entry, ...below(entry.pid)]);
  return below(process.pid);
}
