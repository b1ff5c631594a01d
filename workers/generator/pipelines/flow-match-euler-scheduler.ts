/**
 * Resamples a schedule of n + 1 sigmas to `steps` + 1 by linear interpolation over its index, both ends kept.
 * Without `steps` the schedule is returned as it is.
 */
export function resampleSigmas(sigmas: readonly number[], steps: number | undefined): readonly number[] {
  if (steps === undefined || steps === sigmas.length - 1) return sigmas;
  const last = sigmas.length - 1;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const position = (i * last) / steps;
    const below = Math.min(Math.floor(position), last - 1);
    const [low = 0, high = 0] = [sigmas[below], sigmas[below + 1]];
    return low + (high - low) * (position - below);
  });
}

/** Estimates the clean latents behind `latents`, which hold noise of strength `sigma`. */
export type Denoise = (latents: Float32Array, sigma: number) => Promise<Float32Array>;

/**
 * Walks from noise to clean latents along the straight flow x = (1 - sigma) * clean + sigma * noise.
 *
 * @param noise standard Gaussian noise; not changed
 * @param sigmas descending from 1 to 0
 * @param beforeStep awaited before each step; throws to stop
 */
export async function sampleFlow(
  noise: Float32Array,
  sigmas: readonly number[],
  denoise: Denoise,
  beforeStep: () => Promise<void>,
): Promise<Float32Array> {
  let latents = noise;
  for (let step = 0; step + 1 < sigmas.length; step++) {
    await beforeStep();
    const [sigma = 0, next = 0] = [sigmas[step], sigmas[step + 1]];
    const clean = await denoise(latents, sigma);
    const keep = next / sigma;
    const stepped = new Float32Array(clean.length);
    for (let i = 0; i < stepped.length; i++) stepped[i] = clean[i]! + keep * (latents[i]! - clean[i]!);
    latents = stepped;
  }
  return latents;
}

/** Classifier-free guidance: moves `conditional` away from `unconditional`. */
export function applyGuidance(conditional: Float32Array, unconditional: Float32Array, guidance: number): Float32Array {
  return conditional.map((value, i) => unconditional[i]! + guidance * (value - unconditional[i]!));
}
