/**
 * How the cost of a film grows with its seconds, its size, the steps and the threads: `node bench/scaling.mjs --json scaling.json --plot scaling.svg`. On Linux only.
 *
 * All films are made in turns, in tabs whose model is warm, so `CPU` is the film alone. Another size than the model's is painted from the same latents. `ratio` is the
 * median, over the rounds, of the processor time of a second of film beside that of the first film in the same round. With `--backend webgpu` (or `webgpu-software`,
 * a GPU that the CPU plays) it also counts what crosses between the GPU and ordinary memory.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DIST, PROJECT, ensureBuilt } from '../cli/prepare.mjs';
import { BENCH_PROMPT, openFilmTab } from './films/film-tab.mjs';
import { pointCharts } from './plot.mjs';
import { median, percentile } from './summary.mjs';

/** A second of a minute costs at most so many times as much as a second of five seconds. */
const MOST_OF_A_MINUTE = 1.1;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5,20,60' },
    sizes: { type: 'string', default: '256,512,768,1024' },
    steps: { type: 'string', default: '1,2,4,8' },
    threads: { type: 'string', default: `1,2,${availableParallelism()}` },
    backend: { type: 'string', default: 'wasm' },
    prompt: { type: 'string', default: BENCH_PROMPT },
    pack: { type: 'string', default: path.join(PROJECT, 'public/packs/starter') },
    json: { type: 'string' },
    plot: { type: 'string' },
  },
});
const numbers = (/** @type {string} */ list) => [...new Set(list.split(',').filter(Boolean).map(Number))];
const flags = /** @type {'wasm' | 'webgpu' | 'webgpu-software'} */ (values.backend);
const backend = flags === 'wasm' ? 'wasm' : 'webgpu';
const [lengths, sizes, stepCounts, threadCounts] = [values.seconds, values.sizes, values.steps, backend === 'wasm' ? values.threads : ''].map(numbers);
const SHORT = lengths?.[0] ?? 5;
const ALL_THREADS = Math.max(1, ...(threadCounts ?? []));

/** @typedef {{ changes: 'seconds' | 'size' | 'steps' | 'threads', label: string, threads: number, request: import('./films/film-tab.mjs').FilmRequest }} Kind */
/** @type {Kind[]} */
const kinds = [
  ...(lengths ?? []).map((seconds) => /** @type {Kind} */ ({ changes: 'seconds', label: `${seconds} s`, threads: ALL_THREADS, request: { seconds } })),
  ...(sizes ?? []).map((size) => /** @type {Kind} */ ({ changes: 'size', label: String(size), threads: ALL_THREADS, request: { seconds: SHORT, size: { width: size, height: size } } })),
  ...(stepCounts ?? []).map((steps) => /** @type {Kind} */ ({ changes: 'steps', label: String(steps), threads: ALL_THREADS, request: { seconds: SHORT, steps } })),
  ...(threadCounts ?? []).map((threads) => /** @type {Kind} */ ({ changes: 'threads', label: String(threads), threads, request: { seconds: SHORT } })),
];

await ensureBuilt((line) => console.error(line));
/** @type {Map<number, Awaited<ReturnType<typeof openFilmTab>>>} */
const tabs = new Map();
/** @type {Map<Kind, import('./films/film-tab.mjs').MadeFilm[]>} */
const films = new Map(kinds.map((kind) => [kind, []]));
try {
  for (const threads of new Set(kinds.map((kind) => kind.threads))) {
    const tab = await openFilmTab({ dist: DIST, pack: values.pack, threads, backend, flags });
    tabs.set(threads, tab);
    await tab.makeFilm({ prompt: values.prompt, seconds: 2 });
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const kind of kinds) {
      const film = await tabs.get(kind.threads)?.makeFilm({ prompt: values.prompt, ...kind.request });
      if (film !== undefined) films.get(kind)?.push(film);
    }
    console.error(`round ${round + 1} of ${values.rounds}`);
  }
} finally {
  for (const tab of tabs.values()) await tab.close();
}

