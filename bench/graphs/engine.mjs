/**
 * One engine in a process of its own, so that its processor time is known: `node bench/graphs/engine.mjs wasm 2`, or `native:cpu 1 PATH` with the folder
 * of onnxruntime-node. Orders come as lines of JSON; `training/evaluation/torch_engine.py` answers the same ones.
 */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readProfile } from './flops.mjs';

const [kind = '', threadsText = '1', runtime = ''] = process.argv.slice(2);
const threads = Number(threadsText);
/** Processor time before runs count, and the most that is waited for it: V8 compiles WebAssembly better after some. */
const WARM_UP_US = 1.5e6;
const WARM_UP_MS = 8000;

const ort = kind === 'wasm' ? await import('onnxruntime-web') : createRequire(import.meta.url)(runtime);
if (kind === 'wasm') ort.env.wasm.numThreads = threads;
const provider = kind === 'wasm' ? 'wasm' : kind.replace('native:', '');
/** @type {any} */
let session = null;
/** @type {Record<string, any>} */
let feeds = {};

/** @param {string} file @param {object} [more] */
const create = async (file, more = {}) =>
  ort.InferenceSession.create(kind === 'wasm' ? await readFile(file) : file, {
    executionProviders: [provider], graphOptimizationLevel: 'all', logSeverityLevel: 3, ...(kind !== 'wasm' && { intraOpNumThreads: threads }), ...more,
  });

/** @type {Record<string, (order: any) => Promise<object>>} */
const ORDERS = {
  /** What a graph is given. */
  async describe({ file }) {
    const described = await create(file);
    const inputs = described.inputMetadata.map((/** @type {any} */ { name, type, shape }) => ({ name, type, shape }));
    await described.release();
    return { inputs };
  },
  /** Loads a graph, writes what it gives for `inputs` into `folder`, and runs it until it is as fast as it gets. */
  async open({ file, inputs, folder }) {
    const began = performance.now();
    session = await create(file);
    const loadMs = performance.now() - began;
    feeds = {};
    for (const { name, type, shape, path: from } of inputs) {
      const content = await readFile(from);
      const numbers = new (type === 'int32' ? Int32Array : Float32Array)(content.buffer, content.byteOffset, content.byteLength / 4);
      feeds[name] = new ort.Tensor(type, numbers.slice(), shape);
    }
    const runBegan = performance.now();
    const outputs = await session.run(feeds);
    const firstMs = performance.now() - runBegan;
    const named = session.outputNames;
    for (const name of named) await writeFile(path.join(folder, `${name}.f32`), Float32Array.from(outputs[name].data, Number));
    const before = process.cpuUsage();
    const used = () => process.cpuUsage(before).user;
    do await session.run(feeds);
    while (used() < WARM_UP_US && performance.now() - runBegan < WARM_UP_MS);
    return { loadMs, firstMs, outputs: named };
  },
  async run({ runs }) {
    const times = [];
    const before = process.cpuUsage();
    for (let run = 0; run < runs; run++) {
      const began = performance.now();
      await session.run(feeds);
      times.push(performance.now() - began);
    }
    const { user, system } = process.cpuUsage(before);
    return { times, cpuMs: (user + system) / 1000 / runs, peakMB: Math.round(process.resourceUsage().maxRSS / 1000) };
  },
  async close() {
    await session?.release();
    session = null;
    return {};
  },
  /** Operations of a graph and what its time goes to. */
  async profile({ file, folder }) {
    const profiled = await create(file, { enableProfiling: true, profileFilePrefix: path.join(folder, 'profile') });
    await profiled.run(feeds);
    profiled.endProfiling();
    await profiled.release();
    const written = (await readdir(folder)).find((name) => name.startsWith('profile'));
    const events = JSON.parse(await readFile(path.join(folder, written ?? 'profile'), 'utf8'));
    await rm(path.join(folder, written ?? 'profile'));
    return readProfile(events);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = await ORDERS[order.do]?.(order).catch((error) => ({ error: error instanceof Error ? error.message : String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
