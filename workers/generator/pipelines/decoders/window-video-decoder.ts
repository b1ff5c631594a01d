import type { VideoDecoderSettings } from '../../../../contract/pack/manifest.js';
import { movingHalf } from '../../../../contract/pack/pack-parts.js';
import type { Picture } from '../film-picture.js';
import { unscaled } from '../first-frame.js';
import { DECODER_STREAM } from '../sampling.js';
import { gaussianNoise } from '../tensors/gaussian-noise.js';
import type { NamedTensors } from '../tensors/graph-runner.js';
import { joined } from '../tensors/joined.js';
import { fromRange } from '../tensors/pixel-range.js';
import { outputOf, runGraph } from '../tensors/run-graph.js';
import { float32, sizeOf } from '../tensors/tensor.js';
import { framesOf, pixelsOf } from './streaming-video-decoder.js';
import type { DecoderParts, LatentGroup, VideoDecoder } from './video-decoder.js';

type PerWindow = Extract<VideoDecoderSettings, { readonly mode: 'perWindow' }>;

/** Decodes a window at a time, with the end of the one before in front of it, whose frames are dropped. */
export class WindowVideoDecoder implements VideoDecoder {
  readonly #parts: DecoderParts;
  readonly #settings: PerWindow;
  /** Latents that are decoded again in front of the next ones, oldest first. */
  #before: readonly Float32Array[];

  constructor(parts: DecoderParts, settings: PerWindow, state: NamedTensors | null) {
    const { shape } = movingHalf(parts.context.manifest).latents;
    const size = sizeOf(shape);
    const kept = (state?.['overlap']?.data ?? new Float32Array()) as Float32Array;
    this.#parts = parts;
    this.#settings = settings;
    this.#before = Array.from({ length: kept.length / size }, (_, i) => kept.subarray(i * size, (i + 1) * size));
  }

  readState(): Promise<NamedTensors> {
    const { shape } = movingHalf(this.#parts.context.manifest).latents;
    return Promise.resolve({ overlap: float32([this.#before.length, ...shape], joined(this.#before)) });
  }

  close(): void {
    // All is in ordinary memory.
  }

  begin(): Promise<void> {
    const { latents } = this.#parts.firstFrame;
    if (this.#settings.framesPerLatent.first !== undefined && latents) this.#before = [latents];
    return Promise.resolve();
  }

  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[] {
    return [{ latents, used }];
  }

  async decode({ latents, used }: LatentGroup): Promise<readonly Picture[]> {
    const { context, values, prepared, noise } = this.#parts;
    const { graph, range, framesPerLatent, overlap } = this.#settings;
    const { latents: format, size } = movingHalf(context.manifest);
    const all = [...this.#before, ...latents];
    const shape = [1, all.length, ...format.shape];
    const { outputs } = await runGraph(
      context,
      graph,
      {
        ...values,
        latents: float32(shape, unscaled(joined(all), format)),
        noise: () => float32(shape, gaussianNoise(noise.seed, noise.stream + DECODER_STREAM, sizeOf(shape))),
      },
      prepared,
    );
    const usedSoFar = [...this.#before, ...latents.slice(0, used)];
    this.#before = overlap === 0 ? [] : usedSoFar.slice(-overlap);
    for (let i = 0; i < used; i++) context.onUnit('decode');
    const frames = framesOf(outputOf(outputs, 'frames'), size);
    const added = frames.slice(-latents.length * framesPerLatent.rest).slice(0, used * framesPerLatent.rest);
    // One after the other: all frames of a window as numbers are hundreds of megabytes.
    return added.map((planes) => pixelsOf(fromRange(planes, range), size));
  }
}
