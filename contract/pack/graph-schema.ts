/** Graphs of a manifest: their files, and which of their tensors has which role. */
import * as z from 'zod/mini';
import { BACKENDS } from '../names.js';
import { count, fileEntry, name, size, text, withDefault, type DeepReadonly } from './fields.js';

export const TENSOR_TYPES = ['float32', 'float16', 'int32', 'int64'] as const;
export type TensorType = (typeof TENSOR_TYPES)[number];

/** A length, or the name of a free dimension as the graph has it. */
const dimension = z.union([size, name]);

export const tensor = {
  name: text,
  type: z.enum(TENSOR_TYPES),
  shape: z.array(dimension),
};

const binding = z.strictObject({
  role: text,
  ...tensor,
  /** Of roles that text encoders give: which of the half's encoders, counted from 0. Several are joined along the last axis. */
  encoders: withDefault(z.array(count).check(z.minLength(1)), [0]),
  /** The value is numbers of rows of this table, and the graph is given the rows; -1 is a row of zeros. */
  table: z.optional(name),
  /** Of the role `constant`: its numbers, or one that fills it. */
  value: z.optional(z.union([z.number(), z.array(z.number()).check(z.minLength(1))])),
});

/** A file with weights that the graph's own file refers to under `path`. */
const shard = z.strictObject({ ...fileEntry, path: text });

const needs = z.strictObject({
  /** Optional WebGPU features, e.g. "shader-f16". */
  features: withDefault(z.array(text), []),
  /** Limits of the WebGPU device, in bytes. */
  maxBufferSize: z.optional(size),
  maxStorageBufferBindingSize: z.optional(size),
});

/** What a graph makes of noise: the content of a small file, which a variant of it is compared with when it is loaded. */
export const golden = z.strictObject({
  /** The graph's float32 inputs by their names, with their shapes. They are given noise. */
  inputs: z.record(text, z.array(size)),
  /** Of each float32 output that is compared one number in `every`, from the first on. */
  outputs: z.record(text, z.strictObject({ every: size, numbers: z.array(z.number()).check(z.minLength(1)) })),
});
export type Golden = DeepReadonly<z.infer<typeof golden>>;

const variant = z.strictObject({
  ...fileEntry,
  data: withDefault(z.array(shard), []),
  /** Of the weights: "float32", "float16", "q8", "q4". */
  dtype: text,
  backend: z.array(z.enum(BACKENDS)).check(z.minLength(1)),
  needs: withDefault(needs, { features: [] }),
  /** What it has to give (`golden`); where it does not, a later variant takes its place. */
  golden: z.optional(z.strictObject(fileEntry)),
});

export const graph = z.strictObject({
  /** In order of preference; the first whose backend and needs the device has is used. */
  variants: z.array(variant).check(z.minLength(1)),
  /** Lengths that ONNX Runtime is told for free dimensions, by their names. */
  freeDimensions: withDefault(z.record(name, size), {}),
  inputs: z.array(binding).check(z.minLength(1)),
  outputs: z.array(binding),
});
