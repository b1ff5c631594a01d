import type { Picture } from '../film-picture.js';
import type { PipelineContext } from '../pipeline-context.js';

/**
 * The frames of a latent that is motion relative to the first frame: a smaller multiple of it is less motion. Frames of the same strength are
 * decoded together.
 *
 * @param strengths of the frames; those beyond the end of a shot have none of their own
 * @param decode the latent, that many times as strong, and which of its frames are wanted, counted from 0
 */
export async function framesByStrength(
  context: PipelineContext,
  frames: number,
  strengths: readonly number[],
  decode: (strength: number, wanted: readonly number[]) => Promise<ReadonlyMap<number, Picture>>,
): Promise<readonly Picture[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < frames; i++) {
    const strength = strengths[i] ?? strengths.at(-1) ?? 1;
    groups.set(strength, [...(groups.get(strength) ?? []), i]);
  }
  const made = new Map<number, Picture>();
  for (const [strength, wanted] of groups) {
    if (made.size > 0) await context.throwIfCancelled();
    const decoded = await decode(strength, wanted);
    for (const [i, picture] of decoded) made.set(i, picture);
  }
  context.onUnit('decode');
  return Array.from({ length: frames }, (_, i) => made.get(i)).filter((picture) => picture !== undefined);
}

export const strengthened = (latent: Float32Array, strength: number): Float32Array => (strength === 1 ? latent : latent.map((x) => x * strength));
