import type { StepMix } from '../pipelines/schedulers/scheduler.js';
import { readNumbers } from './read-numbers.js';

/** Threads of a workgroup. */
const GROUP = 64;
/** Buffers whose size is no multiple of this are refused as bindings. */
const ALIGNMENT = 16;
/** Three shares and a count, of 4 bytes each. */
const MIX_BYTES = 16;

const SHADER = /* wgsl */ `
struct Mix { latents: f32, prediction: f32, noise: f32, count: u32 }
@group(0) @binding(0) var<storage, read_write> latents: array<f32>;
@group(0) @binding(1) var<storage, read> prediction: array<f32>;
@group(0) @binding(2) var<storage, read> noise: array<f32>;
@group(0) @binding(3) var<uniform> mix_of: Mix;

@compute @workgroup_size(${GROUP})
fn step(@builtin(global_invocation_id) at: vec3<u32>) {
  let i = at.x;
  if (i >= mix_of.count) { return; }
  latents[i] = mix_of.latents * latents[i] + mix_of.prediction * prediction[i] + mix_of.noise * noise[i];
}`;

/** Buffers for latents of one size, and the step of a scheduler on them. */
export class DeviceLatents {
  readonly size: number;
  readonly latents: GPUBuffer;
  readonly prediction: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #noise: GPUBuffer;
  readonly #mix: GPUBuffer;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: GPUBindGroup;

  /** @param pipeline as {@link stepPipeline} made it */
  constructor(device: GPUDevice, pipeline: GPUComputePipeline, size: number) {
    this.#device = device;
    this.#pipeline = pipeline;
    this.size = size;
    const bytes = Math.ceil((size * 4) / ALIGNMENT) * ALIGNMENT;
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    [this.latents, this.prediction, this.#noise] = [0, 1, 2].map(() => device.createBuffer({ size: bytes, usage: storage })) as [GPUBuffer, GPUBuffer, GPUBuffer];
    this.#mix = device.createBuffer({ size: MIX_BYTES, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.#bindings = this.#bindingsOf(this.latents);
  }

  write(numbers: Float32Array): void {
    this.#device.queue.writeBuffer(this.latents, 0, numbers as Float32Array<ArrayBuffer>);
  }

  /** Takes the latents a step on, by the prediction that is in its buffer. */
  step(mix: StepMix, noise?: Float32Array): void {
    if (noise) this.#device.queue.writeBuffer(this.#noise, 0, noise as Float32Array<ArrayBuffer>);
    this.#mixInto({ ...mix, noise: noise ? mix.noise : 0 }, this.size, this.#bindings);
  }

  #mixInto(mix: StepMix, size: number, bindings: GPUBindGroup): void {
    const { queue } = this.#device;
    const shares = new ArrayBuffer(MIX_BYTES);
    new Float32Array(shares).set([mix.latents, mix.prediction, mix.noise]);
    new Uint32Array(shares)[3] = size;
    queue.writeBuffer(this.#mix, 0, shares);
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(Math.ceil(size / GROUP));
    pass.end();
    queue.submit([encoder.finish()]);
  }

  #bindingsOf(latents: GPUBuffer): GPUBindGroup {
    const buffers = [latents, this.prediction, this.#noise, this.#mix];
    return this.#device.createBindGroup({ layout: this.#pipeline.getBindGroupLayout(0), entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  }

  /** Copies a part into a buffer of its own, each number times `share`. @param first of its numbers */
  copyPart(into: GPUBuffer, first: number, size: number, share: number): void {
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.latents, first * 4, into, 0, size * 4);
    this.#device.queue.submit([encoder.finish()]);
    if (share !== 1) this.#mixInto({ latents: share, prediction: 0, noise: 0 }, size, this.#bindingsOf(into));
  }

  /** They may be changed while they are on their way. */
  read(): Promise<Float32Array> {
    return readNumbers(this.#device, this.latents, this.size);
  }

  destroy(): void {
    for (const buffer of [this.latents, this.prediction, this.#noise, this.#mix]) buffer.destroy();
  }
}

export function stepPipeline(device: GPUDevice): GPUComputePipeline {
  return device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code: SHADER }), entryPoint: 'step' } });
}
