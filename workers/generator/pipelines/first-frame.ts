import type { FlowMatchEulerScheduler } from './flow-match-euler-scheduler.js';
import { gaussianNoise } from './gaussian-noise.js';
import { floatOutput, type NamedTensors } from './graph-runner.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import type { EncodedPrompt } from './prompt-embeds.js';
import { float32, sizeOf } from './tensor.js';

/** The picture that a shot starts from. */
export interface FirstFrame {
  /** [1, C, h, w] */
  readonly latents: Float32Array;
  /** [1, 3, H, W] in 0..1 */
  readonly image: Float32Array;
  /** Of its subject, [1, 1, H, W] in 0..1; only where the manifest says `firstFrameAlpha`. */
  readonly alpha?: Float32Array;
}

/** What text-to-image drew. */
export interface DrawnPicture {
  /** Those that the picture was decoded from, [1, C, h, w] of `manifest.imageLatent`, or else of `manifest.latent`. */
  readonly latents: Float32Array;
  /** [1, 3, H, W] in 0..1 */
  readonly image: Float32Array;
  /** As in FirstFrame. */
  readonly alpha?: Float32Array;
}

/** Draws a picture: noise -> text-to-image, step by step -> image decoder. */
export async function drawPicture(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  prompt: EncodedPrompt,
  noise: { readonly seed: number; readonly stream: number },
): Promise<DrawnPicture> {
  const { frame, sampler } = context.manifest;
  const { channels, height, width } = context.manifest.imageLatent ?? context.manifest.latent;
  const shape = [1, channels, height, width];
  const denoise = guidedDenoiser(context.runner, 'textToImage', shape, sampler.textToImage.guidance, prompt);

  let latents = gaussianNoise(noise.seed, noise.stream, sizeOf(shape));
  for (const [step, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
    await context.throwIfCancelled();
    latents = scheduler.step(await denoise(latents, sigma), step, latents);
    context.onUnit('image');
  }

  await context.throwIfCancelled();
  const outputs = await context.runner.run('imageDecoder', { latents: float32(shape, latents) });
  context.onUnit('image');
  const image = float32([1, 3, frame.height, frame.width], floatOutput(outputs, 'imageDecoder', 'image')).data;
  return { latents, image, ...alphaOf(context, outputs, 'imageDecoder') };
}

/** Draws a first frame. Image-to-video gets the latents it was drawn from, where both models share them; else the picture is encoded. */
export async function drawFirstFrame(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  prompt: EncodedPrompt,
  noise: { readonly seed: number; readonly stream: number },
): Promise<FirstFrame> {
  const drawn = await drawPicture(context, scheduler, prompt, noise);
  if (!context.manifest.imageLatent) return drawn;
  await context.throwIfCancelled();
  // What was drawn as the subject is known better than it can be found.
  const { alpha } = drawn;
  return { ...(await encodeFirstFrame(context, drawn.image)), ...(alpha && { alpha }) };
}

/** Encodes a picture as the first frame; the film shows its own pixels. */
export async function encodeFirstFrame(context: PipelineContext, image: Float32Array): Promise<FirstFrame> {
  const { frame } = context.manifest;
  const outputs = await context.runner.run('imageEncoder', { image: float32([1, 3, frame.height, frame.width], image) });
  context.onUnit('image');
  return { latents: floatOutput(outputs, 'imageEncoder', 'latents'), image, ...alphaOf(context, outputs, 'imageEncoder') };
}

function alphaOf({ manifest }: PipelineContext, outputs: NamedTensors, graph: 'imageDecoder' | 'imageEncoder'): { alpha?: Float32Array } {
  const { frame, firstFrameAlpha } = manifest;
  if (!firstFrameAlpha) return {};
  return { alpha: float32([1, 1, frame.height, frame.width], floatOutput(outputs, graph, 'alpha')).data };
}
