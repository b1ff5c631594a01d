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
  /** The scene without its subject, [1, 3, H, W] in 0..1; only where the manifest says `firstFramePlate`. */
  readonly plate?: Float32Array;
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

/** Seed and stream of the noise that a picture is drawn from. */
export interface PictureNoise {
  readonly seed: number;
  readonly stream: number;
}

/**
 * Draws a picture: noise -> text-to-image, step by step -> image decoder.
 *
 * @param subject whether the scene has its subject; without it, only where the manifest says `firstFramePlate.drawn`
 */
export async function drawPicture(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  prompt: EncodedPrompt,
  noise: PictureNoise,
  subject: 'with' | 'without' = 'with',
): Promise<DrawnPicture> {
  const { firstFramePlate, sampler } = context.manifest;
  const { channels, height, width } = context.manifest.imageLatent ?? context.manifest.latent;
  const shape = [1, channels, height, width];
  const fixed = firstFramePlate?.drawn === true ? { subject: float32([1], Float32Array.of(subject === 'with' ? 1 : 0)) } : {};
  const denoise = guidedDenoiser(context.runner, 'textToImage', shape, sampler.textToImage.guidance, prompt, fixed);

  let latents = gaussianNoise(noise.seed, noise.stream, sizeOf(shape));
  for (const [step, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
    await context.throwIfCancelled();
    latents = scheduler.step(await denoise(latents, sigma), step, latents);
    context.onUnit('image');
  }

  await context.throwIfCancelled();
  const outputs = await context.runner.run('imageDecoder', { latents: float32(shape, latents) });
  context.onUnit('image');
  return { latents, image: planes(context, outputs, 'imageDecoder', 'image', 3), ...alphaOf(context, outputs, 'imageDecoder') };
}

/**
 * Draws a first frame, without its plate where that is drawn too: see {@link drawPlate}. Image-to-video gets the latents it was drawn
 * from, where both models share them; else the picture is encoded.
 */
export async function drawFirstFrame(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  prompt: EncodedPrompt,
  noise: PictureNoise,
): Promise<FirstFrame> {
  const { imageLatent, firstFramePlate } = context.manifest;
  const drawn = await drawPicture(context, scheduler, prompt, noise);
  const guessesPlate = firstFramePlate?.drawn === false;
  if (!imageLatent && !guessesPlate) return drawn;
  await context.throwIfCancelled();
  const { latents, plate } = await encodeFirstFrame(context, drawn.image);
  // What was drawn as the subject is known better than it can be found.
  return { ...drawn, ...(imageLatent && { latents }), ...(guessesPlate && plate && { plate }) };
}

/** Draws the plate of a first frame that was drawn from the same noise; only where the manifest says `firstFramePlate.drawn`. */
export async function drawPlate(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  prompt: EncodedPrompt,
  noise: PictureNoise,
): Promise<Float32Array> {
  return (await drawPicture(context, scheduler, prompt, noise, 'without')).image;
}

/** Encodes a picture as the first frame; the film shows its own pixels. */
export async function encodeFirstFrame(context: PipelineContext, image: Float32Array): Promise<FirstFrame> {
  const { frame, firstFramePlate } = context.manifest;
  const outputs = await context.runner.run('imageEncoder', { image: float32([1, 3, frame.height, frame.width], image) });
  context.onUnit('image');
  return {
    latents: floatOutput(outputs, 'imageEncoder', 'latents'),
    image,
    ...alphaOf(context, outputs, 'imageEncoder'),
    ...(firstFramePlate && { plate: planes(context, outputs, 'imageEncoder', 'plate', 3) }),
  };
}

function alphaOf(context: PipelineContext, outputs: NamedTensors, graph: 'imageDecoder' | 'imageEncoder'): { alpha?: Float32Array } {
  return context.manifest.firstFrameAlpha === true ? { alpha: planes(context, outputs, graph, 'alpha', 1) } : {};
}

/** Output `name` of `graph`, checked to be [1, `channels`, H, W]. */
function planes({ manifest: { frame } }: PipelineContext, outputs: NamedTensors, graph: 'imageDecoder' | 'imageEncoder', name: string, channels: number): Float32Array {
  return float32([1, channels, frame.height, frame.width], floatOutput(outputs, graph, name)).data;
}
