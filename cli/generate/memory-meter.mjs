/** Measures memory and, on Linux, processor time of all processes of a browser together. */
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';

const SAMPLE_MS = 250;
const BYTES_PER_KIB = 1024;
/** /proc counts processor time in hundredths of a second on every machine. */
const TICKS_PER_SECOND = 100;

/**
 * Samples the memory of every process below this one four times a second and keeps the peak.
 *
 * On Linux a sample is the sum of the processes' own memory (RssAnon + RssShmem) plus, once, the largest share of mapped
 * files (RssFile), because all of them map the same program. Elsewhere it is the sum of the resident sizes of `ps`, which
 * counts shared pages once for each process and is therefore too high. On Windows nothing is measured.
 *
 * @returns {{ stop: () => number | null, cpuSeconds: () => number | null }} `stop` returns the peak in megabytes (10^6 bytes),
 *   `cpuSeconds` the processor time of all processes up to the last sample; null where unknown
 */
export function startMemoryMeter() {
  /** @type {number | null} */
  let peakBytes = null;
  let stopped = false;
  /** Ticks by process, those that have ended included. @type {Map<number, number>} */
  const ticks = new Map();
  /** Processes that are not below this one, which they never come to be; on a busy machine there are hundreds. @type {Set<number>} */
  const strangers = new Set();
  const sample = async () => {
    const bytes = await descendantsBytes(ticks, strangers).catch(() => null);
    if (bytes !== null) peakBytes = Math.max(peakBytes ?? 0, bytes);
    if (!stopped) setTimeout(sample, SAMPLE_MS).unref();
  };
  void sample();
  return {
    stop: () => {
      stopped = true;
      return peakBytes === null ? null : Math.round(peakBytes / 1e6);
    },
    cpuSeconds: () => (ticks.size === 0 ? null : [...ticks.values()].reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND),
  };
}

/**
 * @param {Map<number, number>} ticks brought up to date
 * @param {Set<number>} strangers brought up to date
 * @returns {Promise<number | null>}
 */
async function descendantsBytes(ticks, strangers) {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return fromPs();
  const pids = new Set((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number));
  // The number of one that has ended may be given to another process.
  for (const pid of strangers) if (!pids.has(pid)) strangers.delete(pid);
  const processes = await Promise.all([...pids].filter((pid) => !strangers.has(pid)).map(readStatus));
  const below = descendants(processes.filter((entry) => entry !== null));
  const own = new Set(below.map(({ pid }) => pid));
  for (const entry of processes) if (entry !== null && !own.has(entry.pid)) strangers.add(entry.pid);
  for (const { pid } of below) {
    const used = await readTicks(pid);
    if (used !== null) ticks.set(pid, used);
  }
  const ownKib = below.reduce((sum, entry) => sum + entry.own, 0);
  return (ownKib + Math.max(0, ...below.map((entry) => entry.file))) * BYTES_PER_KIB;
}

/**
 * @param {number} pid
 * @returns {Promise<{ pid: number, parent: number, own: number, file: number } | null>} sizes in KiB; null once it has ended
 */
export async function readStatus(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (status === null) return null;
  /** @param {string} name */
  const field = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { pid, parent: field('PPid'), own: field('RssAnon') + field('RssShmem'), file: field('RssFile') };
}

/**
 * @param {number} pid
 * @returns {Promise<number | null>} null once it has ended
 */
async function readTicks(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Fields 14 and 15, user and system time; they are counted from the end of the name, because it may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? null : Number(fields[11]) + Number(fields[12]);
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
 * @returns {Entry[]} the descendants of this process
 */
export function descendants(processes) {
  /** @type {Map<number, Entry[]>} */
  const children = new Map();
  for (const entry of processes) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  /** @param {number} pid @returns {Entry[]} */
  const below = (pid) => (children.get(pid) ?? []).flatMap((entry) => [entry, ...below(entry.pid)]);
  return below(process.pid);
}
