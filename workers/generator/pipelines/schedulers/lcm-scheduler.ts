import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';
import { cleanLatents, cleanMix } from './clean-latents.js';
import { NoiseSchedule } from './noise-schedule.js';
import type { Scheduler, StepMix } from './scheduler.js';

/** Of the boundary condition: at timestep 0 a consistency model gives back what it was shown. */
const DATA_DEVIATION = 0.5;
const TIMESTEP_SCALING = 10;

/**
 * The schedule of a latent consistency model: each step estimates the clean latents, and puts fresh noise of the next level on them.
 * Latents are kept at variance 1: x = (clean + sigma * noise) / sqrt(sigma^2 + 1).
 */
export class LcmScheduler extends NoiseSchedule implements Scheduler {
  readonly #prediction: SchedulerSettings['prediction'];

  constructor({ sigmas, timesteps, initialScale, prediction }: SchedulerSettings) {
    super(sigmas, timesteps, initialScale ?? 1);
    this.#prediction = prediction;
  }

  scaleModelInput(latents: Float32Array): Float32Array {
    return latents;
  }

  needsNoise(index: number): boolean {
    return index < this.steps - 1;
  }

  step(prediction: Float32Array, index: number, latents: Float32Array, noise?: Float32Array): Float32Array {
    const [sigma = 0, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    const spread = Math.sqrt(sigma * sigma + 1);
    const clean = cleanLatents(this.#prediction, prediction, latents.map((value) => value * spread), sigma);
    const { keepInput, keepClean } = this.#boundary(index);
    const denoised = clean.map((value, i) => keepClean * value + keepInput * latents[i]!);
    if (!noise || !this.needsNoise(index)) return denoised;
    const nextSpread = Math.sqrt(next * next + 1);
    return denoised.map((value, i) => (value + next * noise[i]!) / nextSpread);
  }

  mix(index: number): StepMix {
    const [sigma = 0, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    const clean = cleanMix(this.#prediction, sigma);
    const { keepInput, keepClean } = this.#boundary(index);
    const [level, spread] = this.needsNoise(index) ? [next, Math.sqrt(next * next + 1)] : [0, 1];
    return {
      latents: (keepClean * clean.latents * Math.sqrt(sigma * sigma + 1) + keepInput) / spread,
      prediction: (keepClean * clean.prediction) / spread,
      noise: level / spread,
    };
  }

  #boundary(index: number): { readonly keepInput: number; readonly keepClean: number } {
    const time = this.timestep(index) * TIMESTEP_SCALING;
    return { keepInput: DATA_DEVIATION ** 2 / (time ** 2 + DATA_DEVIATION ** 2), keepClean: time / Math.sqrt(time ** 2 + DATA_DEVIATION ** 2) };
  }
}
