import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../bench/graphs/flops.mjs';
import { inputsFor, psnr } from '../../../bench/graphs/inputs.mjs';
import { compareGraphs, ratiosToNative, rowOf, tableOf } from '../../../bench/graphs/rows.mjs';
import { variantFile } from '../../../bench/graphs/variant-file.mjs';
import { barChart, pointCharts } from '../../../bench/plot.mjs';

type Turn = Parameters<typeof rowOf>[1][number];

const turn = (ms: number, cpuMs = ms): Turn => ({ times: [ms, ms], cpuMs, peakMB: 100 });
const OF = { graph: 'imageToVideo', engine: 'wasm', threads: 1, loadMs: 5, firstMs: 9, psnr: 50 };
const NATIVE = [turn(10), turn(20), turn(10)];

describe('graphs on engines', () => {
  it('compares turns of the same round, so that a slow moment of the machine counts for nobody', () => {
    const row = rowOf(OF, [turn(30), turn(60), turn(30)], { beside: NATIVE, flops: 3e9, roof: 200 });
    expect(row).toMatchObject({ ofNative: 3, cpuOfNative: 3, leastMs: 30, medianMs: 30, p90Ms: 60, runs: 6, gflops: 100, gflopsOfCpu: 100, roofShare: 0.5 });
    expect(rowOf(OF, NATIVE, { beside: null, flops: 0, roof: null })).toMatchObject({ ofNative: null, cpuOfNative: null, roofShare: null });
  });

  it('holds the limit to processor time of WebAssembly on one thread', () => {
    const row = (more: object, cpuMs: number) => ({ ...rowOf(OF, NATIVE.map(({ times: [ms = 0] }) => turn(ms, ms * cpuMs)), { beside: NATIVE, flops: 1, roof: 1 }), ...more });
    const rows = [row({}, 5), row({ threads: 2 }, 9), row({ engine: 'native' }, 1), row({ graph: 'gemm' }, 3)];
    expect(ratiosToNative(rows, 'gemm')).toEqual([{ graph: 'imageToVideo', ratio: 5 }]);
    expect(tableOf(rows, 'gemm').split('\n')).toHaveLength(6);
    expect(compareGraphs(rows, [row({}, 10)]).split('\n').slice(2)).toEqual(['| imageToVideo | wasm, 1 | 1.00 | 0.50 |']);
  });

  it('measures the file that holds the weights, and one for WebAssembly where there is such a one', () => {
    const [half, gpu, both] = [{ file: 'half', backend: ['webgpu'], golden: {} }, { file: 'gpu', backend: ['webgpu'] }, { file: 'both', backend: ['webgpu', 'wasm'] }];
    expect(variantFile({ variants: [half, gpu, both] })).toBe('both');
    expect(variantFile({ variants: [half, gpu] })).toBe('gpu');
    expect(() => variantFile({ variants: [half] })).toThrow('no variant');
  });

  it('counts operations by the shapes of a profile', () => {
    const node = (op_name: string, inputs: number[][], output: number[], dur: number) => ({
      cat: 'Node', name: 'one_kernel_time', dur,
      args: { op_name, input_type_shape: inputs.map((float) => ({ float })), output_type_shape: [{ float: output }] },
    });
    const { flops, shares } = readProfile([
      node('MatMulNBits', [[1, 4, 8], [16, 2]], [1, 4, 16], 30),
      node('FusedConv', [[1, 3, 6, 6], [5, 3, 3, 3]], [1, 5, 4, 4], 60),
      node('Add', [[9], [9]], [9], 10),
      { cat: 'Session', name: 'model_run', dur: 999 },
    ]);
    expect(flops).toBe(2 * 4 * 16 * 8 + 2 * 5 * 4 * 4 * 27);
    expect(shares).toEqual({ FusedConv: 0.6, MatMulNBits: 0.3, Add: 0.1 });
  });

  it('gives masks, noise and words what they must be, and tells how near outputs are', () => {
    const [tokens, mask, image] = inputsFor(
      [{ name: 'tokens', type: 'int32', shape: [1, 8] }, { name: 'm', type: 'float32', shape: [2] }, { name: 'image', type: 'float32', shape: [64] }],
      [{ name: 'm', role: 'textMask' }],
    );
    expect(Array.from(tokens?.data.slice(5) ?? [])).toEqual([0, 0, 0]);
    expect(Array.from(mask?.data ?? [])).toEqual([1, 1]);
    expect(Math.min(...(image?.data ?? []))).toBeGreaterThanOrEqual(0);
    expect(psnr(Float32Array.of(0, 1), Float32Array.of(0.1, 1))).toBeCloseTo(23.01, 1);
  });

  it('draws charts whose words cannot become elements', () => {
    const bars = barChart('a < b', [{ group: 'one', name: 'wasm', value: 3 }, { group: 'one', name: 'native', value: 30 }]);
    expect(bars.match(/<rect /g)).toHaveLength(2);
    expect(bars).toContain('a &#60; b');
    const points = pointCharts('cost', [{ title: 'seconds', x: 'length', points: [{ label: '5 s', value: 1, low: 0.9, high: 1.2 }, { label: '60 s', value: 0.8, low: 0.7, high: 0.9 }] }], 's');
    expect(points.match(/<circle /g)).toHaveLength(2);
  });
});
