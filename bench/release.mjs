/**
 * What a film costs beside another version of Kinora, in processor time: both make the same film in turns, each in a browser and a tab of its own. On Linux only.
 *
 *   git worktree add /tmp/kinora-0.1.0 30037fe        # 0.1.0, with pack 1.7.0
 *   ln -s "$PWD/node_modules" /tmp/kinora-0.1.0/node_modules
 *   (cd /tmp/kinora-0.1.0 && npx vite build)
 *   node bench/release.mjs /tmp/kinora-0.1.0 --seconds 5,20
 *
 * Films are as each version makes them unasked: 256x256 then, 512x512 now; `--size 256` asks this version for the same size. `load` is from the start of the browser
 * to a loaded model. A step of text-to-image is run in WebAssembly on one thread, in turns as well.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DIST, PROJECT, ensureBuilt } from '../cli/prepare.mjs';
import { makeScratchFolder } from '../cli/scratch-folder.mjs';
import { openFilmTab } from './films/film-tab.mjs';
import { ortEngine } from './graphs/engine-process.mjs';
import { writeInputs } from './graphs/inputs.mjs';
import { variantFile } from './graphs/variant-file.mjs';
import { median } from './summary.mjs';

/** A film takes at most this part of the processor time that it took, and a step of text-to-image at most that one. */
const MOST_OF_A_FILM = 0.65;
const MOST_OF_A_STEP = 0.4;
const STEP = 'textToImage';
const STEPS_A_TURN = 5;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '5,20' }, rounds: { type: 'string', default: '3' }, size: { type: 'string' }, json: { type: 'string' } },
});
const [checkout] = positionals;
if (checkout === undefined) {
  process.stderr.write('Usage: node bench/release.mjs CHECKOUT [--seconds 5,20] [--rounds N] [--size PIXELS] [--json FILE]\nCHECKOUT is a folder with another version and its build.\n');
  process.exit(2);
}
const before = path.resolve(checkout);
if (values.seconds !== '') await ensureBuilt((line) => console.error(line));
const versions = [
  { name: 'before', dist: path.join(before, 'dist'), pack: path.join(before, 'public/packs/starter'), checkout: before, asked: {} },
  { name: 'now', dist: DIST, pack: path.join(PROJECT, 'public/packs/starter'), checkout: PROJECT, asked: values.size === undefined ? {} : { size: { width: Number(values.size), height: Number(values.size) } } },
];
/** None: only the step is measured. */
const lengths = values.seconds.split(',').filter(Boolean).map(Number);
const rounds = Number(values.rounds);

/** @type {Record<string, { load: number[], films: Record<number, import('./films/film-tab.mjs').MadeFilm[]> }>} */
const measured = {};
/** @type {Record<string, Awaited<ReturnType<typeof openFilmTab>>>} */
const tabs = {};
try {
  for (const { name, dist, pack, checkout: server } of lengths.length === 0 ? [] : versions) {
    const tab = await openFilmTab({ dist, pack, checkout: server });
    tabs[name] = tab;
    measured[name] = { load: [tab.loadCpuSeconds], films: Object.fromEntries(lengths.map((seconds) => [seconds, []])) };
    await tab.makeFilm({ seconds: 2 });
  }
  for (let round = 0; round < rounds && lengths.length > 0; round++) {
    for (const seconds of lengths) {
      for (const { name, asked } of versions) {
        const film = await tabs[name]?.makeFilm({ seconds, ...asked });
        if (film !== undefined) measured[name]?.films[seconds]?.push(film);
      }
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
} finally {
  for (const tab of Object.values(tabs)) await tab.close();
}
const steps = await timeSteps();

const cpu = (/** @type {string} */ name, /** @type {number} */ seconds) => (measured[name]?.films[seconds] ?? []).map(({ cpuSeconds }) => cpuSeconds);
const ratios = lengths.map((seconds) => ({ seconds, ratio: median(cpu('now', seconds).map((now, round) => now / (cpu('before', seconds)[round] ?? Number.NaN))) }));
const sizeOf = (/** @type {string} */ name) => `${measured[name]?.films[lengths[0] ?? 5]?.[0]?.width}x${measured[name]?.films[lengths[0] ?? 5]?.[0]?.height}`;
console.log(['| CPU seconds | before | now | ratio |', '|---|---:|---:|---:|',
  ...ratios.map(({ seconds, ratio }) => `| ${seconds} s of ${sizeOf('before')} and ${sizeOf('now')} | ${median(cpu('before', seconds)).toFixed(2)} | ${median(cpu('now', seconds)).toFixed(2)} | ${ratio.toFixed(2)} |`),
  ...(lengths.length === 0 ? [] : [`| start of the browser and load, once | ${measured['before']?.load[0]?.toFixed(2)} | ${measured['now']?.load[0]?.toFixed(2)} | ${((measured['now']?.load[0] ?? 0) / (measured['before']?.load[0] ?? 1)).toFixed(2)} |`]),
  `| a step of ${STEP}, ms, one thread | ${median(steps.before).toFixed(1)} | ${median(steps.now).toFixed(1)} | ${steps.ratio.toFixed(2)} |`,
].join('\n'));
for (const { seconds, ratio } of ratios) console.log(`A film of ${seconds} s takes ${ratio.toFixed(2)} times what it took, of at most ${MOST_OF_A_FILM}: ${ratio <= MOST_OF_A_FILM ? 'holds' : 'DOES NOT HOLD'}`);
console.log(`A step of text-to-image takes ${steps.ratio.toFixed(2)} times what it took, of at most ${MOST_OF_A_STEP}: ${steps.ratio <= MOST_OF_A_STEP ? 'holds' : 'DOES NOT HOLD'}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ measured, ratios, steps }, null, 2)}\n`);

/** Milliseconds of processor time, by version. */
async function timeSteps() {
  const scratch = makeScratchFolder();
  const engines = await Promise.all(
    versions.map(async ({ name, pack }) => {
      const graph = JSON.parse(await readFile(path.join(pack, 'pack.json'), 'utf8')).graphs[STEP];
      const file = path.join(pack, variantFile(graph));
      const engine = ortEngine('wasm', 1, '');
      const { inputs: facts } = await engine.order({ do: 'describe', file });
      const folder = path.join(scratch.folder, name);
      await mkdir(folder);
      const inputs = await writeInputs(facts, graph.inputs ?? [], path.join(folder, path.sep));
      await engine.order({ do: 'open', file, inputs, folder });
      return { name, engine, times: /** @type {number[]} */ ([]) };
    }),
  );
  for (let round = 0; round < 10; round++) for (const { engine, times } of engines) times.push((await engine.order({ do: 'run', runs: STEPS_A_TURN })).cpuMs);
  for (const { engine } of engines) engine.end();
  scratch.remove();
  const [old, present] = engines.map(({ times }) => times);
  return { before: old ?? [], now: present ?? [], ratio: median((present ?? []).map((now, round) => now / (old?.[round] ?? Number.NaN))) };
}
