import { describe, expect, test } from 'vitest';
import type { PackGraph, PackManifest, TensorBinding } from '../../../../../../contract/pack/manifest.js';
import type { NamedTensors } from '../../../../../../workers/generator/pipelines/tensors/graph-runner.js';
import { runGraph, type ReadRows } from '../../../../../../workers/generator/pipelines/tensors/run-graph.js';
import { float32, int32 } from '../../../../../../workers/generator/pipelines/tensors/tensor.js';
import { noRows } from '../../../../../fixtures/worker/toy-pack.js';

type Bound = Omit<TensorBinding, 'encoders'>;
const bound = (binding: Bound): TensorBinding => ({ encoders: [0], ...binding });

/** Runs a graph with these tensors, which answers with `results`; gives what it was fed. */
async function run(inputs: readonly Bound[], outputs: readonly Bound[], values: Parameters<typeof runGraph>[2], results: NamedTensors, freeDimensions: Record<string, number> = {}, readRows: ReadRows = noRows) {
  const graph: PackGraph = { variants: [], freeDimensions, inputs: inputs.map(bound), outputs: outputs.map(bound) };
  const manifest = { graphs: { unet: graph } } as unknown as PackManifest;
  let fed: NamedTensors = {};
  const runner = { run: (_: string, given: NamedTensors) => ((fed = given), Promise.resolve(results)) };
  const ran = await runGraph({ manifest, runner, readRows }, 'unet', values);
  return { fed, outputs: ran.outputs };
}

describe('a graph that is run by roles', () => {
  test('gets its own names, types and shapes', async () => {
    const { fed } = await run(
      [
        { role: 'latents', name: 'sample', type: 'float16', shape: ['batch_size', 1, 'height', 2] },
        { role: 'timestep', name: 't', type: 'int64', shape: [1] },
        { role: 'tokens', name: 'input_ids', type: 'int32', shape: ['batch_size', 'sequence_length'] },
        { role: 'constant', name: 'time_ids', type: 'float32', shape: [1, 3], value: [512, 0, 512] },
        { role: 'constant', name: 'scale', type: 'int64', shape: ['batch_size'], value: 7 },
      ],
      [],
      { latents: float32([1, 4], Float32Array.of(1, -2, 0.5, 65504)), timestep: float32([1], Float32Array.of(999)), tokens: int32([1, 3], Int32Array.of(5, 6, 7)) },
      {},
      { batch_size: 1, height: 2 },
    );
    expect(fed).toEqual({
      sample: { dtype: 'float16', shape: [1, 1, 2, 2], data: Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x7bff) },
      t: { dtype: 'int64', shape: [1], data: BigInt64Array.of(999n) },
      input_ids: { dtype: 'int32', shape: [1, 3], data: Int32Array.of(5, 6, 7) },
      time_ids: { dtype: 'float32', shape: [1, 3], data: Float32Array.of(512, 0, 512) },
      scale: { dtype: 'int64', shape: [1], data: BigInt64Array.of(7n) },
    });
  });

  test('gets the rows of a table whose numbers a value is', async () => {
    const readRows: ReadRows = (table, rows) => Promise.resolve(Float32Array.from([...rows].flatMap((row) => [row, row + (table === 'words' ? 0.5 : 0)])));
    const { fed } = await run(
      [
        { role: 'tokens', name: 'input_ids', type: 'int32', shape: [1, 3] },
        { role: 'tokens', name: 'embeds', type: 'float32', shape: [1, 3, 2], table: 'words' },
        { role: 'reference', name: 'reference', type: 'float32', shape: [1, 2], table: 'pictures' },
      ],
      [],
      // What graphs give is float32, numbers of rows too.
      { tokens: int32([1, 3], Int32Array.of(4, 0, 4)), reference: float32([1], Float32Array.of(3359)) },
      {},
      {},
      readRows,
    );
    expect(fed).toEqual({
      input_ids: { dtype: 'int32', shape: [1, 3], data: Int32Array.of(4, 0, 4) },
      embeds: { dtype: 'float32', shape: [1, 3, 2], data: Float32Array.of(4, 4.5, 0, 0.5, 4, 4.5) },
      reference: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(3359, 3359) },
    });
  });

  test('gives its outputs by their roles, as float32', async () => {
    const { outputs } = await run(
      [],
      [
        { role: 'prediction', name: 'out_sample', type: 'float16', shape: [2] },
        { role: 'textMask', name: 'mask', type: 'int64', shape: [2] },
      ],
      {},
      {
        out_sample: { dtype: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) },
        mask: { dtype: 'int64', shape: [2], data: BigInt64Array.of(1n, 0n) },
        hidden: float32([1]),
      },
    );
    expect(Object.keys(outputs)).toEqual(['prediction', 'textMask']);
    expect([...outputs['prediction']!.data]).toEqual([1, -2]);
    expect([...outputs['textMask']!.data]).toEqual([1, 0]);
  });

  test('keeps the shape of a value where more than one of its lengths is open', async () => {
    const { fed } = await run([{ role: 'latents', name: 'x', type: 'float32', shape: ['a', 'b'] }], [], { latents: float32([2, 3]) }, {});
    expect(fed['x']!.shape).toEqual([2, 3]);
  });

  test('says which value nothing gives, and refuses one of another size', async () => {
    const wanting = run([{ role: 'plate', name: 'plate', type: 'float32', shape: [1] }], [], {}, {});
    await expect(wanting).rejects.toMatchObject({ error: { code: 'graph-value-missing', params: { graph: 'unet', role: 'plate' } } });
    await expect(run([{ role: 'latents', name: 'x', type: 'float32', shape: [1, 3] }], [], { latents: float32([4]) }, {})).rejects.toThrow('holds 3 numbers, not 4');
  });
});
