import { Failure } from '../../../../contract/errors/failure.js';
import type { TensorType } from '../../../../contract/pack/graph-schema.js';
import type { PackGraph, PackManifest, TensorBinding } from '../../../../contract/pack/manifest.js';
import { CONSTANT_ROLE } from '../../../../contract/pack/roles.js';
import type { DenoiserRun, GraphRunner, NamedShape, NamedTensors } from './graph-runner.js';
import { fromHalfFloats, toHalfFloats } from './half-floats.js';
import { float32, requireSize, sizeOf, type Float32Tensor, type HostTensor, type Int32Tensor } from './tensor.js';

/** What the pipeline computes with. */
export type RoleTensor = Float32Tensor | Int32Tensor;

/** Values by their roles; undefined where there is none. Text differs by the encoders that an input is from. */
export type RoleValues = Readonly<Record<string, RoleTensor | ((binding: TensorBinding) => RoleTensor | undefined) | undefined>>;

/** Rows of the table called `table`, one after another; -1 is a row of zeros. @throws Failure as PackFiles.readRows */
export type ReadRows = (table: string, rows: Int32Array) => Promise<Float32Array>;

/** What running graphs takes. */
export interface GraphContext {
  readonly manifest: PackManifest;
  readonly runner: GraphRunner;
  readonly readRows: ReadRows;
}

/** Outputs by their roles, all as float32. */
export type RoleOutputs = Readonly<Record<string, Float32Tensor>>;

/**
 * Runs a graph by roles: values are brought to the names, types and shapes that the manifest says, and back. An input of a table is given the rows
 * whose numbers the value is.
 *
 * @param named inputs that have a name only, of the graph's own types
 * @returns the outputs that have roles, and under `named` all others as they are
 * @throws Failure `graph-value-missing`, and as GraphRunner
 */
export async function runGraph(
  { manifest, runner, readRows }: GraphContext,
  name: string,
  values: RoleValues,
  named: NamedTensors = {},
): Promise<{ readonly outputs: RoleOutputs; readonly named: NamedTensors }> {
  const graph = manifest.graphs[name];
  if (!graph) throw new Error(`There is no graph ${name}.`);
  const results = await runner.run(name, { ...(await inputsOf(name, graph, graph.inputs, values, readRows)), ...named });
  const outputs = graph.outputs.map((binding) => {
    const tensor = results[binding.name];
    if (!tensor) throw new Error(`The graph ${name} has no output "${binding.name}".`);
    return [binding.role, asFloat32(tensor)] as const;
  });
  return { outputs: Object.fromEntries(outputs), named: results };
}

/** A denoiser's tensors for latents that stay on the device; null where it does not take them as they are. @param size of the latents, in numbers */
export async function denoiserRun(context: GraphContext, name: string, values: RoleValues, size: number): Promise<DenoiserRun | null> {
  const prediction = context.manifest.graphs[name]?.outputs.find(({ role }) => role === 'prediction');
  const latents = latentsInput(context, name, size);
  if (!latents || prediction?.type !== 'float32') return null;
  return { graph: name, inputs: await inputsBesideLatents(context, name, values), latents, prediction: prediction.name };
}

/** The input that is given latents; null where it does not take them as they are. @param size of the latents, in numbers */
export function latentsInput({ manifest }: Pick<GraphContext, 'manifest'>, name: string, size: number): NamedShape | null {
  const graph = manifest.graphs[name];
  const latents = graph?.inputs.find(({ role }) => role === 'latents');
  return graph && latents?.type === 'float32' ? { name: latents.name, shape: toBinding(float32([1, size]), latents, graph).shape } : null;
}

/** @throws Failure `graph-value-missing` */
export async function inputsBesideLatents({ manifest, readRows }: GraphContext, name: string, values: RoleValues): Promise<NamedTensors> {
  const graph = manifest.graphs[name];
  return graph ? inputsOf(name, graph, graph.inputs.filter(({ role }) => role !== 'latents'), values, readRows) : {};
}

