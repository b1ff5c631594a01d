import type { DenoiserRun, LatentsOnDevice } from '../pipelines/tensors/graph-runner.js';
import type { StepMix } from '../pipelines/schedulers/scheduler.js';
import { DeviceLatents, stepPipeline } from './device-latents.js';
import type { OwnedDevice } from './gpu-device.js';
import type { TensorBuffers } from './tensor-buffers.js';
import { sizeOf } from '../pipelines/tensors/tensor.js';

/** Runs a denoiser on `latents` and writes to its `prediction`. */
export type RunOnBuffers = (run: DenoiserRun, latents: GPUBuffer, prediction: GPUBuffer) => Promise<void>;

/**
 * Latents that are sampled on the GPU. Their buffers are used again by the next that are as large, because ONNX Runtime remembers each buffer
 * that it was given for as long as the session is there.
 */
export class LatentsPool {
  readonly #gpu: OwnedDevice;
  readonly #run: RunOnBuffers;
  readonly #buffers: TensorBuffers;
  readonly #all = new Set<DeviceLatents>();
  readonly #free = new Set<DeviceLatents>();
  #pipeline: GPUComputePipeline | null = null;

  /** @param buffers for parts of latents */
  constructor(gpu: OwnedDevice, run: RunOnBuffers, buffers: TensorBuffers) {
    this.#gpu = gpu;
    this.#run = run;
    this.#buffers = buffers;
  }

  take(numbers: Float32Array): LatentsOnDevice {
    const own = this.#taken(numbers.length);
    own.write(numbers);
    return {
      step: async (run: DenoiserRun, mix: StepMix, noise?: Float32Array): Promise<void> => {
        await this.#run(run, own.latents, own.prediction);
        own.step(mix, noise);
      },
      part: (number, shape, share) => {
        const size = sizeOf(shape);
        const part = this.#buffers.take(shape);
        own.copyPart(part.buffer, number * size, size, share);
        return part;
      },
      read: () => this.#gpu.orLost(own.read()),
      close: () => {
        if (this.#all.has(own)) this.#free.add(own);
      },
    };
  }

  destroy(): void {
    for (const each of this.#all) each.destroy();
    this.#all.clear();
    this.#free.clear();
  }

  #taken(size: number): DeviceLatents {
    const free = [...this.#free].find((each) => each.size === size);
    if (free) {
      this.#free.delete(free);
      return free;
    }
    this.#pipeline ??= stepPipeline(this.#gpu.device);
    const made = new DeviceLatents(this.#gpu.device, this.#pipeline, size);
    this.#all.add(made);
    return made;
  }
}
