import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { OrtGraphRunner } from '../../../../../workers/generator/runtime/ort-graph-runner.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';

const blob = (file: string): Blob => new Blob([readFileSync(`test/fixtures/memory-graphs/${file}`)]);
ort.env.wasm.numThreads = 1;

/** Memory of ONNX Runtime, which only grows. */
let memory: WebAssembly.Memory | null = null;
WebAssembly.Memory = new Proxy(WebAssembly.Memory, { construct: (target, [descriptor]: [WebAssembly.MemoryDescriptor]) => (memory = new target(descriptor)) });
const megabytes = (): number => (memory?.buffer.byteLength ?? 0) / 1e6;

test('half floats that a graph widens itself are not widened while it is loaded', async () => {
  const [side, matrices] = [1024, 12];
  // Each matrix gives back what it gets.
  const matrix = new Uint16Array(side * side);
  for (let at = 0; at < side; at++) matrix[at * (side + 1)] = 0x3c00;
  const files = { model: blob('widening.onnx'), data: [{ path: 'weights.data', blob: new Blob(Array.from({ length: matrices }, () => matrix)) }], freeDimensions: {} };
  const x = Float32Array.from({ length: side }, (_, at) => at / side);
  const runner = new OrtGraphRunner(ort, new ResourceLedger(), null);
  const grown = async (graph: string, widensItself: boolean): Promise<number> => {
    const before = megabytes();
    await runner.load(graph, { ...files, widensItself });
    expect(await runner.run(graph, { x: { dtype: 'float32', shape: [1, side], data: x } })).toMatchObject({ y: { data: x } });
    return megabytes() - before;
  };
  // 17 MB of ONNX Runtime's own, and twelve matrices of 2 MB, of which some find room in it. All of them widened are 50 MB.
  expect(await grown('as stored', true)).toBeLessThan(50);
  expect(await grown('ahead', false)).toBeGreaterThan(45);
  await runner.release();
});