const first = films.get(/** @type {Kind} */ (kinds[0])) ?? [];
const rows = kinds.map((kind) => {
  const made = films.get(kind) ?? [];
  const costs = made.map(({ cpuSeconds }) => cpuSeconds / kind.request.seconds);
  const beside = costs.map((cost, round) => (cost * (kinds[0]?.request.seconds ?? 1)) / (first[round]?.cpuSeconds ?? Number.NaN));
  return {
    changes: kind.changes, label: kind.label, seconds: kind.request.seconds, size: `${made[0]?.width}x${made[0]?.height}`, threads: kind.threads,
    cpuSeconds: median(made.map(({ cpuSeconds }) => cpuSeconds)),
    cpuASecond: median(costs), low: percentile(costs, 0.1), high: percentile(costs, 0.9), ratio: median(beside),
    total: median(made.map(({ total }) => total)),
    firstPicture: median(made.map(({ firstPicture }) => firstPicture)),
    firstPiece: median(made.map(({ firstPiece, total }) => firstPiece ?? total)),
    adapter: made[0]?.adapter ?? '',
    /** Of one film: the same in every round. */
    traffic: made.at(-1)?.traffic ?? null,
    megabytes: median(made.map(({ bytes }) => bytes / 1e6)),
    sameFrames: new Set(made.map(({ framesSha256 }) => framesSha256)).size === 1,
  };
});
console.log(['| | CPU s | CPU s a second of film (10th to 90th) | ratio | film after, s | first picture, s | first moving piece, s | MB |', '|---|---:|---:|---:|---:|---:|---:|---:|',
  ...rows.map((row) => `| ${row.changes}: ${row.label} | ${row.cpuSeconds.toFixed(2)} | ${row.cpuASecond.toFixed(2)} (${row.low.toFixed(2)} to ${row.high.toFixed(2)}) | ${row.ratio.toFixed(2)} | ${row.total.toFixed(1)} | ${row.firstPicture.toFixed(1)} | ${row.firstPiece.toFixed(1)} | ${row.megabytes.toFixed(2)} |`)].join('\n'));
const crossings = rows.filter(({ traffic }) => traffic !== null);
if (crossings.length > 0) {
  console.log(['', `On ${rows[0]?.adapter}, between the GPU and ordinary memory:`, '', '| | readbacks | MB back | MB up | dispatches | submits |', '|---|---:|---:|---:|---:|---:|',
    ...crossings.map(({ changes, label, traffic }) => `| ${changes}: ${label} | ${traffic?.readbacks} | ${((traffic?.bytesBack ?? 0) / 1e6).toFixed(2)} | ${((traffic?.bytesUp ?? 0) / 1e6).toFixed(2)} | ${traffic?.dispatches} | ${traffic?.submits} |`)].join('\n'));
}
const minute = rows.find(({ changes, seconds }) => changes === 'seconds' && seconds === 60);
if (minute !== undefined && SHORT === 5) console.log(`\nA second of a minute costs ${minute.ratio.toFixed(2)} times a second of five, of at most ${MOST_OF_A_MINUTE}: ${minute.ratio <= MOST_OF_A_MINUTE ? 'holds' : 'DOES NOT HOLD'}`);
if (rows.some(({ sameFrames }) => !sameFrames)) console.log('\nFilms of one kind had DIFFERENT FRAMES.');
const report = { date: new Date().toISOString().slice(0, 10), command: `node bench/scaling.mjs ${process.argv.slice(2).join(' ')}`.trim(), rounds: Number(values.rounds), load: loadavg(), rows };
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (values.plot !== undefined) {
  const panels = /** @type {const} */ ([['seconds', 'length'], ['size', 'pixels a side'], ['steps', 'denoising steps'], ['threads', 'threads']]).flatMap(([changes, x]) => {
    const points = rows.filter((row) => row.changes === changes).map(({ label, cpuASecond: value, low, high }) => ({ label, value, low, high }));
    return points.length === 0 ? [] : [{ title: changes, x, points }];
  });
  await writeFile(values.plot, pointCharts('Processor time of a second of film', panels, 'seconds'));
}
