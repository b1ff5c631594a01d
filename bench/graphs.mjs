/**
 * Every graph of a pack on every engine of this machine, on the same inputs and in turns: ONNX Runtime's WebAssembly as the page has it, ONNX Runtime outside of a
 * browser on the CPU and on a GPU, and PyTorch with the weights of the pack, eager and compiled.
 *
 *   npm install --prefix /tmp/ort onnxruntime-node@1.30.0
 *   node bench/graphs.mjs --runtime /tmp/ort/node_modules/onnxruntime-node --python python3 --json graphs.json --plot graphs.svg
 *
 * onnxruntime-node is no dependency of the project: it is 250 MB, and the app does not use it. Without `--python` there is no PyTorch. Each engine has a process
 * of its own. In a round every engine has one turn; `of native` is the median of what a turn took beside that of onnxruntime-node in the same round, on as many
 * threads: first by the clock, then in processor time, which other work on the machine changes least and which the limit is about. `roof` is the share of what the
 * same engine reaches with one matrix product, both in processor time.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hasGpu } from '../cli/find-browser.mjs';
import { PROJECT } from '../cli/prepare.mjs';
import { makeScratchFolder } from '../cli/scratch-folder.mjs';
import { ortEngine, torchEngine } from './graphs/engine-process.mjs';
import { GEMM_FLOPS, gemmGraph } from './graphs/gemm.mjs';
import { psnr, writeInputs } from './graphs/inputs.mjs';
import { barChart } from './plot.mjs';
import { compareGraphs, ratiosToNative, rowOf, tableOf } from './graphs/rows.mjs';
import { variantFile } from './graphs/variant-file.mjs';

/** A graph in WebAssembly takes at most so many times the processor time that it takes outside of a browser, one thread against one. */
const MOST_OF_NATIVE = 4;
/** A turn is short, so that what slows it slows the others of its round as well. */
const TURN_MS = 60;
const LEAST_RUNS_A_TURN = 2;
const MOST_RUNS_A_TURN = 25;
const GEMM = 'gemm';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runtime: { type: 'string' },
    python: { type: 'string' },
    threads: { type: 'string', default: `1,2,${availableParallelism()}` },
    rounds: { type: 'string', default: '10' },
    graphs: { type: 'string' },
    compiled: { type: 'boolean', default: true },
    json: { type: 'string' },
    plot: { type: 'string' },
    compare: { type: 'string' },
  },
  allowNegative: true,
});
if (values.runtime === undefined) {
  process.stderr.write('Usage: node bench/graphs.mjs [PACK] --runtime FOLDER_OF_ONNXRUNTIME_NODE [--python PYTHON] [--threads 1,2] [--rounds N] [--graphs LIST] [--no-compiled] [--json FILE] [--plot FILE.svg] [--compare OLD.json]\n');
  process.exit(2);
}
const runtime = path.resolve(values.runtime);
const pack = path.resolve(positionals[0] ?? path.join(PROJECT, 'public/packs/starter'));
const threadCounts = [...new Set(values.threads.split(',').map(Number))];
const manifest = JSON.parse(await readFile(path.join(pack, 'pack.json'), 'utf8'));
const asked = values.graphs?.split(',') ?? Object.keys(manifest.graphs);
const scratch = makeScratchFolder();

const gemmFile = path.join(scratch.folder, 'gemm.onnx');
await writeFile(gemmFile, gemmGraph());
const graphs = [
  { name: GEMM, file: gemmFile, described: [] },
  ...asked.map((name) => ({ name, file: path.join(pack, variantFile(manifest.graphs[name])), described: manifest.graphs[name].inputs })),
];

// What was read out of a pack serves the next run as well.
const kept = path.join(PROJECT, 'node_modules/.cache/kinora-torch');
await mkdir(kept, { recursive: true });
const torch = values.python === undefined ? null : { python: values.python, pack, weights: path.join(kept, 'weights') };
const engines = [
  ...threadCounts.map((threads) => ortEngine('native:cpu', threads, runtime)),
  ...threadCounts.map((threads) => ortEngine('wasm', threads, runtime)),
  ...(hasGpu() ? [ortEngine('native:webgpu', 1, runtime)] : []),
  ...(torch === null ? [] : threadCounts.flatMap((threads) => [torchEngine('eager', threads, torch), ...(values.compiled ? [torchEngine('compiled', threads, torch)] : [])])),
];
const [reference] = engines;
if (reference === undefined) throw new Error('--threads takes numbers, such as 1,2.');

