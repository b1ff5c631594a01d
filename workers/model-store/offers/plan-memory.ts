import type { BackendName } from '../../../contract/names.js';
import { MEMORY_STAGES, type MemoryStage } from '../../../contract/pack/memory-stages.js';
import type { PackDevice } from '../../../contract/pack-store.js';
import type { MemoryPlan, PackSummary } from '../../../contract/pack-summary.js';
import type { GraphVariant, PackManifest } from '../../../contract/pack/manifest.js';
import { frameOf, graphsByStage } from '../../../contract/pack/pack-parts.js';
import { Failure } from '../../../contract/errors/failure.js';
import { filesOfVariant, widensItself, type ChosenVariants } from '../choose-variants.js';

/**
 * Stages whose graphs are in memory at the same time, from the roomiest way to the tightest. A film draws its first frame before it moves,
 * so those halves can take turns; text is needed by both and is mostly small.
 */
export const STAGE_GROUPS = {
  together: [MEMORY_STAGES],
  'in turns': [
    ['text', 'image', 'firstFrame'],
    ['text', 'motion', 'decode'],
  ],
  'one by one': MEMORY_STAGES.map((stage) => [stage]),
} as const satisfies Record<MemoryPlan['sessions'], readonly (readonly MemoryStage[])[]>;

/** How the graphs of a pack share memory; all together where nobody judged. */
export const sessionsOf = ({ memory }: PackSummary): MemoryPlan['sessions'] => memory?.sessions ?? 'together';

/** What a tab with ONNX Runtime takes before any model is in it. */
const RUNTIME_BYTES = 200e6;
/** A session holds its weights, some of them twice in another layout, and what it computes with. */
const SESSION_FACTOR = 1.5;
/** Frames and activations of the decoder, in pictures of 32-bit RGBA floats. */
const WORKING_PICTURES = 24;
/** Share of the device's memory that a tab can count on, and share that it can be trusted with at the very most. */
const COMFORTABLE_SHARE = 0.5;
const GREATEST_SHARE = 0.75;
/** What is assumed where the browser does not tell: phones whose tabs end near 1.5 GB do not. */
const UNKNOWN_DEVICE_BYTES = 3 * 2 ** 30;
/**
 * No browser tells the memory of a GPU. The largest buffer that its adapter allows is the only hint, so the budget is a guess: so many of
 * them. What is assumed where the adapter was not asked is a small one.
 */
const GPU_BUFFERS = 2;
const UNKNOWN_BUFFER_BYTES = 2 ** 30;
/** 32-bit WebAssembly ends at 4 GiB; some of it is lost to fragments. */
const WASM_BYTES = 3.5 * 2 ** 30;

/**
 * Judges by what the manifest says of each stage, or else by the sizes of the files that would be loaded, so that a device that is too
 * small is told before it fetches anything. An estimate: it errs by tens of percent.
 *
 * @throws Failure `pack-needs-memory` when the pack cannot fit into the memory of WebAssembly in any way
 */
export function planMemory(manifest: PackManifest, chosen: ChosenVariants, backend: BackendName, device: Pick<PackDevice, 'memoryGiB' | 'limits'>): MemoryPlan {
  const needed = (sessions: MemoryPlan['sessions']): number =>
    Math.max(...STAGE_GROUPS[sessions].map((stages) => bytesWith(stages, manifest, chosen, backend)));

  if (backend === 'webgpu') return planGpuMemory(needed, (device.limits?.maxBufferSize ?? UNKNOWN_BUFFER_BYTES) * GPU_BUFFERS);
  const { memoryGiB = null } = device;
  const deviceBytes = memoryGiB === null ? UNKNOWN_DEVICE_BYTES : memoryGiB * 2 ** 30;
  const limit = (share: number): number => Math.round(Math.min(deviceBytes * share, WASM_BYTES));
  const budgetBytes = limit(COMFORTABLE_SHARE);
  const most = limit(GREATEST_SHARE);
  if (needed('together') <= budgetBytes) return { sessions: 'together', neededBytes: needed('together'), budgetBytes };
  for (const sessions of ['in turns', 'one by one'] as const) {
    const neededBytes = needed(sessions);
    if (neededBytes <= most) return { sessions, neededBytes, budgetBytes };
  }
  throw Failure.because('pack-needs-memory', { title: manifest.title, neededBytes: needed('one by one'), availableBytes: most });
}

/** Refuses nothing: a person who knows their GPU better may try. A plan that needs more than its budget is told of as tight. */
function planGpuMemory(needed: (sessions: MemoryPlan['sessions']) => number, budgetBytes: number): MemoryPlan {
  const sessions = (['together', 'in turns'] as const).find((way) => needed(way) <= budgetBytes) ?? 'one by one';
  return { sessions, neededBytes: needed(sessions), budgetBytes };
}

/** The most bytes that each stage takes that has graphs. */
export function stageBytes(manifest: PackManifest, chosen: ChosenVariants, backend: BackendName): readonly { readonly stage: MemoryStage; readonly bytes: number }[] {
  const graphs = graphsByStage(manifest);
  return MEMORY_STAGES.filter((stage) => graphs[stage].length > 0).map((stage) => ({ stage, bytes: Math.round(bytesOf([stage], manifest, chosen, backend)) }));
}

/** Of the page with the graphs of `stages` in memory at the same time. */
export function bytesWith(stages: readonly MemoryStage[], manifest: PackManifest, chosen: ChosenVariants, backend: BackendName): number {
  return Math.round(RUNTIME_BYTES + bytesOf(stages, manifest, chosen, backend));
}

/** Of these graphs and what they compute with. */
function bytesOf(stages: readonly MemoryStage[], manifest: PackManifest, chosen: ChosenVariants, backend: BackendName): number {
  const known = manifest.memory[backend] ?? {};
  const told = stages.reduce((sum, stage) => sum + (known[stage] ?? 0), 0);
  const graphs = stages.filter((stage) => known[stage] === undefined).flatMap((stage) => graphsByStage(manifest)[stage]);
  const variants = [...new Set(graphs)].flatMap((graph) => chosen.get(graph) ?? []);
  return told + (variants.length === 0 ? 0 : estimate(variants, manifest, backend));
}

/** Of graphs of which nothing but their files is known. */
function estimate(variants: readonly GraphVariant[], manifest: PackManifest, backend: BackendName): number {
  const { width, height } = frameOf(manifest);
  const sizes = variants.flatMap((variant) => filesOfVariant(variant).map(({ bytes }) => ({ bytes, factor: sessionFactor(variant, backend) })));
  // While a graph is loaded some of it is on its way.
  return sizes.reduce((sum, { bytes, factor }) => sum + bytes * factor, Math.max(...sizes.map(({ bytes }) => bytes))) + width * height * 16 * WORKING_PICTURES;
}

/** WebAssembly computes with 32 bits where a file has 16, which most graphs have widened when they are loaded. */
const sessionFactor = (variant: GraphVariant, backend: BackendName): number => (backend === 'wasm' && variant.dtype === 'float16' && !widensItself(variant) ? 2 : 1) * SESSION_FACTOR;
