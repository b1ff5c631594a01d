import type { PackManifest } from '../../../contract/pack/manifest.js';
import { filesOfVariant, type ChosenVariants } from '../../model-store/choose-variants.js';

/** Larger graphs keep a GPU busy for so long that what the CPU asks of it weighs little, and would be in memory twice while they are compared. */
const MOST_BYTES = 1 << 26;

/** The graphs that a film runs again and again with tensors of the same shapes, of which none is a half float. */
export function repeatedGraphs({ graphs, textToImage, imageToVideo }: PackManifest, chosen: ChosenVariants): ReadonlySet<string> {
  const repeated = [textToImage?.denoiser, imageToVideo?.denoiser, imageToVideo?.decoder.graph].flatMap((name) => name ?? []);
  return new Set(
    repeated.filter((name) => {
      const graph = graphs[name];
      const variant = chosen.get(name);
      if (!graph || !variant || filesOfVariant(variant).reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) return false;
      return [...graph.inputs, ...graph.outputs].every(({ type, shape }) => type !== 'float16' && shape.every((length) => typeof length === 'number' || length in graph.freeDimensions));
    }),
  );
}
