import { floatOutput } from './graph-runner.js';
import { gaussianNoise } from './gaussian-noise.js';
import { resampleSigmas, sampleFlow } from './flow-match-euler-scheduler.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import { float32, sizeOf } from './tensor.js';
import type { TextConditioning } from './prompt-embeds.js';

/** The picture that a shot starts from. */
export interface FirstFrame {
  /** [1, C, h, w] */
  readonly latents: Float32Array;
  /** [1, 3, H, W] in 0..1 */
  readonly image: Float32Array;
}

/** Draws a first frame from a prompt. */
export async function drawFirstFrame(
  tools: PipelineContext,
  text: TextConditioning,
  empty: TextConditioning,
  noise: { readonly seed: number; readonly stream: number },
  steps: number | undefined,
): Promise<FirstFrame> {
  const { latent, frame, sampler } = tools.manifest;
  const shape = [1, latent.channels, latent.height, latent.width];
  const denoise = guidedDenoiser(tools.runner, 'textToImage', shape, sampler.textToImage.guidance, { text, empty });
  const latents = await sampleFlow(
    gaussianNoise(noise.seed, noise.stream, sizeOf(shape)),
    resampleSigmas(sampler.textToImage.sigmas, steps),
    async (noisy, sigma) => {
      const clean = await denoise(noisy, sigma);
      tools.onUnit('image');
      return clean;
    },
    tools.throwIfCancelled,
  );
  await tools.throwIfCancelled();
  const outputs = await tools.runner.run('imageDecoder', { latents: float32(shape, latents) });
  tools.onUnit('image');
  const image = float32([1, 3, frame.height, frame.width], floatOutput(outputs, 'imageDecoder', 'image')).data;
  return { latents, image };
}

/** Takes a given picture as the first frame; it keeps its own pixels. */
export async function encodeFirstFrame(tools: PipelineContext, image: Float32Array): Promise<FirstFrame> {
  const { frame } = tools.manifest;
  const outputs = await tools.runner.run('imageEncoder', { image: float32([1, 3, frame.height, frame.width], image) });
  tools.onUnit('image');
  return { latents: floatOutput(outputs, 'imageEncoder', 'latents'), image };
}
