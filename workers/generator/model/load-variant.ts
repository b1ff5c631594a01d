import type { ErrorCode } from '../../../contract/errors.js';
import { golden } from '../../../contract/pack/graph-schema.js';
import type { GraphVariant } from '../../../contract/pack/manifest.js';
import { toKinoraError } from '../../lib/to-kinora-error.js';
import type { GraphFiles, Runtime } from '../platform.js';
import { isAlike, noiseFor } from './golden.js';

/** Failures that another variant would not mend. */
const NOT_ITS_FAULT: ReadonlySet<ErrorCode> = new Set(['device-lost', 'out-of-memory', 'cancelled']);

/**
 * Loads a graph: the first of `variants` that is trusted, or that gives what its golden says.
 * @param open the files of a variant
 * @param readGolden its golden
 * @returns the one that is loaded
 */
export async function loadVariant(
  runtime: Runtime,
  graph: string,
  variants: readonly GraphVariant[],
  open: (variant: GraphVariant) => Promise<GraphFiles>,
  readGolden: (entry: NonNullable<GraphVariant['golden']>) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<GraphVariant> {
  for (const variant of variants) {
    if (variant.golden === undefined) {
      await runtime.load(graph, await open(variant));
      return variant;
    }
    try {
      const expected = golden.parse(JSON.parse(new TextDecoder().decode(await readGolden(variant.golden))));
      await runtime.load(graph, await open(variant));
      if (isAlike(await runtime.run(graph, noiseFor(expected)), expected)) return variant;
    } catch (error) {
      if (NOT_ITS_FAULT.has(toKinoraError(error).code)) throw error;
    }
    await runtime.unload(graph);
  }
  throw new Error(`The graph ${graph} has no variant that is trusted.`);
}
