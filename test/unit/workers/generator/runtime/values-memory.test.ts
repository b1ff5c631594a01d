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

test('memory of a value of a large graph is let go of, though a later one has its shape', async () => {
  const runner = new OrtGraphRunner(ort, new ResourceLedger(), null);
  const grown = async (graph: string, weightBytes: number): Promise<number> => {
    const data = [{ path: 'weights.data', blob: new Blob([new Uint8Array(weightBytes)]) }];
    await runner.load(graph, { model: blob('many-shapes.onnx'), data, freeDimensions: {} });
    const before = megabytes();
    expect(await runner.run(graph, { x: { dtype: 'float32', shape: [1, 1], data: Float32Array.of(0.5) } })).toMatchObject({ y: { data: Float32Array.of(0.5) } });
    return megabytes() - before;
  };
  // Eight values of 10 MB, of which one is needed at a time. All eight are 81 MB.
  expect(await grown('large', 1 << 26)).toBeLessThan(25);
  expect(await grown('small', 1)).toBeGreaterThan(50);
  await runner.release();
});
