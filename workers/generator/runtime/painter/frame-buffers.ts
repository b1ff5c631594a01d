import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';

/** Buffers that grow with what a frame takes, and are used again by the next. */
export class FrameBuffers {
  /** Pixels of the frame, and of what it dissolves into. */
  readonly frame: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #bytes: number;
  #others: GPUBuffer | null = null;
  #steps: GPUBuffer | null = null;
  #fields: GPUBuffer | null = null;

  constructor(device: GPUDevice, { width, height }: PixelSize) {
    this.#device = device;
    this.#bytes = width * height * 4;
    this.frame = device.createBuffer({ size: this.#bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  }

  get others(): GPUBuffer {
    return (this.#others ??= this.#device.createBuffer({ size: this.#bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST }));
  }

  writeSteps(steps: ArrayBuffer): GPUBuffer {
    return (this.#steps = this.#written(this.#steps, GPUBufferUsage.UNIFORM, new Uint8Array(steps)));
  }

  /** Fields that are in ordinary memory, one after another. */
  writeFields(planes: readonly Float32Array[]): GPUBuffer {
    const together = new Float32Array(Math.max(1, planes.reduce((sum, { length }) => sum + length, 0)));
    let at = 0;
    for (const each of planes) {
      together.set(each, at);
      at += each.length;
    }
    return (this.#fields = this.#written(this.#fields, GPUBufferUsage.STORAGE, together));
  }

  destroy(): void {
    for (const each of [this.frame, this.#others, this.#steps, this.#fields]) each?.destroy();
  }

  #written(buffer: GPUBuffer | null, usage: GPUBufferUsageFlags, data: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>): GPUBuffer {
    let fitting = buffer;
    if (!fitting || fitting.size < data.byteLength) {
      // Work that was submitted has it until it is done.
      fitting?.destroy();
      fitting = this.#device.createBuffer({ size: Math.max(16, data.byteLength), usage: usage | GPUBufferUsage.COPY_DST });
    }
    this.#device.queue.writeBuffer(fitting, 0, data);
    return fitting;
  }
}
