import type { HostTensor } from '../../../workers/generator/pipelines/tensors/tensor.js';

/** `goldens.json`: what PyTorch computed with a pack, for the browser to match. The export writes it. */
export interface GoldenFile {
  readonly cases: readonly GoldenCase[];
  readonly prompts: readonly { readonly text: string; readonly tokens: readonly number[] }[];
}

export interface GoldenCase {
  readonly graph: string;
  readonly tolerance: Readonly<Record<'wasm' | 'webgpu', { readonly maxAbs: number }>>;
  readonly inputs: Readonly<Record<string, GoldenTensor>>;
  readonly outputs: Readonly<Record<string, GoldenTensor>>;
}

export interface GoldenTensor {
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly data?: readonly number[];
  /** In place of `data`: little-endian float32 in another file. */
  readonly file?: string;
  /** In bytes. */
  readonly offset?: number;
  /** Of pictures in 0..1: the file has a byte for each number. */
  readonly bytes?: boolean;
}

/** @param blobs the files that tensors refer to, by name */
export function readGolden(tensor: GoldenTensor, blobs: ReadonlyMap<string, ArrayBuffer>): HostTensor {
  const { dtype, shape } = tensor;
  if (dtype === 'int32') return { dtype, shape, data: Int32Array.from(tensor.data ?? []) };
  if (tensor.data) return { dtype, shape, data: Float32Array.from(tensor.data) };
  const blob = blobs.get(tensor.file ?? '');
  if (!blob) throw new Error(`The goldens refer to "${tensor.file ?? ''}", which was not read.`);
  const length = shape.reduce((product, side) => product * side, 1);
  const { offset = 0 } = tensor;
  if (tensor.bytes === true) return { dtype, shape, data: Float32Array.from(new Uint8Array(blob, offset, length), (byte) => byte / 255) };
  return { dtype, shape, data: new Float32Array(blob.slice(offset, offset + 4 * length)) };
}

/** Compared with its tolerance by the test. */
export interface GoldenDifference {
  readonly graph: string;
  readonly output: string;
  readonly maxAbs: number;
  readonly allowed: number;
  /** Spread of the expected numbers, so that a report shows what the difference is to be seen against. */
  readonly deviation: number;
  readonly shape: readonly number[];
  readonly expectedShape: readonly number[];
}

export function compareGolden(
  graph: string,
  output: string,
  actual: HostTensor | undefined,
  expected: HostTensor,
  allowed: number,
): GoldenDifference {
  const numbers = Array.from(expected.data, Number);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
  let maxAbs = actual ? 0 : Number.POSITIVE_INFINITY;
  numbers.forEach((number, i) => {
    const difference = Math.abs(Number(actual?.data[i] ?? Number.NaN) - number);
    // NaN compares false with everything, so it has to count as infinitely wrong.
    maxAbs = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(maxAbs, difference);
  });
  return { graph, output, maxAbs, allowed, deviation: Math.sqrt(variance), shape: actual?.shape ?? [], expectedShape: expected.shape };
}
