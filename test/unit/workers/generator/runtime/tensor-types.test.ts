import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';
import { OrtGraphRunner } from '../../../../../workers/generator/runtime/ort-graph-runner.js';

const FOLDER = 'test/fixtures/half-graph';
const blob = (file: string): Blob => new Blob([readFileSync(`${FOLDER}/${file}`)]);

test('ONNX Runtime takes and gives half floats and 64-bit integers, with weights from a file of their own', async () => {
  ort.env.wasm.numThreads = 1;
  const ledger = new ResourceLedger();
  const runner = new OrtGraphRunner(ort, ledger, null);
  await runner.load('half', { model: blob('model.onnx'), data: [{ path: 'weights.data', blob: blob('weights.data') }], freeDimensions: { rows: 2 } });
  const outputs = await runner.run('half', {
    // 1, 0.5, -2, 1 and twice as much.
    x: { dtype: 'float16', shape: [2, 4], data: Uint16Array.of(0x3c00, 0x3800, 0xc000, 0x3c00, 0x4000, 0x3c00, 0xc400, 0x4000) },
    t: { dtype: 'int64', shape: [1], data: BigInt64Array.of(2n ** 40n) },
  });
  expect(outputs['y']).toEqual({ dtype: 'float16', shape: [2, 4], data: Uint16Array.of(0x3c00, 0x3c00, 0xc600, 0x4400, 0x4000, 0x4000, 0xca00, 0x4800) });
  expect(outputs['twice']).toEqual({ dtype: 'int64', shape: [1], data: BigInt64Array.of(2n ** 41n) });
  await runner.release();
  expect(ledger.counts()).toMatchObject({ tensors: 0, sessions: 0 });
});

test('a free dimension that was fixed refuses another length', async () => {
  const runner = new OrtGraphRunner(ort, new ResourceLedger(), null);
  await runner.load('half', { model: blob('model.onnx'), data: [{ path: 'weights.data', blob: blob('weights.data') }], freeDimensions: { rows: 2 } });
  const wrong = runner.run('half', { x: { dtype: 'float16', shape: [1, 4], data: new Uint16Array(4) }, t: { dtype: 'int64', shape: [1], data: BigInt64Array.of(1n) } });
  await expect(wrong).rejects.toMatchObject({ error: { code: 'graph-not-run', params: { graph: 'half' } } });
  await runner.release();
});

test('weights that are missing are told of', async () => {
  const runner = new OrtGraphRunner(ort, new ResourceLedger(), null);
  const load = runner.load('half', { model: blob('model.onnx'), data: [], freeDimensions: {} });
  await expect(load).rejects.toMatchObject({ error: { code: 'graph-not-loaded', params: { graph: 'half' } } });
});
