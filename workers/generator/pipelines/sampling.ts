import type { Stage } from '../../../contract/names.js';
import type { Denoise } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import type { Scheduler } from './schedulers/scheduler.js';
import { gaussianNoise } from './tensors/gaussian-noise.js';
import { float32, sizeOf } from './tensors/tensor.js';

/** Seed and stream of the noise that latents are made from. */
export interface NoiseSource {
  readonly seed: number;
  readonly stream: number;
}

/** Streams of noise that come in at step n lie so far behind the one at the start, beyond those of all windows of a film. */
const STREAMS_BETWEEN_STEPS = 0x100_0000;
/** Of noise that a decoder takes. */
export const DECODER_STREAM = 0x8000_0000;

export interface SamplingJob {
  readonly scheduler: Scheduler;
  /** Of what is sampled: [1, ...] */
  readonly shape: readonly number[];
  readonly noise: NoiseSource;
  readonly denoise: Denoise;
  /** Latents that stand in front of those that are sampled, and stay as they are. */
  readonly clean?: Float32Array;
  /** The timestep for each latent, clean ones first. Absent: one for all. */
  readonly timesteps?: (timestep: number) => Float32Array;
  /** Counted after each step. */
  readonly stage: Stage;
}

/** noise -> denoiser, step by step -> latents */
export async function sample(context: PipelineContext, { scheduler, shape, noise, denoise, clean, timesteps, stage }: SamplingJob): Promise<Float32Array> {
  const size = sizeOf(shape);
  const { seed, stream } = noise;
  const start = gaussianNoise(seed, stream, size);
  let latents = scheduler.initialScale === 1 ? start : start.map((value) => value * scheduler.initialScale);
  for (const [index, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
    await context.throwIfCancelled();
    const shown = behind(clean, scheduler.scaleModelInput(latents, index));
    const timestep = scheduler.timestep(index);
    const all = await denoise({
      latents: float32([1, shown.length], shown),
      sigma: flat(timesteps?.(sigma) ?? Float32Array.of(sigma)),
      timestep: flat(timesteps?.(timestep) ?? Float32Array.of(timestep)),
    });
    const prediction = clean ? all.subarray(clean.length) : all;
    const fresh = scheduler.needsNoise(index) ? gaussianNoise(seed, stream + (index + 1) * STREAMS_BETWEEN_STEPS, size) : undefined;
    latents = scheduler.step(prediction, index, latents, fresh);
    context.onUnit(stage);
  }
  return latents;
}

const flat = (numbers: Float32Array) => float32([numbers.length], numbers);

function behind(clean: Float32Array | undefined, latents: Float32Array): Float32Array {
  if (!clean) return latents;
  const all = new Float32Array(clean.length + latents.length);
  all.set(clean);
  all.set(latents, clean.length);
  return all;
}
