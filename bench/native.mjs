/**
 * Times each graph of a pack with ONNX Runtime outside of a browser, on the CPU and on WebGPU (Dawn over Vulkan, Metal or D3D12), in turns:
 *
 *   npm install --prefix /tmp/ort onnxruntime-node@1.30.0
 *   node bench/native.mjs public/packs/starter --runtime /tmp/ort/node_modules/onnxruntime-node --out native.json
 *
 * onnxruntime-node is no dependency of the project: it is 250 MB, and the app does not use it. Each graph runs until `--runs` or `--seconds` are over,
 * but five times at least. With `--once` it runs once, which is for models that take minutes; with `--graphs` only those that are named do.
 * Where a graph has a variant with half floats, that is run on WebGPU as well. A time holds the copies of inputs and outputs between the CPU's memory and the GPU's. The two backends get the same random inputs, and their
 * outputs are compared.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inputsFor, psnr } from './graphs/inputs.mjs';
import { median } from './summary.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runtime: { type: 'string', default: 'onnxruntime-node' },
    runs: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '6' },
    threads: { type: 'string', default: '0' },
    out: { type: 'string' },
    backends: { type: 'string', default: 'cpu,webgpu' },
    graphs: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});
const folder = positionals[0] ?? 'public/packs/starter';
const runs = Number(values.runs);
const ort = createRequire(import.meta.url)(values.runtime.startsWith('.') || values.runtime.startsWith('/') ? path.resolve(values.runtime) : values.runtime);

/** Runs of a graph, however long they take. */
const LEAST_RUNS = 5;

/**
 * A session on one backend. `load`: how long it took to make it, in milliseconds.
 *
 * @param {string} file its weights may lie beside it
 * @param {string} provider
 * @param {boolean} half whether it computes with half floats
 */
async function open(file, provider, half) {
  const began = performance.now();
  const session = await ort.InferenceSession.create(file, { executionProviders: [provider], intraOpNumThreads: Number(values.threads), logSeverityLevel: 3 });
  return { backend: half ? `${provider}, half floats` : provider, session, load: performance.now() - began, times: /** @type {number[]} */ ([]), first: 0, outputs: /** @type {any} */ (null) };
}

/** @param {readonly number[]} times in milliseconds */
function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const tenth = Math.floor((sorted.length - 1) / 10);
  return { p10Ms: sorted[tenth], p90Ms: sorted.at(-1 - tenth), leastMs: sorted[0], mostMs: sorted.at(-1), runs: sorted.length };
}

const manifest = JSON.parse(await readFile(path.join(folder, 'pack.json'), 'utf8'));
/** @type {Record<string, unknown>[]} */
const rows = [];
const report = { pack: `${manifest.id} ${manifest.version}`, runs, threads: Number(values.threads), cpu: cpus()[0]?.model, cores: cpus().length, rows };
for (const [name, graph] of Object.entries(manifest.graphs)) {
  if (values.graphs !== undefined && !values.graphs.split(',').includes(name)) continue;
  const backends = [];
  for (const { provider, half } of values.backends.split(',').flatMap((each) => [{ provider: each, half: false }, ...(each === 'webgpu' ? [{ provider: each, half: true }] : [])])) {
    const variant = graph.variants.find((/** @type {{ golden?: object }} */ { golden }) => (golden !== undefined) === half);
    if (variant === undefined) continue;
    try {
      backends.push(await open(path.resolve(folder, variant.file), provider, half));
    } catch (error) {
      console.error(`${name} on ${provider}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const [reference] = backends;
  if (reference === undefined) continue;
  const inputs = Object.fromEntries(inputsFor(reference.session.inputMetadata, graph.inputs).map((input) => [input.name, new ort.Tensor(input.type, input.data, input.shape)]));
  for (const backend of backends) {
    const began = performance.now();
    backend.outputs = await backend.session.run(inputs);
    backend.first = performance.now() - began;
  }
  const start = performance.now();
  for (let run = 0; !values.once && run < runs && (run < LEAST_RUNS || performance.now() - start < 1000 * Number(values.seconds)); run++) {
    for (const { session, times } of backends) {
      const began = performance.now();
      await session.run(inputs);
      times.push(performance.now() - began);
    }
  }
  for (const { backend, session, load, first, times, outputs } of backends) {
    const [output] = reference.session.outputNames;
    rows.push({
      graph: name, backend, loadMs: load, firstMs: first, ...(!values.once && { medianMs: median(times), ...spread(times) }),
      finite: session.outputNames.every((/** @type {string} */ each) => outputs[each].data.every((/** @type {number} */ number) => Number.isFinite(Number(number)))),
      peakMB: Math.round(process.resourceUsage().maxRSS / 1000),
      psnr: backend === reference.backend ? null : psnr(reference.outputs[output].data, outputs[output].data),
    });
  }
  // After each graph, so that what was measured is there if something ends the rest.
  if (values.out) await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
}
console.table(
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' && key !== 'runs' ? value.toFixed(2) : value]))),
);
