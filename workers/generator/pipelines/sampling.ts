import type { Stage } from '../../../contract/names.js';
import { requireFinite, type Denoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import type { Scheduler } from './schedulers/scheduler.js';
import type { LatentsOnDevice } from './tensors/graph-runner.js';
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
  readonly denoiser: Denoiser;
  /** Latents that stand in front of those that are sampled, and stay as they are. */
  readonly clean?: Float32Array;
  /** The timestep for each latent, clean ones first. Absent: one for all. */
  readonly timesteps?: (timestep: number) => Float32Array;
  /** Counted after each step. */
  readonly stage: Stage;
}

/** noise -> denoiser, step by step -> latents */
export async function sample(context: PipelineContext, job: SamplingJob): Promise<Float32Array> {
  const { scheduler, shape, denoiser, clean, timesteps, stage } = job;
  const size = sizeOf(shape);
  let latents = initialLatents(job);
  const onDevice = await sampledOnDevice(context, job, latents);
  if (onDevice) return readAndClose(onDevice);
  for (const [index, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
    await context.throwIfCancelled();
    const shown = behind(clean, scheduler.scaleModelInput(latents, index));
    const timestep = scheduler.timestep(index);
    const all = await denoiser.predict({
      latents: float32([1, shown.length], shown),
      sigma: flat(timesteps?.(sigma) ?? Float32Array.of(sigma)),
      timestep: flat(timesteps?.(timestep) ?? Float32Array.of(timestep)),
    });
    const prediction = clean ? all.subarray(clean.length) : all;
    latents = scheduler.step(prediction, index, latents, freshNoise(job, index, size));
    context.onUnit(stage);
  }
  return latents;
}

function initialLatents({ scheduler, shape, noise }: SamplingJob): Float32Array {
  const start = gaussianNoise(noise.seed, noise.stream, sizeOf(shape));
  return scheduler.initialScale === 1 ? start : start.map((value) => value * scheduler.initialScale);
}

/** Latents on the device that they were sampled on. Whoever got them closes them. */
export interface SampledOnDevice {
  readonly latents: LatentsOnDevice;
  /** The denoiser's. */
  readonly graph: string;
}

/** The same on the device of the graphs, where the latents stay; null where that cannot be. */
export async function sampleOnDevice(context: PipelineContext, job: SamplingJob): Promise<SampledOnDevice | null> {
  return sampledOnDevice(context, job, initialLatents(job));
}

/** @throws Failure `numbers-not-finite` */
export async function readFinite({ latents, graph }: SampledOnDevice): Promise<Float32Array> {
  return requireFinite(await latents.read(), graph);
}

async function readAndClose(sampled: SampledOnDevice): Promise<Float32Array> {
  try {
    return await readFinite(sampled);
  } finally {
    sampled.latents.close();
  }
}

async function sampledOnDevice({ runner, throwIfCancelled, onUnit }: PipelineContext, job: SamplingJob, start: Float32Array): Promise<SampledOnDevice | null> {
  const { scheduler, denoiser, clean, timesteps, stage } = job;
  if (!runner.keepLatents || clean || timesteps || scheduler.mix(0) === null) return null;
  const runs = scheduler.sigmas.slice(0, -1).map((sigma, index) => ({ sigma: flat(Float32Array.of(sigma)), timestep: flat(Float32Array.of(scheduler.timestep(index))) }));
  const latents = runner.keepLatents(start);
  let sampled: SampledOnDevice | null = null;
  try {
    let graph = '';
    for (const [index, values] of runs.entries()) {
      await throwIfCancelled();
      const run = await denoiser.onDevice(values, start.length);
      const mix = scheduler.mix(index);
      if (!run || !mix) return null;
      await latents.step(run, mix, freshNoise(job, index, start.length));
      ({ graph } = run);
      onUnit(stage);
    }
    sampled = { latents, graph };
    return sampled;
  } finally {
    if (!sampled) latents.close();
  }
}

function freshNoise({ scheduler, noise: { seed, stream } }: SamplingJob, index: number, size: number): Float32Array | undefined {
  return scheduler.needsNoise(index) ? gaussianNoise(seed, stream + (index + 1) * STREAMS_BETWEEN_STEPS, size) : undefined;
}

const flat = (numbers: Float32Array) => float32([numbers.length], numbers);

function behind(clean: Float32Array | undefined, latents: Float32Array): Float32Array {
  if (!clean) return latents;
  const all = new Float32Array(clean.length + latents.length);
  all.set(clean);
  all.set(latents, clean.length);
  return all;
}
