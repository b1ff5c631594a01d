import type { ImageToVideo } from '../../../contract/pack/manifest.js';
import { movingHalf } from '../../../contract/pack/pack-parts.js';
import type { ShotConditioning } from './film-state.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import { readFinite, sample, sampleOnDevice, type NoiseSource, type SamplingJob } from './sampling.js';
import type { Scheduler } from './schedulers/scheduler.js';
import type { LatentsOnDevice } from './tensors/graph-runner.js';
import { joined } from './tensors/joined.js';
import type { RoleValues } from './tensors/run-graph.js';
import { float32, sizeOf } from './tensors/tensor.js';
import type { SlidingContext } from './windows.js';

/** A window to be made. */
export interface WindowJob {
  /** Latents to make; a graph may make more than are used. */
  readonly latents: number;
  /** What is seen of the windows before. */
  readonly before: SlidingContext;
  /** Of the motion; 1 is as usual. */
  readonly strength: number;
  readonly noise: NoiseSource;
}

/** The latents of a window, of V * h * w numbers each, oldest first. */
export interface WindowLatents {
  /** In ordinary memory. */
  readonly here: Promise<readonly Float32Array[]>;
  /** On the device of the graphs; null where they were not kept there. */
  readonly there: LatentsOnDevice | null;
}

/**
 * Makes the video latents of one window: noise -> image-to-video, step by step, conditioned on the prompt, the first
 * frame and the end of the window before.
 * @returns latents of V * h * w numbers, oldest first
 */
export async function sampleWindow(context: PipelineContext, scheduler: Scheduler, conditioning: ShotConditioning, job: WindowJob): Promise<readonly Float32Array[]> {
  return latentsOf(context, job, await sample(context, await samplingOf(context, scheduler, conditioning, job)));
}

/** The same for whoever closes what is left on the device; reading it is under way. */
export async function sampleWindowThere(context: PipelineContext, scheduler: Scheduler, conditioning: ShotConditioning, job: WindowJob): Promise<WindowLatents> {
  const sampling = await samplingOf(context, scheduler, conditioning, job);
  const sampled = await sampleOnDevice(context, sampling);
  const here = (sampled ? readFinite(sampled) : sample(context, sampling)).then((made) => latentsOf(context, job, made));
  // Whoever waits for it hears of a failure.
  here.catch(() => undefined);
  return { here, there: sampled?.latents ?? null };
}

function latentsOf({ manifest }: PipelineContext, job: WindowJob, made: Float32Array): readonly Float32Array[] {
  const size = sizeOf(movingHalf(manifest).latents.shape);
  return Array.from({ length: job.latents }, (_, i) => made.subarray(i * size, (i + 1) * size));
}

async function samplingOf(context: PipelineContext, scheduler: Scheduler, { prompt, firstFrame }: ShotConditioning, job: WindowJob): Promise<SamplingJob> {
  const half = movingHalf(context.manifest);
  const { latents: format, window, scheduler: settings } = half;
  const { latents: earlier, mask } = job.before.read();
  const fixed: RoleValues = {
    ...(firstFrame.latents && { firstFrameLatents: flat(firstFrame.latents) }),
    ...(firstFrame.embedding && { firstFrameEmbedding: flat(firstFrame.embedding) }),
    context: float32([1, window.context, ...format.shape], earlier),
    contextMask: float32([1, window.context], mask),
    fps: flat(Float32Array.of(window.fps)),
    guidance: flat(Float32Array.of(settings.guidance)),
    motion: flat(Float32Array.of(motionCondition(half, job.strength))),
  };
  const clean = window.perTokenTimestep ? joined(job.before.recent) : null;
  return {
    scheduler,
    shape: [1, job.latents, ...format.shape],
    noise: job.noise,
    denoiser: await guidedDenoiser(context, half, prompt, fixed),
    stage: 'video',
    ...(clean && { clean, timesteps: (timestep: number) => perToken(context, half, job, timestep) }),
  };
}

/** 0 for clean latents, `timestep` for the others; once for each position of a latent where the graph wants so many. */
function perToken({ manifest }: PipelineContext, { denoiser, latents: { shape } }: ImageToVideo, { before, latents }: WindowJob, timestep: number): Float32Array {
  const clean = before.recent.length;
  const binding = manifest.graphs[denoiser]?.inputs.find(({ role }) => role === 'timestep' || role === 'sigma');
  const lengths = binding?.shape.filter((length) => typeof length === 'number') ?? [];
  const positions = shape[1] * shape[2];
  const each = binding?.shape.length === lengths.length && sizeOf(lengths) === (clean + latents) * positions ? positions : 1;
  return new Float32Array((clean + latents) * each).fill(timestep, clean * each);
}

/** The strength of the motion as the model has it; only where it is a condition. */
function motionCondition({ motion }: ImageToVideo, strength: number): number {
  if (motion.mode !== 'condition') return strength;
  const [low, high] = motion.range;
  return Math.min(high, Math.max(low, motion.usual * strength));
}

const flat = (numbers: Float32Array) => float32([1, numbers.length], numbers);
