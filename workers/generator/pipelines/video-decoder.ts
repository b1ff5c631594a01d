import type { PackManifest } from '../../../contract/pack.js';
import type { FirstFrame } from './first-frame.js';
import { floatOutput, type NamedTensors } from './graph-runner.js';
import type { PipelineContext } from './pipeline-context.js';
import { float32 } from './tensor.js';
import { videoLatentShape } from './image-to-video.js';

/** Decodes the video latents of one shot in order. Its recurrent state goes from latent to latent, so there is no seam. */
export class StreamingVideoDecoder {
  readonly #context: PipelineContext;
  readonly #fixed: NamedTensors;
  #state: NamedTensors;

  /** The recurrent state at the start of a shot: all zero. */
  static startState({ graphs }: PackManifest): NamedTensors {
    return Object.fromEntries((graphs.videoDecoder.state ?? []).map(({ input, shape }) => [input, float32(shape)]));
  }

  /**
   * @param state where to continue: what `state` gave
   */
  constructor(context: PipelineContext, { image, alpha, plate }: FirstFrame, state: NamedTensors) {
    const { width, height } = context.manifest.frame;
    this.#context = context;
    this.#fixed = {
      first_frame: float32([1, 3, height, width], image),
      ...(alpha && { alpha: float32([1, 1, height, width], alpha) }),
      ...(plate && { plate: float32([1, 3, height, width], plate) }),
    };
    this.#state = state;
  }

  /** The recurrent state now; never changed afterwards. */
  get state(): NamedTensors {
    return this.#state;
  }

  /**
   * @param latents [1, V, h, w]
   * @param strengths of the motion, one for each of the F frames: latents are motion relative to the first frame, so a
   *   smaller multiple of them is less of it, and 0 is rest. Frames of the same strength are decoded together.
   * @returns F frames, each [3, H, W] in 0..1
   */
  async decode(latents: Float32Array, strengths: readonly number[] = []): Promise<readonly Float32Array[]> {
    const { framesPerLatent } = this.#context.manifest.latent;
    const before = this.#state;
    const decoded = new Map<number, readonly Float32Array[]>();
    const frames: Float32Array[] = [];
    for (let i = 0; i < framesPerLatent; i++) {
      // Frames beyond the end of the shot have no strength of their own.
      const strength = strengths[i] ?? strengths.at(-1) ?? 1;
      let known = decoded.get(strength);
      if (!known) {
        if (decoded.size > 0) await this.#context.throwIfCancelled();
        known = await this.#decode(strength === 1 ? latents : latents.map((x) => x * strength), before);
        decoded.set(strength, known);
      }
      const frame = known[i];
      if (frame) frames.push(frame);
    }
    this.#context.onUnit('decode');
    return frames;
  }

  async #decode(latents: Float32Array, before: NamedTensors): Promise<readonly Float32Array[]> {
    const { latent, frame, graphs } = this.#context.manifest;
    const outputs = await this.#context.runner.run('videoDecoder', {
      ...this.#fixed,
      ...before,
      latents: float32([1, ...videoLatentShape(latent)], latents),
    });
    this.#state = Object.fromEntries(
      (graphs.videoDecoder.state ?? []).map(({ input, output, shape }) => [
        input,
        float32(shape, floatOutput(outputs, 'videoDecoder', output)),
      ]),
    );
    const size = 3 * frame.height * frame.width;
    const frames = float32([latent.framesPerLatent, size], floatOutput(outputs, 'videoDecoder', 'frames')).data;
    return Array.from({ length: latent.framesPerLatent }, (_, i) => frames.subarray(i * size, (i + 1) * size));
  }
}
