/**
 * The schedule of a flow-matching model that predicts clean latents. Latents of noise level sigma lie on the straight
 * line x = (1 - sigma) * clean + sigma * noise; a step is Euler's along that line.
 */
export class FlowMatchEulerScheduler {
  /** Noise levels, descending from 1 to 0: one more than there are steps. */
  readonly sigmas: readonly number[];

  /**
   * @param sigmas the pack's own schedule
   * @param steps wanted; another number resamples the schedule
   */
  constructor(sigmas: readonly number[], steps = sigmas.length - 1) {
    this.sigmas = steps === sigmas.length - 1 ? sigmas : resample(sigmas, steps);
  }

  get steps(): number {
    return this.sigmas.length - 1;
  }

  /**
   * Takes `latents` from the noise level of step `index` to that of the next.
   * @param denoised the model's estimate of the clean latents
   * @returns new latents; the arguments are not changed
   */
  step(denoised: Float32Array, index: number, latents: Float32Array): Float32Array {
    const [sigma = 0, next = 0] = [this.sigmas[index], this.sigmas[index + 1]];
    const keep = next / sigma;
    const stepped = new Float32Array(denoised.length);
    for (let i = 0; i < stepped.length; i++) stepped[i] = denoised[i]! + keep * (latents[i]! - denoised[i]!);
    return stepped;
  }
}

/** `steps` + 1 sigmas by linear interpolation over the index of the schedule; both ends are kept. */
function resample(sigmas: readonly number[], steps: number): readonly number[] {
  const last = sigmas.length - 1;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const position = (i * last) / steps;
    const below = Math.min(Math.floor(position), last - 1);
    const [low = 0, high = 0] = [sigmas[below], sigmas[below + 1]];
    return low + (high - low) * (position - below);
  });
}
