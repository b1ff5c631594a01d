/** Processor time of a browser's processes by kind and thread; on Linux only. */
import { readFile, readdir } from 'node:fs/promises';
import { descendants, readStatus } from '../../cli/generate/memory-meter.mjs';
import { kindOf } from '../process-memory.mjs';

const SAMPLE_MS = 200;
const NANOSECONDS = 1e9;
/** /proc counts processor time of processes in hundredths of a second on every machine. */
const TICKS_PER_SECOND = 100;

/** @typedef {{ process: string, thread: string, seconds: number }} ThreadSample `process`: as Chromium calls it, such as "renderer" */
/** Of all threads of one name. @typedef {ThreadSample & { busiest: number }} ThreadTime */

/**
 * What the processes below this one take from now on. Threads that end are counted up to a fifth of a second before.
 *
 * @returns {Promise<{ stop: () => Promise<{ seconds: number, threads: ThreadTime[] }> }>} `seconds`: of whole processes, those of ended threads included
 */
export async function meterCpu() {
  const began = await sample();
  /** The latest of each, those that have ended included. */
  const last = new Map(began.threads);
  const ticks = new Map(began.ticks);
  let stopped = false;
  const again = async () => {
    if (stopped) return;
    await take();
    setTimeout(() => void again(), SAMPLE_MS);
  };
  const take = async () => {
    const now = await sample();
    for (const [key, value] of now.threads) last.set(key, value);
    for (const [pid, value] of now.ticks) ticks.set(pid, value);
  };
  setTimeout(() => void again(), SAMPLE_MS);
  return {
    stop: async () => {
      stopped = true;
      await take();
      /** @type {Map<string, ThreadTime>} */
      const sums = new Map();
      for (const [key, { process, thread, seconds }] of last) {
        const name = `${process} ${thread}`;
        const sum = sums.get(name) ?? { process, thread, seconds: 0, busiest: 0 };
        const own = seconds - (began.threads.get(key)?.seconds ?? 0);
        sums.set(name, { ...sum, seconds: sum.seconds + own, busiest: Math.max(sum.busiest, own) });
      }
      const used = [...ticks].reduce((sum, [pid, value]) => sum + value - (began.ticks.get(pid) ?? 0), 0);
      return { seconds: used / TICKS_PER_SECOND, threads: [...sums.values()].sort((one, other) => other.seconds - one.seconds) };
    },
  };
}

async function sample() {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((name) => readStatus(Number(name))));
  /** @type {Map<string, ThreadSample>} */
  const threads = new Map();
  /** @type {Map<number, number>} */
  const ticks = new Map();
  for (const { pid } of descendants(all.filter((entry) => entry !== null))) {
    const process = await kindOf(pid);
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const read = (/** @type {string} */ file) => readFile(`/proc/${pid}/task/${thread}/${file}`, 'utf8').catch(() => null);
      const [name, scheduled] = [await read('comm'), await read('schedstat')];
      if (name !== null && scheduled !== null) threads.set(`${pid} ${thread}`, { process, thread: name.trim(), seconds: Number(scheduled.split(' ')[0]) / NANOSECONDS });
    }
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    // Fields 14 and 15, user and system time; they are counted from the end of the name, because it may hold spaces.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields !== undefined) ticks.set(pid, Number(fields[11]) + Number(fields[12]));
  }
  return { threads, ticks };
}
