import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';
import type { StepMix } from './scheduler.js';

/**
 * As a sum, the clean latents that a denoiser's prediction says, for noisy latents x = clean + sigma * noise.
 * With alpha = 1 / sqrt(sigma^2 + 1), a velocity is alpha * noise - alpha * sigma * clean (v-prediction).
 */
export function cleanMix(kind: SchedulerSettings['prediction'], sigma: number): Pick<StepMix, 'latents' | 'prediction'> {
  if (kind === 'clean') return { latents: 0, prediction: 1 };
  if (kind === 'epsilon') return { latents: 1, prediction: -sigma };
  const variance = sigma * sigma + 1;
  return { latents: 1 / variance, prediction: -sigma / Math.sqrt(variance) };
}

/** The same, computed. */
export function cleanLatents(kind: SchedulerSettings['prediction'], prediction: Float32Array, latents: Float32Array, sigma: number): Float32Array {
  if (kind === 'clean') return prediction;
  if (kind === 'epsilon') return latents.map((value, i) => value - sigma * prediction[i]!);
  const variance = sigma * sigma + 1;
  const scale = sigma / Math.sqrt(variance);
  return latents.map((value, i) => value / variance - scale * prediction[i]!);
}
