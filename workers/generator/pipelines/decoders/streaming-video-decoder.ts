import type { VideoDecoderSettings } from '../../../../contract/pack/manifest.js';
import { movingHalf } from '../../../../contract/pack/pack-parts.js';
import { rgbaFromPlanes } from '../../../lib/rgba-frame.js';
import type { Picture } from '../film-picture.js';
import { unscaled } from '../first-frame.js';
import { DECODER_STREAM } from '../sampling.js';
import { gaussianNoise } from '../tensors/gaussian-noise.js';
import type { NamedTensors } from '../tensors/graph-runner.js';
import { fromRange } from '../tensors/pixel-range.js';
import { outputOf, runGraph } from '../tensors/run-graph.js';
import { float32 } from '../tensors/tensor.js';
import { CarriedStates } from './carried-states.js';
import { framesByStrength, strengthened } from './frames-by-strength.js';
import type { DecoderParts, LatentGroup, VideoDecoder } from './video-decoder.js';

type PerLatent = Extract<VideoDecoderSettings, { readonly mode: 'perLatent' }>;

/** Decodes a latent at a time. Its recurrent state goes from latent to latent, so there is no seam. */
export class StreamingVideoDecoder implements VideoDecoder {
  readonly #parts: DecoderParts;
  readonly #settings: PerLatent;
  readonly #states: CarriedStates;

  constructor(parts: DecoderParts, settings: PerLatent, state: NamedTensors | null) {
    this.#parts = parts;
    this.#settings = settings;
    this.#states = new CarriedStates(settings.states, state);
  }

  readState(): Promise<NamedTensors> {
    return Promise.resolve(this.#states.tensors);
  }

  close(): void {
    // All is in ordinary memory.
  }

  async begin(): Promise<void> {
    const { latents } = this.#parts.firstFrame;
    // Its frames are not shown: frame 0 is the picture itself.
    if (this.#settings.framesPerLatent.first !== undefined && latents) await this.#decode(latents, this.#states.tensors, []);
  }

  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[] {
    return latents.slice(0, used).map((latent) => ({ latents: [latent], used: 1 }));
  }

  decode({ latents: [latent = new Float32Array()] }: LatentGroup, strengths: readonly number[] = []): Promise<readonly Picture[]> {
    const before = this.#states.tensors;
    return framesByStrength(this.#parts.context, this.#settings.framesPerLatent.rest, strengths, (strength, wanted) => this.#decode(strengthened(latent, strength), before, wanted));
  }

  async #decode(latent: Float32Array, before: NamedTensors, wanted: readonly number[]): Promise<ReadonlyMap<number, Picture>> {
    const { context, values, prepared, noise } = this.#parts;
    const { graph, range } = this.#settings;
    const { latents: format, size } = movingHalf(context.manifest);
    const shape = [1, ...format.shape];
    const inputs = { ...values, latents: float32(shape, unscaled(latent, format)), noise: () => float32(shape, gaussianNoise(noise.seed, noise.stream + DECODER_STREAM, latent.length)) };
    const { outputs, named } = await runGraph(context, graph, inputs, { ...prepared, ...this.#states.inputs(before) });
    this.#states.take(named, graph);
    const frames = framesOf(outputOf(outputs, 'frames'), size);
    return new Map(
      wanted.flatMap((number) => {
        const planes = frames[number];
        return planes ? [[number, pixelsOf(fromRange(planes, range), size)] as const] : [];
      }),
    );
  }
}

/** Frames that lie one after another. */
export function framesOf(frames: Float32Array, { width, height }: { readonly width: number; readonly height: number }): readonly Float32Array[] {
  const size = 3 * height * width;
  return Array.from({ length: Math.floor(frames.length / size) }, (_, i) => frames.subarray(i * size, (i + 1) * size));
}

/** A decoded frame, [3, H, W] in 0..1. */
export const pixelsOf = (planes: Float32Array, { width, height }: { readonly width: number; readonly height: number }): Picture => ({ kind: 'pixels', rgba: rgbaFromPlanes(planes, width, height) });
