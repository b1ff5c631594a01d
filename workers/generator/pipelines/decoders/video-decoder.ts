import { movingHalf } from '../../../../contract/pack/pack-parts.js';
import type { Picture } from '../film-picture.js';
import type { FirstFrame } from '../first-frame.js';
import type { PipelineContext } from '../pipeline-context.js';
import type { NoiseSource } from '../sampling.js';
import type { LatentsOnDevice, NamedTensors } from '../tensors/graph-runner.js';
import { namedOutput, rowsOf, runGraph, type RoleValues } from '../tensors/run-graph.js';
import { float32 } from '../tensors/tensor.js';
import { DeviceVideoDecoder } from './layers/device-video-decoder.js';
import { LayeredVideoDecoder } from './layers/layered-video-decoder.js';
import { StreamingVideoDecoder } from './streaming-video-decoder.js';
import { WindowVideoDecoder } from './window-video-decoder.js';

/** Decodes the video latents of one shot in order. */
export interface VideoDecoder {
  /** What later latents depend on, of those so far. */
  readState(): Promise<NamedTensors>;
  /** Called before the first latent of a shot, and not where a shot is gone on with. */
  begin(): Promise<void>;
  /** The latents of a window, each [V, h, w], in the groups that are decoded at a time. @param used how many of them become frames */
  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[];
  /** The same of latents that are on the device of the graphs; absent where they are decoded in ordinary memory. */
  groupsThere?(latents: LatentsOnDevice, used: number): readonly LatentGroup[];
  /**
   * @param strengths of the motion, one for each of the frames, where latents are motion that can be weaker
   * @returns the frames that the used latents add
   */
  decode(group: LatentGroup, strengths?: readonly number[]): Promise<readonly Picture[]>;
  /** Frees what it keeps on the device; its pictures are painted by then. */
  close(): void;
}

export interface LatentGroup {
  readonly latents: readonly Float32Array[];
  /** In place of `latents`: one of a window on the device, and whether it is the last one that is used. */
  readonly there?: { readonly window: LatentsOnDevice; readonly number: number; readonly isLast: boolean };
  /** The first so many become frames. The rest is there because a graph may take so many latents and no fewer. */
  readonly used: number;
}

/**
 * @param state where to continue: what `state` gave; null at the start of a shot
 * @param noise for decoders that take some
 */
export async function openVideoDecoder(context: PipelineContext, firstFrame: FirstFrame, state: NamedTensors | null, noise: NoiseSource): Promise<VideoDecoder> {
  const { decoder, size } = movingHalf(context.manifest);
  const { width, height } = size;
  const { image, latents, alpha, plate } = firstFrame;
  const values: RoleValues = {
    image: float32([1, 3, height, width], image),
    ...(latents && { firstFrameLatents: float32([1, latents.length], latents) }),
    ...(alpha && { alpha: float32([1, 1, height, width], alpha) }),
    ...(plate && { plate: float32([1, 3, height, width], plate) }),
  };
  const parts = { context, firstFrame, values, prepared: await prepare(context, values), noise };
  switch (decoder.mode) {
    case 'perLatent':
      return new StreamingVideoDecoder(parts, decoder, state);
    case 'perWindow':
      return new WindowVideoDecoder(parts, decoder, state);
    case 'layers':
      return DeviceVideoDecoder.open(parts, decoder, state) ?? new LayeredVideoDecoder(parts, decoder, state);
  }
}

/** What all kinds of decoders are made of. */
export interface DecoderParts {
  readonly noise: NoiseSource;
  readonly context: PipelineContext;
  readonly firstFrame: FirstFrame;
  /** What stays the same for the shot, by roles. */
  readonly values: RoleValues;
  /** The same by names: what was prepared once. */
  readonly prepared: NamedTensors;
}

async function prepare(context: PipelineContext, values: RoleValues): Promise<NamedTensors> {
  const { decoder } = movingHalf(context.manifest);
  if (!decoder.prepare) return {};
  const { graph, tensors } = decoder.prepare;
  const { named } = await runGraph(context, graph, values);
  const prepared = await Promise.all(
    tensors.map(async ({ output, input, table }) => {
      const tensor = namedOutput(named, graph, output);
      return [input, table === undefined ? tensor : await rowsOf(context.readRows, table, tensor)] as const;
    }),
  );
  return Object.fromEntries(prepared);
}
