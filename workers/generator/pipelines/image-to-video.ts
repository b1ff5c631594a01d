import type { ImageToVideo } from '../../../contract/pack/manifest.js';
import { movingHalf } from '../../../contract/pack/pack-parts.js';
import type { ShotConditioning } from './film-state.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import { sample, type NoiseSource } from './sampling.js';
import type { Scheduler } from './schedulers/scheduler.js';
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

/**
 * Makes the video latents of one window: noise -> image-to-video, step by step, conditioned on the prompt, the first
 * frame and the end of the window before.
 * @returns latents of V * h * w numbers, oldest first
 */
export async function sampleWindow(context: PipelineContext, scheduler: Scheduler, { prompt, firstFrame }: ShotConditioning, job: WindowJob): Promise<readonly Float32Array[]> {
  const half = movingHalf(context.manifest);
  const { latents: format, window, scheduler: settings } = half;
  const size = sizeOf(format.shape);
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
  const denoiser = await guidedDenoiser(context, half, prompt, fixed);
  const clean = window.perTokenTimestep ? joined(job.before.recent) : null;
  const made = await sample(context, {
    scheduler,
    shape: [1, job.latents, ...format.shape],
    noise: job.noise,
    denoiser,
    stage: 'video',
    ...(clean && { clean, timesteps: (timestep: number) => perToken(context, half, job, timestep) }),
  });
  return Array.from({ length: job.latents }, (_, i) => made.subarray(i * size, (i + 1) * size));
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
