/** A tensor in ordinary memory, row-major. The garbage collector owns it: nobody needs to free one. */
interface TensorOf<Type, Data> {
  readonly dtype: Type;
  readonly shape: readonly number[];
  readonly data: Data;
}

export type Float32Tensor = TensorOf<'float32', Float32Array>;
export type Int32Tensor = TensorOf<'int32', Int32Array>;
/** Only at the border of a graph. Its numbers are the bits of half floats. */
export type Float16Tensor = TensorOf<'float16', Uint16Array>;
/** Only at the border of a graph. */
export type Int64Tensor = TensorOf<'int64', BigInt64Array>;
export type HostTensor = Float32Tensor | Int32Tensor | Float16Tensor | Int64Tensor;

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
