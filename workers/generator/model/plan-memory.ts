import type { BackendName, Capabilities, MemoryPlan } from '../../../contract/generator.js';
import { GRAPH_NAMES, type GraphName, type PackManifest } from '../../../contract/pack.js';
import { Failure } from '../../../contract/errors/failure.js';
import type { ChosenVariants } from '../../model-store/choose-variants.js';

/**
 * Graphs that are needed at the same time. Text is needed by both halves and is small; a film draws its first frame
 * before it moves, so the two others can take turns where memory is short.
 */
export const MEMORY_STAGES = {
  text: ['textEncoder'],
  picture: ['textToImage', 'imageEncoder', 'imageDecoder'],
  motion: ['imageToVideo', 'videoDecoder'],
} as const satisfies Record<string, readonly GraphName[]>;

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
/** 32-bit WebAssembly ends at 4 GiB; some of it is lost to fragments. */
const WASM_BYTES = 3.5 * 2 ** 30;

/**
 * Judges by the sizes of the files that would be loaded, so that a device that is too small is told before it fetches
 * anything. An estimate: it errs by tens of percent.
 *
 * @throws Failure `pack-needs-memory` when the pack cannot fit in any way
 */
export function planMemory(manifest: PackManifest, chosen: ChosenVariants, backend: BackendName, device: Pick<Capabilities, 'deviceMemoryGiB'>): MemoryPlan {
  const { width, height } = manifest.frame;
  const base = RUNTIME_BYTES + width * height * 16 * WORKING_PICTURES;
  // While a graph is loaded its file is in memory besides the sessions.
  const sizeOf = (graphs: readonly GraphName[]): number =>
    graphs.reduce((sum, graph) => sum + chosen[graph].bytes * SESSION_FACTOR, 0) + Math.max(...graphs.map((graph) => chosen[graph].bytes));
  const { text, picture, motion } = MEMORY_STAGES;
  const together = Math.round(base + sizeOf(GRAPH_NAMES));
  const inTurns = Math.round(base + Math.max(sizeOf([...text, ...picture]), sizeOf([...text, ...motion])));

  const deviceBytes = device.deviceMemoryGiB === null ? UNKNOWN_DEVICE_BYTES : device.deviceMemoryGiB * 2 ** 30;
  const limit = (share: number): number => Math.round(Math.min(deviceBytes * share, backend === 'wasm' ? WASM_BYTES : Number.POSITIVE_INFINITY));
  const budgetBytes = limit(COMFORTABLE_SHARE);
  if (together <= budgetBytes) return { sessions: 'together', neededBytes: together, budgetBytes };
  const most = limit(GREATEST_SHARE);
  if (inTurns <= most) return { sessions: 'in turns', neededBytes: inTurns, budgetBytes };
  throw Failure.because('pack-needs-memory', { title: manifest.title, neededBytes: inTurns, availableBytes: most });
}
