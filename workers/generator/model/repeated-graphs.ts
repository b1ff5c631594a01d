import type { PackManifest } from '../../../contract/pack/manifest.js';
import type { Runtime } from '../platform.js';
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

/** Captures the runs of graphs that a film has run. Those that cannot be run as before, which is told to developers only. @throws Failure `device-lost` */
export async function captureRepeated(runtime: Runtime, isCancelled: () => boolean): Promise<void> {
  const outcomes = (await runtime.captureRuns?.(isCancelled)) ?? {};
  for (const [graph, outcome] of Object.entries(outcomes)) {
    if (outcome.kind === 'plain') console.debug(`Runs of the graph ${graph} are not captured: ${outcome.fault}`);
  }
}
