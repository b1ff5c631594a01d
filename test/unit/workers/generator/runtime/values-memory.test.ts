import { expect, test } from 'vitest';
import { megabytes, memoryGraph, ort } from '../../../../fixtures/memory-graphs/ort-memory.js';
import { OrtGraphRunner } from '../../../../../workers/generator/runtime/ort-graph-runner.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';

test('memory of a value of a large graph is let go of, though a later one has its shape', async () => {
  const runner = new OrtGraphRunner(ort, new ResourceLedger(), null);
  const grown = async (graph: string, weightBytes: number): Promise<number> => {
    const data = [{ path: 'weights.data', blob: new Blob([new Uint8Array(weightBytes)]) }];
    await runner.load(graph, { model: memoryGraph('many-shapes.onnx'), data, freeDimensions: {} });
    const before = megabytes();
    expect(await runner.run(graph, { x: { dtype: 'float32', shape: [1, 1], data: Float32Array.of(0.5) } })).toMatchObject({ y: { data: Float32Array.of(0.5) } });
    return megabytes() - before;
  };
  // Eight values of 10 MB, of which one is needed at a time. All eight are 81 MB.
  expect(await grown('large', 1 << 26)).toBeLessThan(25);
  expect(await grown('small', 1)).toBeGreaterThan(50);
  await runner.release();
});
