import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';
import { NoiseSchedule } from './noise-schedule.js';
import type { Scheduler, StepMix } from './scheduler.js';

/** Timesteps of training that lie between noise and clean latents. */
const TRAINING_STEPS = 1000;

/**
 * The schedule of a flow-matching model. Latents of noise level sigma lie on the straight line
 * x = (1 - sigma) * clean + sigma * noise; a step is Euler's along that line, or, where it is stochastic, a new point on the line from
 * the estimated clean latents to fresh noise.
 */
export class FlowMatchEulerScheduler extends NoiseSchedule implements Scheduler {
  readonly #isVelocity: boolean;
  readonly #stochastic: boolean;

  /** @param steps wanted; another number than the pack's resamples its schedule */
  constructor({ sigmas, timesteps, initialScale, prediction, stochastic }: SchedulerSettings, steps = sigmas.length - 1) {
    const own = steps === sigmas.length - 1;
    const levels = own ? sigmas : resample(sigmas, steps);
    const times = (own ? timesteps : timesteps && resample([...timesteps, 0], steps)) ?? levels.map((sigma) => sigma * TRAINING_STEPS);
    super(levels, times, initialScale ?? sigmas[0] ?? 1);
    this.#isVelocity = prediction === 'velocity';
    this.#stochastic = stochastic;
  }

  scaleModelInput(latents: Float32Array): Float32Array {
    return latents;
  }

  needsNoise(index: number): boolean {
    return this.#stochastic && this.sigmas[index + 1] !== 0;
  }

  step(prediction: Float32Array, index: number, latents: Float32Array, noise?: Float32Array): Float32Array {
    const [sigma = 0, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    const clean = this.#isVelocity ? latents.map((value, i) => value - sigma * prediction[i]!) : prediction;
    if (noise && this.#stochastic) return clean.map((value, i) => (1 - next) * value + next * noise[i]!);
    const keep = next / sigma;
    const stepped = new Float32Array(clean.length);
    for (let i = 0; i < stepped.length; i++) stepped[i] = clean[i]! + keep * (latents[i]! - clean[i]!);
    return stepped;
  }

  mix(index: number): StepMix {
    const [sigma = 0, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    // Clean latents as a sum.
    const clean = this.#isVelocity ? { latents: 1, prediction: -sigma } : { latents: 0, prediction: 1 };
    const isFresh = this.needsNoise(index);
    const keep = isFresh ? 0 : next / sigma;
    const share = isFresh ? 1 - next : 1 - keep;
    return { latents: keep + share * clean.latents, prediction: share * clean.prediction, noise: isFresh ? next : 0 };
  }
}

/** `steps` + 1 numbers by linear interpolation over the index of the schedule; both ends are kept. */
function resample(schedule: readonly number[], steps: number): readonly number[] {
  const last = schedule.length - 1;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const position = (i * last) / steps;
    const below = Math.min(Math.floor(position), last - 1);
    const [low = 0, high = 0] = [schedule[below], schedule[below + 1]];
    return low + (high - low) * (position - below);
  });
}
