import type * as Ort from 'onnxruntime-web';
import type { NamedTensors } from '../../pipelines/tensors/graph-runner.js';
import type { HostTensor } from '../../pipelines/tensors/tensor.js';

/** Copies of all results of a run. */
export async function toHost(results: Readonly<Record<string, Ort.Tensor>>): Promise<NamedTensors> {
  return Object.fromEntries(await Promise.all(Object.entries(results).map(async ([name, tensor]) => [name, await copied(name, tensor)] as const)));
}

async function copied(name: string, tensor: Ort.Tensor): Promise<HostTensor> {
  const data = await tensor.getData();
  const shape = [...tensor.dims];
  // Numbers of ONNX Runtime's own memory are copied when they are asked for, so what is here outlives the tensor.
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  if (data instanceof Int32Array) return { dtype: 'int32', shape, data };
  if (data instanceof BigInt64Array) return { dtype: 'int64', shape, data };
  // A Float16Array in browsers that have it, else its bits.
  if (tensor.type === 'float16' && ArrayBuffer.isView(data)) return { dtype: 'float16', shape, data: new Uint16Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength / 2) };
  throw new Error(`The output "${name}" has the type ${tensor.type}, which no pack can give.`);
}
