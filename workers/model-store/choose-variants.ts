import { pickDefined } from '../../contract/lib/pick-defined.js';
import type { BackendName } from '../../contract/names.js';
import type { PackDevice } from '../../contract/pack-store.js';
import type { ChosenFile, MemoryPlan, PackSummary, PackVocabulary } from '../../contract/pack-summary.js';
import type { GraphVariant, PackManifest } from '../../contract/pack/manifest.js';
import { controlsOf, frameOf, graphNamesOf, textEncodersOf } from '../../contract/pack/pack-parts.js';
import { Failure } from '../../contract/errors/failure.js';
import type { FileEntry } from './verify-file.js';

/** One variant of each graph, in the order of a film. */
export type ChosenVariants = ReadonlyMap<string, GraphVariant>;

/** What decides which variant a device uses. */
export type VariantDevice = Omit<PackDevice, 'backend'>;

/** The feature of a GPU that computes with 16-bit floats. */
const HALF_FLOATS = 'shader-f16';

/**
 * The first variant of each graph that the backend, its features and its limits can run.
 * @param isWanted whether a variant is to be thought of at all
 * @throws Failure `no-variant` when a graph has none
 */
export function chooseVariants(manifest: PackManifest, backend: BackendName, device: VariantDevice, isWanted: (variant: GraphVariant) => boolean = () => true): ChosenVariants {
  const choose = (graph: string): GraphVariant => {
    const [first] = fittingVariants(manifest, graph, backend, device).filter(isWanted);
    if (!first) throw whyNone(manifest.title, graph, variantsFor(manifest, graph, backend).at(-1), backend, device);
    return first;
  };
  return new Map(graphNamesOf(manifest).map((graph) => [graph, choose(graph)]));
}

/** The variants of a graph that can be run, in order of preference. */
export function fittingVariants(manifest: PackManifest, graph: string, backend: BackendName, device: VariantDevice): readonly GraphVariant[] {
  return variantsFor(manifest, graph, backend).filter((variant) => canRun(variant, backend, device));
}

/** Whether a variant is used without being compared with a golden. */
export const isTrusted = ({ golden }: GraphVariant): boolean => golden === undefined;

function variantsFor(manifest: PackManifest, graph: string, backend: BackendName): readonly GraphVariant[] {
  return manifest.graphs[graph]?.variants.filter((variant) => variant.backend.includes(backend)) ?? [];
}

function canRun({ needs }: GraphVariant, backend: BackendName, { features, limits }: VariantDevice): boolean {
  // Features and limits are those of a GPU; WebAssembly computes with half floats by widening them.
  if (backend === 'wasm') return true;
  const { maxBufferSize = 0, maxStorageBufferBindingSize = 0 } = needs;
  const isWide = !limits || (maxBufferSize <= limits.maxBufferSize && maxStorageBufferBindingSize <= limits.maxStorageBufferBindingSize);
  return isWide && needs.features.every((need) => features.includes(need));
}

/** A variant with half floats for WebAssembly alone, which computes in float32: each weight is widened when the graph needs it. */
export function widensItself({ dtype, backend }: GraphVariant): boolean {
  return dtype === 'float16' && !backend.includes('webgpu');
}

/** What the last variant, the least demanding, wants and does not get. */
function whyNone(title: string, graph: string, variant: GraphVariant | undefined, backend: BackendName, { features, limits }: VariantDevice): Failure {
  if (variant === undefined || backend === 'wasm') return Failure.because('no-variant', { title, graph, backend });
  const { needs } = variant;
  const missing = needs.features.filter((need) => !features.includes(need));
  if (missing.length > 0 || !limits) return Failure.because('pack-needs-features', { title, features: missing });
  const wanted = [
    [needs.maxBufferSize ?? 0, limits.maxBufferSize],
    [needs.maxStorageBufferBindingSize ?? 0, limits.maxStorageBufferBindingSize],
  ] as const;
  const [neededBytes, availableBytes] = wanted.find(([needed, available]) => needed > available) ?? wanted[0];
  return Failure.because('pack-needs-buffer', { title, neededBytes, availableBytes });
}

/** The file of a graph, those with its weights, and what it is compared with. */
export function filesOfVariant({ golden, ...variant }: GraphVariant): readonly FileEntry[] {
  return [variant, ...variant.data, ...(golden ? [golden] : [])];
}

/** Everything that films with these variants may need: kept, it makes them without a network. */
export function filesOf(manifest: PackManifest, chosen: ChosenVariants): readonly FileEntry[] {
  return [...filesToStart(manifest, chosen), ...tablesOf(manifest)];
}

/** What is fetched before a film: all but the tables, of which it reads a few rows. */
export function filesToStart(manifest: PackManifest, chosen: ChosenVariants): readonly FileEntry[] {
  return [...otherFilesOf(manifest), ...[...chosen.values()].flatMap(filesOfVariant)];
}

export function tablesOf({ tables }: Pick<PackManifest, 'tables'>): readonly FileEntry[] {
  return Object.values(tables);
}

/** All that is no graph and no table: what is needed to read prompts, tensors, and hashes of rows. */
export function otherFilesOf({ textToImage, imageToVideo, nearWords, words, tables }: PackManifest): readonly FileEntry[] {
  const tokenizers = textEncodersOf(textToImage, imageToVideo).map(({ tokenizer }) => tokenizer);
  const tensors = [textToImage, imageToVideo].flatMap((half) => half?.scheduler.negative ?? []);
  const hashes = Object.values(tables).map((table) => table.hashes);
  const files = [...tokenizers, nearWords, words, ...tensors, ...hashes].filter((entry) => entry !== undefined);
  return [...new Map(files.map((entry) => [entry.sha256, entry])).values()];
}

const bytesOf = (entries: readonly FileEntry[]): number => entries.reduce((sum, { bytes }) => sum + bytes, 0);

/** Of a model that draws what it is told, and not things of a list. */
const NO_VOCABULARY: PackVocabulary = { objects: [], motions: [], cameras: [], backgrounds: [], examples: [] };

export function summarise(manifest: PackManifest, chosen: ChosenVariants, memory?: MemoryPlan): PackSummary {
  const { id, version, title, licence, vocabulary = NO_VOCABULARY } = manifest;
  return {
    ...{ id, version, title, license: licence.name, ...(licence.mustAccept && { terms: pickDefined({ url: licence.url }) }) },
    ...{ draws: manifest.textToImage !== undefined, moves: manifest.imageToVideo !== undefined, controls: controlsOf(manifest), frame: frameOf(manifest), vocabulary },
    ...(memory ? { memory } : {}),
    downloadBytes: bytesOf(filesOf(manifest, chosen)),
    startBytes: bytesOf(filesToStart(manifest, chosen)),
    chosen: chosenFiles(chosen),
  };
}

export function chosenFiles(chosen: ChosenVariants): readonly ChosenFile[] {
  return [...chosen].map(([graph, variant]) => {
    const { file, dtype, needs } = variant;
    return { graph, file, bytes: bytesOf(filesOfVariant(variant)), dtype, halfFloats: needs.features.includes(HALF_FLOATS) };
  });
}
