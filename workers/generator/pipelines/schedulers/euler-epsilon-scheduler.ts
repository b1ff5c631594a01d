import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';
import { cleanLatents } from './clean-latents.js';
import { NoiseSchedule } from './noise-schedule.js';
import type { Scheduler } from './scheduler.js';

/** Euler's method for a model of noise. Latents of noise level sigma are x = clean + sigma * noise. */
export class EulerEpsilonScheduler extends NoiseSchedule implements Scheduler {
  readonly #prediction: SchedulerSettings['prediction'];

  constructor({ sigmas, timesteps, initialScale, prediction }: SchedulerSettings) {
    super(sigmas, timesteps, initialScale ?? sigmas[0] ?? 1);
    this.#prediction = prediction;
  }

  /** Of variance 1, as the model saw them in training. */
  scaleModelInput(latents: Float32Array, index: number): Float32Array {
    const scale = 1 / Math.sqrt((this.sigmas[index] ?? 0) ** 2 + 1);
    return latents.map((value) => value * scale);
  }

  needsNoise(): boolean {
    return false;
  }

  step(prediction: Float32Array, index: number, latents: Float32Array): Float32Array {
    const [sigma = 1, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    const clean = cleanLatents(this.#prediction, prediction, latents, sigma);
    const keep = next / sigma;
    return clean.map((value, i) => value + keep * (latents[i]! - value));
  }

  mix(): null {
    return null;
  }
}