/** @type {import('./graphs/rows.mjs').Row[]} */
const rows = [];
/** @type {Record<string, { flops: number, shares: Record<string, number> }>} */
const profiles = {};
try {
  for (const graph of graphs) await measure(graph);
} finally {
  for (const engine of engines) engine.end();
  scratch.remove();
}

const report = {
  command: `node bench/graphs.mjs ${process.argv.slice(2).join(' ')}`,
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: loadavg().map((load) => Number(load.toFixed(2))), node: process.version },
  pack: `${manifest.id} ${manifest.version}`,
  rounds: Number(values.rounds),
  profiles,
  rows,
};
console.log(tableOf(rows, GEMM));
const ratios = ratiosToNative(rows, GEMM);
for (const { graph, ratio } of ratios) console.log(`${graph}, one thread: ${ratio.toFixed(1)} times the processor time of native, of at most ${MOST_OF_NATIVE}: ${ratio <= MOST_OF_NATIVE ? 'holds' : 'DOES NOT HOLD'}`);
if (values.compare !== undefined) console.log(compareGraphs(rows, JSON.parse(await readFile(values.compare, 'utf8')).rows));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (values.plot !== undefined) {
  const bars = rows.filter(({ graph, threads }) => graph !== GEMM && threads === threadCounts[0]).map(({ graph, engine, medianMs }) => ({ group: graph, name: engine, value: medianMs }));
  await writeFile(values.plot, barChart(`Milliseconds a run, ${threadCounts[0]} ${threadCounts[0] === 1 ? 'thread' : 'threads'}, ${report.pack}`, bars));
}

/** @param {typeof graphs[number]} graph */
async function measure({ name, file, described }) {
  const facts = await /** @type {NonNullable<typeof reference>} */ (reference).order({ do: 'describe', file });
  if (facts.error) throw new Error(`${name}: ${facts.error}`);
  const inputs = await writeInputs(facts.inputs, described, path.join(scratch.folder, `${name}.`));
  const opened = [];
  for (const engine of engines) {
    const folder = path.join(scratch.folder, `${name}-${engine.name}-${engine.threads}`);
    await mkdir(folder);
    const { error, ...loaded } = await engine.order({ do: 'open', graph: name, file, inputs, folder });
    if (error) console.error(`${name} on ${engine.name}, ${engine.threads} threads: ${error}`);
    else opened.push({ engine, folder, ...loaded, turns: /** @type {import('./graphs/rows.mjs').Turn[]} */ ([]), runs: 1 });
  }
  profiles[name] = await /** @type {NonNullable<typeof reference>} */ (reference).order({ do: 'profile', file, folder: scratch.folder });
  for (const each of opened) each.runs = Math.max(LEAST_RUNS_A_TURN, Math.min(MOST_RUNS_A_TURN, Math.ceil(TURN_MS / (await each.engine.order({ do: 'run', runs: 2 })).cpuMs)));
  for (let round = 0; round < Number(values.rounds); round++) for (const { engine, turns, runs } of opened) turns.push(await engine.order({ do: 'run', runs }));
  const flops = name === GEMM ? GEMM_FLOPS : (profiles[name]?.flops ?? 0);
  const roofs = rows.filter(({ graph }) => graph === GEMM);
  const [native] = opened;
  for (const { engine, folder, turns, loadMs, firstMs, outputs } of opened) {
    const output = `${outputs[0]}.f32`;
    const likeness = engine === reference || native === undefined ? null : psnr(await readFloats(path.join(native.folder, output)), await readFloats(path.join(folder, output)));
    const beside = opened.find((other) => other.engine.name === 'native' && other.engine.threads === engine.threads)?.turns ?? null;
    const roof = roofs.find((row) => row.engine === engine.name && row.threads === engine.threads);
    rows.push(rowOf({ graph: name, engine: engine.name, threads: engine.threads, loadMs, firstMs, psnr: likeness }, turns, { beside, flops, roof: roof?.gflopsOfCpu ?? null }));
    await engine.order({ do: 'close' });
  }
  console.error(`${name}: ${opened.length} engines, ${(flops / 1e6).toFixed(0)} MFLOP`);
}

/** @param {string} file */
async function readFloats(file) {
  const content = await readFile(file);
  return new Float32Array(content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength));
}
