/** A tensor in ordinary memory, row-major. The garbage collector owns it: nobody needs to free one. */
export type HostTensor = Float32Tensor | Int32Tensor;

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

export function float32(shape: readonly number[], data?: Float32Array): Float32Tensor {
  const size = sizeOf(shape);
  const filled = data ?? new Float32Array(size);
  if (filled.length !== size) {
    throw new Error(`A tensor of shape [${shape.join(', ')}] holds ${size} numbers, not ${filled.length}.`);
  }
  return { dtype: 'float32', shape, data: filled };
}

export function int32(shape: readonly number[], data: Int32Array): Int32Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new Error(`A tensor of shape [${shape.join(', ')}] holds ${sizeOf(shape)} numbers, not ${data.length}.`);
  }
  return { dtype: 'int32', shape, data };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
