/** A tensor in ordinary memory, row-major. The garbage collector owns it: nobody needs to free one. */
export type HostTensor = Float32Tensor | Int32Tensor | Float16Tensor | Int64Tensor;

export interface Float32Tensor {
  readonly dtype: 'float32';
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Int32Tensor {
  readonly dtype: 'int32';
  readonly shape: readonly number[];
  readonly data: Int32Array;
}

/** Only at the border of a graph. Its numbers are the bits of half floats. */
export interface Float16Tensor {
  readonly dtype: 'float16';
  readonly shape: readonly number[];
  readonly data: Uint16Array;
}

/** Only at the border of a graph. */
export interface Int64Tensor {
  readonly dtype: 'int64';
  readonly shape: readonly number[];
  readonly data: BigInt64Array;
}

export function float32(shape: readonly number[], data?: Float32Array): Float32Tensor {
  const size = sizeOf(shape);
  const filled = data ?? new Float32Array(size);
  requireSize(shape, filled.length);
  return { dtype: 'float32', shape, data: filled };
}

export function int32(shape: readonly number[], data: Int32Array): Int32Tensor {
  requireSize(shape, data.length);
  return { dtype: 'int32', shape, data };
}

export function requireSize(shape: readonly number[], length: number): void {
  if (length !== sizeOf(shape)) {
    throw new Error(`A tensor of shape [${shape.join(', ')}] holds ${sizeOf(shape)} numbers, not ${length}.`);
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
