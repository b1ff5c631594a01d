import type { NamedTensors } from '../../pipelines/tensors/graph-runner.js';
import { sizeOf, type HostTensor } from '../../pipelines/tensors/tensor.js';
import type { OwnedDevice } from '../gpu-device.js';
import { readNumbers } from '../read-numbers.js';

/** Smaller buffers, and those whose size is no multiple of this, are refused as bindings. */
const ALIGNMENT = 16;

/** Types whose tensors are whole words of 4 bytes, of which buffers are written and copied. */
type BufferedType = Exclude<HostTensor['dtype'], 'float16'>;

const BYTES = { float32: 4, int32: 4, int64: 8 } as const satisfies Record<BufferedType, number>;

/** A float32 tensor in a buffer. Whoever gives the same object twice gives the same numbers. */
export interface TensorThere {
  readonly shape: readonly number[];
  readonly buffer: GPUBuffer;
}

export type BuffersByName = Readonly<Record<string, TensorThere>>;

/** Bits of tensors by their names, in words of 4 bytes. */
export type BitsByName = ReadonlyMap<string, Uint32Array<ArrayBuffer>>;

interface OwnBuffer {
  readonly shape: readonly number[];
  readonly type: BufferedType;
  readonly bytes: number;
  readonly buffer: GPUBuffer;
  /** What was uploaded last, where nothing was copied after it. */
  uploaded: Uint32Array<ArrayBuffer> | null;
  /** What was copied last, where nothing was uploaded after it. */
  copied: TensorThere | null;
}

/** The buffers of a graph's inputs, the same for each run. They are freed by `destroy`. */
export class GraphInputs {
  readonly #gpu: OwnedDevice;
  readonly #own: ReadonlyMap<string, OwnBuffer>;

  private constructor(gpu: OwnedDevice, own: ReadonlyMap<string, OwnBuffer>) {
    this.#gpu = gpu;
    this.#own = own;
  }

  /** Null where there are half floats, which are no whole words. */
  static like(gpu: OwnedDevice, here: NamedTensors, there: BuffersByName): GraphInputs | null {
    const types = typesOf(here, there).flatMap(([name, shape, type]) => (type === 'float16' ? [] : [[name, shape, type] as const]));
    if (types.length < Object.keys({ ...here, ...there }).length) return null;
    const own = types.map(([name, shape, type]): [string, OwnBuffer] => {
      const bytes = sizeOf(shape) * BYTES[type];
      const size = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
      const buffer = gpu.device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
      return [name, { shape, type, bytes, buffer, uploaded: null, copied: null }];
    });
    return new GraphInputs(gpu, new Map(own));
  }

  get all(): ReadonlyMap<string, Pick<OwnBuffer, 'shape' | 'type' | 'buffer'>> {
    return this.#own;
  }

  /** Whether these are tensors like those that it was made for. */
  fit(here: NamedTensors, there: BuffersByName): boolean {
    const types = typesOf(here, there);
    const isLike = (own: OwnBuffer | undefined, shape: readonly number[], type: HostTensor['dtype']): boolean =>
      own?.type === type && own.shape.length === shape.length && own.shape.every((length, axis) => length === shape[axis]);
    return types.length === this.#own.size && types.every(([name, shape, type]) => isLike(this.#own.get(name), shape, type));
  }

  /** Takes in the inputs of a run: what is there already is neither uploaded nor copied. */
  fill(here: NamedTensors, there: BuffersByName): void {
    const encoder = this.#gpu.device.createCommandEncoder();
    let copies = 0;
    for (const [name, own] of this.#own) {
      const [tensor, source] = [here[name], there[name]];
      if (tensor) this.#upload(own, bitsOf(tensor));
      if (!source || source === own.copied) continue;
      own.copied = source;
      own.uploaded = null;
      encoder.copyBufferToBuffer(source.buffer, 0, own.buffer, 0, own.bytes);
      copies++;
    }
    if (copies > 0) this.#gpu.device.queue.submit([encoder.finish()]);
  }

  async read(): Promise<BitsByName> {
    const { device } = this.#gpu;
    const read = [...this.#own].map(async ([name, { buffer, bytes }]) => [name, new Uint32Array((await readNumbers(device, buffer, bytes / 4)).buffer)] as const);
    return new Map(await this.#gpu.orLost(Promise.all(read)));
  }

  /** Takes in what {@link read} could have given. */
  write(inputs: BitsByName): void {
    for (const [name, own] of this.#own) {
      const bits = inputs.get(name);
      if (bits) this.#upload(own, bits);
    }
  }

  destroy(): void {
    for (const { buffer } of this.#own.values()) buffer.destroy();
  }

  #upload(own: OwnBuffer, bits: Uint32Array<ArrayBuffer>): void {
    if (own.uploaded && areSame(own.uploaded, bits)) return;
    // Copied, because the array may be written to before the next run.
    own.uploaded = bits.slice();
    own.copied = null;
    this.#gpu.device.queue.writeBuffer(own.buffer, 0, bits);
  }
}

function typesOf(here: NamedTensors, there: BuffersByName): readonly (readonly [name: string, shape: readonly number[], type: HostTensor['dtype']])[] {
  return [...Object.entries(here).map(([name, { shape, dtype }]) => [name, shape, dtype] as const), ...Object.entries(there).map(([name, { shape }]) => [name, shape, 'float32'] as const)];
}

const bitsOf = ({ data }: HostTensor): Uint32Array<ArrayBuffer> => new Uint32Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength / 4);

function areSame(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}
