// Compares the time of an image-to-video step between two packs, in WebAssembly: `node bench/steps.mjs DENSE SPARSE`.
// A third argument names another graph: `videoDecoder`.
// One thread and alternating runs, so that other load on the machine slows both alike; the fastest run of each counts.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { variantFile } from './graphs/variant-file.mjs';

const [dense, sparse, GRAPH = 'imageToVideo'] = process.argv.slice(2);
const RUNS = 40;

/** @param {string} folder of a pack */
async function stepOf(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8'));
  const graph = await readFile(join(folder, variantFile(manifest.graphs[GRAPH])));
  const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  const inputs = Object.fromEntries(
    session.inputMetadata.map((input) => {
      if (!input.isTensor) throw new Error(`${input.name} of ${folder} is not a tensor`);
      const shape = /** @type {readonly number[]} */ (input.shape);
      const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => Math.random() * 2 - 1);
      return [input.name, new ort.Tensor('float32', data, shape)];
    }),
  );
  return () => session.run(inputs);
}

if (dense === undefined || sparse === undefined) {
  console.error('Give the folders of two packs: node bench/steps.mjs DENSE SPARSE');
  process.exit(2);
}
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
const first = { step: await stepOf(dense), fastest: Infinity };
const second = { step: await stepOf(sparse), fastest: Infinity };
for (let run = 0; run < RUNS; run++) {
  for (const timed of [first, second]) {
    const start = performance.now();
    await timed.step();
    timed.fastest = Math.min(timed.fastest, performance.now() - start);
  }
}
const ratio = first.fastest / second.fastest;
console.log(`a step of ${GRAPH} in WebAssembly: ${first.fastest.toFixed(1)} ms and ${second.fastest.toFixed(1)} ms, ${ratio.toFixed(2)} times as fast`);
