/**
 * What the processor time of a film goes to: `node bench/shares.mjs --seconds 20`. On Linux only.
 *
 * The app is built with source maps, since what is measured is what ships. A tab with a warm model makes films in turns, one that is left alone and one whose worker
 * is profiled. The profile says how the worker's thread divides its time, /proc what each thread took of the film that was left alone. The threads that the browser
 * lends to many things encode, hash, compile JavaScript and collect garbage: a second browser does the latter two on other threads, and hashing is measured apart, so
 * that what is left is encoding. `store` has the browser process's threads for files, `messages` all else that the page, the browser and its other processes did.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { PROJECT } from '../cli/prepare.mjs';
import { makeScratchFolder } from '../cli/scratch-folder.mjs';
import { meterCpu } from './films/cpu-meter.mjs';
import { profileWorker, sharesOf } from './films/cpu-profile.mjs';
import { BENCH_PROMPT, openFilmTab } from './films/film-tab.mjs';
import { median } from './summary.mjs';

/** Of a film's processor time, what is no model and no picture takes at most so much. */
const MOST_BESIDES = 0.1;
/** As the system names the threads that the browser lends, which it cuts off. */
const POOL = 'ThreadPoolForeg';
const BESIDES = ['convert', 'encode', 'mux', 'messages', 'previews'];

/** What a source file is for; the first that fits. @type {readonly (readonly [RegExp, string])[]} */
const KINDS = [
  [/^wasm$|onnxruntime|ort-wasm|workers\/generator\/(?:runtime|model)\/|pipelines\/(?:tensors|schedulers)\//, 'graphs'],
  [/garbage/, 'compile and collect'],
  [/media\/encode\/i420-frame/, 'convert'],
  [/media\/encode\/frame-digest|sha256|noble/, 'hash'],
  [/media\/encode\/preview-sender/, 'previews'],
  [/media\/encode\//, 'encode'],
  [/media\/mux\/|mp4-muxer/, 'mux'],
  [/comlink|job-progress|generator\.worker|generator-service/, 'messages'],
  [/checkpoints|opfs|storage/, 'store'],
  [/decoders\/|compose\/|pipelines\/film-picture/, 'paint'],
];
const ORDER = ['graphs', 'paint', 'convert', 'encode', 'mux', 'messages', 'previews', 'hash', 'store', 'compile and collect', 'rest'];

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '2' },
    prompt: { type: 'string', default: BENCH_PROMPT },
    pack: { type: 'string', default: path.join(PROJECT, 'public/packs/starter') },
    files: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const request = { seconds: Number(values.seconds), prompt: values.prompt };
const scratch = makeScratchFolder();
const dist = path.join(scratch.folder, 'site');
await build({ configFile: path.join(PROJECT, 'vite.config.ts'), root: PROJECT, logLevel: 'error', build: { outDir: dist, emptyOutDir: true, sourcemap: true } });
const tab = await openFilmTab({ dist, pack: values.pack });
/** V8 has no threads beside that of each script in it. */
const plainTab = await openFilmTab({ dist, pack: values.pack, moreFlags: ['--js-flags=--single-threaded'] });
/** @type {Record<string, number[]>} */
const found = Object.fromEntries(ORDER.map((kind) => [kind, []]));
const films = [];
try {
  for (const each of [tab, plainTab]) await each.makeFilm({ ...request, seconds: 2 });
  for (let round = 0; round < Number(values.rounds); round++) {
    const film = await tab.makeFilm(request);
    const profiler = await profileWorker(tab.page, /generator/);
    await tab.makeFilm(request);
    const { shares, files, busy } = sharesOf(await profiler.stop(), dist, (file) => KINDS.find(([pattern]) => pattern.test(file))?.[1] ?? 'rest');
    if (values.files) console.error(Object.entries(files).slice(0, 25).map(([file, share]) => `${(100 * share).toFixed(1).padStart(5)} % ${file}`).join('\n'));
    const hashed = await hashSeconds(film);
    const encoded = poolSeconds((await plainTab.makeFilm(request)).threads) - hashed;
    const spent = spentOn(film, shares, hashed, encoded);
    for (const kind of ORDER) found[kind]?.push((spent[kind] ?? 0) / film.cpuSeconds);
    films.push({ ...film, threads: film.threads.slice(0, 12), shares, busy, hashed, encoded });
  }
} finally {
  await tab.close();
  await plainTab.close();
  scratch.remove();
}

const shares = Object.fromEntries(ORDER.map((kind) => [kind, median(found[kind] ?? [])]));
const seconds = median(films.map(({ cpuSeconds }) => cpuSeconds));
console.log(`${values.seconds} s of ${films[0]?.width}x${films[0]?.height}: ${seconds.toFixed(2)} s of processor time; median of ${films.length}.\n`);
console.log(['| | share | ms a frame |', '|---|---:|---:|', ...ORDER.map((kind) => `| ${kind} | ${percent(shares[kind] ?? 0)} | ${((1000 * seconds * (shares[kind] ?? 0)) / (films[0]?.frames ?? 1)).toFixed(2)} |`)].join('\n'));
const besides = BESIDES.reduce((sum, kind) => sum + (shares[kind] ?? 0), 0);
console.log(`\n${BESIDES.join(', ')}: ${percent(besides)} of the processor time, of at most ${percent(MOST_BESIDES)}: ${besides <= MOST_BESIDES ? 'holds' : 'DOES NOT HOLD'}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ request, seconds, shares, films }, null, 2)}\n`);

/**
 * @param {import('./films/film-tab.mjs').MadeFilm} film
 * @param {Record<string, number>} inWorker shares of the worker's time
 * @param {number} hashed seconds of other threads
 * @param {number} encoded likewise
 * @returns {Record<string, number>} seconds by kind
 */
function spentOn({ cpuSeconds, threads }, inWorker, hashed, encoded) {
  const workers = threads.find(({ process, thread }) => process === 'renderer' && thread === 'DedicatedWorker');
  const files = threads.find(({ process, thread }) => process === 'browser' && thread === POOL)?.seconds ?? 0;
  const pool = poolSeconds(threads);
  const worker = workers?.busiest ?? 0;
  const others = (workers?.seconds ?? 0) - worker;
  const spent = Object.fromEntries(ORDER.map((kind) => [kind, worker * (inWorker[kind] ?? 0)]));
  const add = (/** @type {string} */ kind, /** @type {number} */ more) => (spent[kind] = (spent[kind] ?? 0) + more);
  // The other workers are the threads of ONNX Runtime.
  add('graphs', others);
  add('hash', hashed);
  add('encode', encoded);
  add('compile and collect', Math.max(0, pool - hashed - encoded));
  add('store', files);
  add('messages', Math.max(0, cpuSeconds - worker - others - pool - files));
  return spent;
}

/** @param {readonly import('./films/cpu-meter.mjs').ThreadTime[]} threads */
function poolSeconds(threads) {
  return threads.find(({ process, thread }) => process === 'renderer' && thread === POOL)?.seconds ?? 0;
}

/** What other threads take to hash as many bytes as the film's frames have. @param {import('./films/film-tab.mjs').MadeFilm} film */
async function hashSeconds({ frames, width, height }) {
  const meter = await meterCpu();
  await tab.page.evaluate(
    async ([count, bytes]) => {
      const pixels = new Uint8Array(bytes);
      for (let frame = 0; frame < count; frame++) await crypto.subtle.digest('SHA-256', pixels);
    },
    /** @type {[number, number]} */ ([frames, width * height * 4]),
  );
  const { threads } = await meter.stop();
  return poolSeconds(threads);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
