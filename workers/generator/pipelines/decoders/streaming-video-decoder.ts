import type { VideoDecoderSettings } from '../../../../contract/pack/manifest.js';
import { movingHalf } from '../../../../contract/pack/pack-parts.js';
import { unscaled } from '../first-frame.js';
import { DECODER_STREAM } from '../sampling.js';
import { gaussianNoise } from '../tensors/gaussian-noise.js';
import type { NamedTensors } from '../tensors/graph-runner.js';
import { fromRange } from '../tensors/pixel-range.js';
import { asFloat32, convertTensor, namedOutput, outputOf, runGraph } from '../tensors/run-graph.js';
import { float32 } from '../tensors/tensor.js';
import type { DecoderParts, LatentGroup, VideoDecoder } from './video-decoder.js';

type PerLatent = Extract<VideoDecoderSettings, { readonly mode: 'perLatent' }>;

/** Decodes a latent at a time. Its recurrent state goes from latent to latent, so there is no seam. */
export class StreamingVideoDecoder implements VideoDecoder {
  readonly #parts: DecoderParts;
  readonly #settings: PerLatent;
  #state: NamedTensors;

  constructor(parts: DecoderParts, settings: PerLatent, state: NamedTensors | null) {
    this.#parts = parts;
    this.#settings = settings;
    this.#state = state ?? Object.fromEntries(settings.states.map(({ input, shape }) => [input, float32(shape)]));
  }

  get state(): NamedTensors {
    return this.#state;
  }

  async begin(): Promise<void> {
    const { latents } = this.#parts.firstFrame;
    // Its frames are not shown: frame 0 is the picture itself.
    if (this.#settings.framesPerLatent.first !== undefined && latents) await this.#decode(latents, this.#state);
  }

  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[] {
    return latents.slice(0, used).map((latent) => ({ latents: [latent], used: 1 }));
  }

  /** Latents that are motion relative to the first frame: a smaller multiple is less of it. Frames of the same strength are decoded together. */
  async decode({ latents: [latent = new Float32Array()] }: LatentGroup, strengths: readonly number[] = []): Promise<readonly Float32Array[]> {
    const { context } = this.#parts;
    const before = this.#state;
    const decoded = new Map<number, readonly Float32Array[]>();
    const frames: Float32Array[] = [];
    for (let i = 0; i < this.#settings.framesPerLatent.rest; i++) {
      // Frames beyond the end of the shot have no strength of their own.
      const strength = strengths[i] ?? strengths.at(-1) ?? 1;
      let known = decoded.get(strength);
      if (!known) {
        if (decoded.size > 0) await context.throwIfCancelled();
        known = await this.#decode(strength === 1 ? latent : latent.map((x) => x * strength), before);
        decoded.set(strength, known);
      }
      const frame = known[i];
      if (frame) frames.push(frame);
    }
    context.onUnit('decode');
    return frames;
  }

  async #decode(latent: Float32Array, before: NamedTensors): Promise<readonly Float32Array[]> {
    const { context, values, prepared, noise } = this.#parts;
    const { graph, states, range } = this.#settings;
    const { latents: format, size } = movingHalf(context.manifest);
    const shape = [1, ...format.shape];
    const inputs = { ...values, latents: float32(shape, unscaled(latent, format)), noise: () => float32(shape, gaussianNoise(noise.seed, noise.stream + DECODER_STREAM, latent.length)) };
    const carried = states.flatMap(({ input, type }) => {
      const tensor = before[input];
      return tensor ? [[input, convertTensor(tensor, type)] as const] : [];
    });
    const { outputs, named } = await runGraph(context, graph, inputs, { ...prepared, ...Object.fromEntries(carried) });
    this.#state = Object.fromEntries(
      states.map(({ input, output, shape: expected }) => [input, float32(expected, asFloat32(namedOutput(named, graph, output)).data)]),
    );
    return framesOf(fromRange(outputOf(outputs, 'frames'), range), size);
  }
}

/** Frames that lie one after another. */
export function framesOf(frames: Float32Array, { width, height }: { readonly width: number; readonly height: number }): readonly Float32Array[] {
  const size = 3 * height * width;
  return Array.from({ length: Math.floor(frames.length / size) }, (_, i) => frames.subarray(i * size, (i + 1) * size));
}
