import type { BackendName, MemoryPlan, PackSummary } from '../../contract/generator.js';
import { GRAPH_NAMES, type GraphName, type GraphVariant, type PackManifest } from '../../contract/pack.js';
import { Failure } from '../../contract/errors/failure.js';
import type { FileEntry } from './verify-file.js';

export type ChosenVariants = Readonly<Record<GraphName, GraphVariant>>;

/**
 * The first variant of each graph that the backend and its features can run.
 * @param features optional WebGPU features of the device; empty for WASM
 * @throws Failure `no-variant` when a graph has none
 */
export function chooseVariants(manifest: PackManifest, backend: BackendName, features: readonly string[]): ChosenVariants {
  const choose = (graph: GraphName): GraphVariant => {
    const fitting = manifest.graphs[graph].variants.find(
      (variant) => variant.backend.includes(backend) && variant.needs.every((need) => features.includes(need)),
    );
    if (!fitting) {
      throw Failure.because('no-variant', { title: manifest.title, graph, backend });
    }
    return fitting;
  };
  return Object.fromEntries(GRAPH_NAMES.map((graph) => [graph, choose(graph)])) as Record<GraphName, GraphVariant>;
}

/** Everything that is fetched to use a pack with these variants. */
export function filesOf(manifest: PackManifest, chosen: ChosenVariants): readonly FileEntry[] {
  return [...wordFilesOf(manifest), ...GRAPH_NAMES.map((graph) => chosen[graph])];
}

/** What is needed to read prompts. */
export function wordFilesOf({ tokenizer, nearWords, words }: PackManifest): readonly FileEntry[] {
  return [tokenizer, nearWords, words].filter((entry) => entry !== undefined);
}

export function summarise(manifest: PackManifest, chosen: ChosenVariants, memory?: MemoryPlan): PackSummary {
  const { id, version, title, license, frame, vocabulary } = manifest;
  return {
    ...{ id, version, title, license, frame, vocabulary },
    ...(memory ? { memory } : {}),
    downloadBytes: filesOf(manifest, chosen).reduce((sum, { bytes }) => sum + bytes, 0),
    chosen: GRAPH_NAMES.map((graph) => {
      const { file, bytes, dtype } = chosen[graph];
      return { graph, file, bytes, dtype };
    }),
  };
}