/** The output with `role`; null where there is none of float32 whose shape is known. */
export function outputShape({ manifest }: Pick<GraphContext, 'manifest'>, name: string, role: string): NamedShape | null {
  const graph = manifest.graphs[name];
  const output = graph?.outputs.find((binding) => binding.role === role);
  const shape = output?.shape.flatMap((length) => (typeof length === 'number' ? length : (graph?.freeDimensions[length] ?? [])));
  return output?.type === 'float32' && shape?.length === output.shape.length ? { name: output.name, shape } : null;
}

/** @throws Failure `graph-value-missing` */
async function inputsOf(name: string, graph: PackGraph, bindings: readonly TensorBinding[], values: RoleValues, readRows: ReadRows): Promise<NamedTensors> {
  const inputOf = async (binding: TensorBinding): Promise<readonly [string, HostTensor]> => {
    const value = binding.role === CONSTANT_ROLE ? constantOf(binding, graph) : values[binding.role];
    const tensor = typeof value === 'function' ? value(binding) : value;
    if (!tensor) throw Failure.because('graph-value-missing', { graph: name, role: binding.role });
    const given = binding.table === undefined ? tensor : await rowsOf(readRows, binding.table, tensor);
    return [binding.name, toBinding(given, binding, graph)];
  };
  return Object.fromEntries(await Promise.all(bindings.map(inputOf)));
}

/** The rows of a table whose numbers a tensor is: their columns are one axis more. */
export async function rowsOf(readRows: ReadRows, table: string, numbers: HostTensor): Promise<Float32Tensor> {
  const { data } = convertTensor(numbers, 'int32') as Int32Tensor;
  const rows = await readRows(table, data);
  return float32([...numbers.shape, rows.length / data.length], rows);
}

/** The output with `role`, which the manifest's check found. */
export function outputOf(outputs: RoleOutputs, role: string): Float32Array {
  const tensor = outputs[role];
  if (!tensor) throw new Error(`No output has the role ${role}.`);
  return tensor.data;
}

/** The output of a graph that the manifest names. */
export function namedOutput(named: NamedTensors, graph: string, name: string): HostTensor {
  const tensor = named[name];
  if (!tensor) throw new Error(`The graph ${graph} has no output "${name}".`);
  return tensor;
}

/** `tensor` in another type; the same where it has that type already. */
export function convertTensor({ dtype, shape, data }: HostTensor, type: TensorType): HostTensor {
  if (dtype === type) return { dtype, shape, data } as HostTensor;
  const numbers = dtype === 'float16' ? fromHalfFloats(data) : dtype === 'int64' ? Float64Array.from(data, Number) : data;
  switch (type) {
    case 'float32':
      return { dtype: type, shape, data: Float32Array.from(numbers) };
    case 'float16':
      return { dtype: type, shape, data: toHalfFloats(numbers) };
    case 'int32':
      return { dtype: type, shape, data: Int32Array.from(numbers, Math.round) };
    case 'int64':
      return { dtype: type, shape, data: BigInt64Array.from(Array.from(numbers, (number) => BigInt(Math.round(number)))) };
  }
}

export function asFloat32(tensor: HostTensor): Float32Tensor {
  return convertTensor(tensor, 'float32') as Float32Tensor;
}

/** The shape that an input gets: lengths, free dimensions by their length, and one more by what is left. */
function toBinding(value: RoleTensor, { type, shape }: TensorBinding, { freeDimensions }: PackGraph): HostTensor {
  const known = shape.map((dimension) => (typeof dimension === 'number' ? dimension : (freeDimensions[dimension] ?? null)));
  const open = known.filter((length) => length === null).length;
  const rest = value.data.length / sizeOf(known.filter((length) => length !== null));
  const lengths = open > 1 ? value.shape : known.map((length) => length ?? rest);
  requireSize(lengths, value.data.length);
  return convertTensor({ ...value, shape: lengths }, type);
}

function constantOf({ shape, value = 0 }: TensorBinding, { freeDimensions }: PackGraph): Float32Tensor {
  const lengths = shape.map((dimension) => (typeof dimension === 'number' ? dimension : (freeDimensions[dimension] ?? 1)));
  return float32(lengths, typeof value === 'number' ? new Float32Array(sizeOf(lengths)).fill(value) : Float32Array.from(value));
}
