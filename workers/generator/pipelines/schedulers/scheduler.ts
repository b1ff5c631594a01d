import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';
import { EulerEpsilonScheduler } from './euler-epsilon-scheduler.js';
import { FlowMatchEulerScheduler } from './flow-match-euler-scheduler.js';
import { LcmScheduler } from './lcm-scheduler.js';

/** A step as a sum: what latents, the prediction and fresh noise are multiplied by. */
export interface StepMix {
  readonly latents: number;
  readonly prediction: number;
  readonly noise: number;
}

/** The noise levels of sampling, and the way from one to the next. Nothing changes its arguments. */
export interface Scheduler {
  /** Noise levels, descending to 0: one more than there are steps. */
  readonly sigmas: readonly number[];
  readonly steps: number;
  /** What Gaussian noise is multiplied by to begin with. */
  readonly initialScale: number;
  /** What the denoiser is told at step `index`. */
  timestep(index: number): number;
  /** What the denoiser is shown of latents at the noise level of step `index`. */
  scaleModelInput(latents: Float32Array, index: number): Float32Array;
  /** Whether step `index` takes fresh noise. */
  needsNoise(index: number): boolean;
  /**
   * Takes `latents` from the noise level of step `index` to that of the next.
   * @param prediction of the denoiser
   * @param noise Gaussian, where it is needed
   */
  step(prediction: Float32Array, index: number, latents: Float32Array, noise?: Float32Array): Float32Array;
  /** What `step` computes, but for rounding; null where the denoiser is shown other numbers than the latents. */
  mix(index: number): StepMix | null;
}

/** @param steps wanted; only the schedule of a flow can be resampled, others keep their own */
export function createScheduler(settings: SchedulerSettings, steps?: number): Scheduler {
  switch (settings.kind) {
    case 'flow':
      return new FlowMatchEulerScheduler(settings, steps);
    case 'euler-epsilon':
      return new EulerEpsilonScheduler(settings);
    case 'lcm':
      return new LcmScheduler(settings);
  }
}
