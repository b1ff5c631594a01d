import type { DeviceTensor } from '../pipelines/tensors/graph-runner.js';
import { float32, sizeOf, type Float32Tensor } from '../pipelines/tensors/tensor.js';
import type { OwnedDevice } from './gpu-device.js';
import { readNumbers } from './read-numbers.js';

/** Buffers whose size is no multiple of this are refused as bindings. */
const ALIGNMENT = 16;

/** A tensor in a buffer of a GPU. */
export class BufferTensor implements DeviceTensor {
  readonly shape: readonly number[];
  readonly buffer: GPUBuffer;
  readonly #owner: TensorBuffers;
  #isOpen = true;

  constructor(owner: TensorBuffers, shape: readonly number[], buffer: GPUBuffer) {
    this.#owner = owner;
    this.shape = shape;
    this.buffer = buffer;
  }

  read(): Promise<Float32Tensor> {
    return this.#owner.read(this);
  }

  close(): void {
    if (this.#isOpen) this.#owner.giveBack(this.buffer);
    this.#isOpen = false;
  }
}

/**
 * Buffers for tensors. They are used again by the next tensor that is as large, because ONNX Runtime remembers each buffer that it was given for
 * as long as the session is there. What a GPU was asked to do with a buffer is done before what it is asked for later.
 */
export class TensorBuffers {
  readonly #gpu: OwnedDevice;
  readonly #all = new Set<GPUBuffer>();
  readonly #free = new Set<GPUBuffer>();

  constructor(gpu: OwnedDevice) {
    this.#gpu = gpu;
  }

  /** Its numbers are whatever was there before. */
  take(shape: readonly number[]): BufferTensor {
    const size = Math.ceil((sizeOf(shape) * 4) / ALIGNMENT) * ALIGNMENT;
    const free = [...this.#free].find((each) => each.size === size);
    if (free) {
      this.#free.delete(free);
      return new BufferTensor(this, shape, free);
    }
    const made = this.#gpu.device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    this.#all.add(made);
    return new BufferTensor(this, shape, made);
  }

  keep({ shape, data }: Float32Tensor): BufferTensor {
    const tensor = this.take(shape);
    this.#gpu.device.queue.writeBuffer(tensor.buffer, 0, data as Float32Array<ArrayBuffer>);
    return tensor;
  }

  read({ shape, buffer }: BufferTensor): Promise<Float32Tensor> {
    return this.#gpu.orLost(readNumbers(this.#gpu.device, buffer, sizeOf(shape)).then((numbers) => float32(shape, numbers)));
  }

  giveBack(buffer: GPUBuffer): void {
    if (this.#all.has(buffer)) this.#free.add(buffer);
  }

  destroy(): void {
    for (const each of this.#all) each.destroy();
    this.#all.clear();
    this.#free.clear();
  }
}
