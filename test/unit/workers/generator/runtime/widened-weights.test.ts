import { expect, test } from 'vitest';
import { megabytes, memoryGraph, ort } from '../../../../fixtures/memory-graphs/ort-memory.js';
import { OrtGraphRunner } from '../../../../../workers/generator/runtime/ort-graph-runner.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';

test('half floats that a graph widens itself are not widened while it is loaded', async () => {
  const [side, matrices] = [1024, 12];
  // Each matrix gives back what it gets.
  const matrix = new Uint16Array(side * side);
  for (let at = 0; at < side; at++) matrix[at * (side + 1)] = 0x3c00;
  const files = { model: memoryGraph('widening.onnx'), data: [{ path: 'weights.data', blob: new Blob(Array.from({ length: matrices }, () => matrix)) }], freeDimensions: {} };
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
