import type { PromptGround } from '../../../contract/generator.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { drawingHalf, frameOf, movingHalf, plateOf, sharesLatents } from '../../../contract/pack/pack-parts.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import type { EncodedPrompt } from './prompt-embeds.js';
import { sample, type NoiseSource } from './sampling.js';
import type { Scheduler } from './schedulers/scheduler.js';
import { recolour } from './colours/recolour.js';
import { cutOut } from './decoders/layers/cut-out.js';
import { asSeen, placeLatents, plainScene, type Place } from './stored-places.js';
import { plainBackground, settlePlate } from './plate/settle-plate.js';
import { inFrontOf, lowerSubject, pixelsToGround } from './plate/stand-on-ground.js';
import { fitPicture } from './tensors/fit-picture.js';
import { fromRange, toRange } from './tensors/pixel-range.js';
import { outputOf, runGraph, type RoleOutputs, type RoleValues } from './tensors/run-graph.js';
import { float32 } from './tensors/tensor.js';

/** The picture that a shot starts from. */
export interface FirstFrame {
  /** [1, C, h, w]; absent where the pack has an embedding in their place. */
  readonly latents?: Float32Array;
  /** What else the denoiser sees of it. */
  readonly embedding?: Float32Array;
  /** [1, 3, H, W] in 0..1 */
  readonly image: Float32Array;
  /** Of its subject, [1, 1, H, W] in 0..1; only where the pack has it. */
  readonly alpha?: Float32Array;
  /** The scene without its subject, [1, 3, H, W] in 0..1; only where the pack has it. */
  readonly plate?: Float32Array;
}

/** What text-to-image drew. */
export interface DrawnPicture {
  /** Those that the picture was decoded from, [1, C, h, w]. */
  readonly latents: Float32Array;
  /** [1, 3, H, W] in 0..1 */
  readonly image: Float32Array;
  /** As in FirstFrame. */
  readonly alpha?: Float32Array;
  readonly plate?: Float32Array;
}

/** Roles of what a graph may say of a picture besides its latents. */
type Planes = 'image' | 'alpha' | 'plate';

/**
 * Draws a picture. Where its place is stored, what is in front of that comes from the denoiser, and the place from its table; and a subject that was drawn
 * in its own colour is painted in the one that was asked for.
 */
export async function drawPicture(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource): Promise<DrawnPicture> {
  const drawn = await denoisePicture(context, scheduler, prompt, noise, 'with');
  const { place, paint } = prompt;
  if ((place === undefined && !paint) || !drawn.alpha) return drawn;
  await context.throwIfCancelled();
  const { size } = drawingHalf(context.manifest);
  const plate = plainBackground(drawn, size);
  const { subject } = cutOut({ ...drawn, plate }, size.width, size.height);
  if (paint) recolour(subject, paint);
  if (place !== undefined) return { latents: drawn.latents, ...inFrontOf(await drawPlace(context, place, noise), subject, 0, size) };
  const { image } = inFrontOf(plate, subject, 0, size);
  return { ...drawn, image };
}

/** A stored place, [1, 3, H, W] in 0..1. */
async function drawPlace(context: PipelineContext, place: Place, noise: NoiseSource): Promise<Float32Array> {
  const { size } = drawingHalf(context.manifest);
  if (typeof place !== 'number') return plainScene(place, size);
  const { image } = await decodePicture(context, await placeLatents(context, place));
  return asSeen(image, noise, size);
}

/**
 * noise -> text-to-image, step by step -> image decoder
 * @param subject whether the scene has its subject; without it, only where the plate is drawn
 */
async function denoisePicture(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource, subject: 'with' | 'without'): Promise<DrawnPicture> {
  const half = drawingHalf(context.manifest);
  const fixed: RoleValues = { subject: float32([1], Float32Array.of(subject === 'with' ? 1 : 0)), guidance: float32([1], Float32Array.of(half.scheduler.guidance)) };
  const denoiser = await guidedDenoiser(context, half, prompt, fixed);
  const latents = await sample(context, { scheduler, shape: [1, ...half.latents.shape], noise, denoiser, stage: 'image' });
  await context.throwIfCancelled();
  return decodePicture(context, latents);
}

async function decodePicture(context: PipelineContext, latents: Float32Array): Promise<DrawnPicture> {
  const { decoder, latents: format, size } = drawingHalf(context.manifest);
  const { outputs } = await runGraph(context, decoder.graph, { latents: float32([1, ...format.shape], unscaled(latents, format)) });
  context.onUnit('image');
  const image = float32([1, 3, size.height, size.width], fromRange(outputOf(outputs, 'image'), decoder.range)).data;
  return { latents, image, ...planes(outputs, ['alpha'], size) };
}

/** Latents as a decoder wants them. */
export function unscaled(latents: Float32Array, { scalingFactor, shiftFactor }: { readonly scalingFactor: number; readonly shiftFactor: number }): Float32Array {
  if (scalingFactor === 1 && shiftFactor === 0) return latents;
  return latents.map((value) => value / scalingFactor + shiftFactor);
}

/**
 * Draws a first frame, without its plate where that is drawn too: see {@link drawPlate}. Image-to-video gets the latents it was drawn
 * from, where both models share them; else the picture is encoded.
 *
 * @param ground what its subject is to stand on; one that is lowered to it comes with its plate
 */
export async function drawFirstFrame(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource, ground: PromptGround | null = null): Promise<FirstFrame> {
  const { manifest } = context;
  // A picture that was put together has no latents.
  const isShared = sharesLatents(manifest) && prompt.place === undefined;
  const drawn = fitDrawn(manifest, await drawPicture(context, scheduler, prompt, noise));
  const guessesPlate = plateOf(manifest) === 'guessed';
  if (isShared && !guessesPlate) return drawn;
  // Latents that are shared would have to be moved along.
  const standing = ground && !isShared && !guessesPlate ? await standOnGround(context, scheduler, prompt, noise, ground, drawn) : drawn;
  await context.throwIfCancelled();
  const { plate, ...encoded } = await encodeFirstFrame(context, standing.image);
  // What was drawn as the subject is known better than it can be found.
  return { ...encoded, ...known(standing), ...(isShared && { latents: drawn.latents }), ...(guessesPlate && plate && { plate }) };
}

/** What is known of a first frame before it is encoded. */
const known = ({ image, alpha, plate }: FirstFrame): FirstFrame => ({ image, ...(alpha && { alpha }), ...(plate && { plate }) });

async function standOnGround(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource, ground: PromptGround, drawn: FirstFrame): Promise<FirstFrame> {
  const size = frameOf(context.manifest);
  const pixels = drawn.alpha && plateOf(context.manifest) === 'drawn' ? pixelsToGround(drawn.alpha, ground, size) : 0;
  // A place that goes by is seen where the subject was.
  if (!drawn.alpha || (pixels === 0 && ground.passes === undefined)) return drawn;
  await context.throwIfCancelled();
  return lowerSubject(drawn, drawn.plate ?? (await drawWithoutSubject(context, scheduler, prompt, noise)), pixels, size);
}

/** Draws the plate of a first frame that was drawn from the same noise; only where the plate is drawn. */
export async function drawPlate(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource, firstFrame: FirstFrame): Promise<Float32Array> {
  return settlePlate(firstFrame, await drawWithoutSubject(context, scheduler, prompt, noise), frameOf(context.manifest));
}

/** @returns [1, 3, H, W] in 0..1, as large as a first frame */
async function drawWithoutSubject(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource): Promise<Float32Array> {
  const { manifest } = context;
  const scene = prompt.place === undefined ? (await denoisePicture(context, scheduler, prompt, noise, 'without')).image : await drawPlace(context, prompt.place, noise);
  return fitToFilm(manifest, scene);
}

/** A drawn picture at the size of films, where something moves it. */
export function fitDrawn(manifest: PackManifest, drawn: DrawnPicture): DrawnPicture {
  const fit = (planes: Float32Array): Float32Array => fitToFilm(manifest, planes);
  return { ...drawn, image: fit(drawn.image), ...(drawn.alpha && { alpha: fit(drawn.alpha) }), ...(drawn.plate && { plate: fit(drawn.plate) }) };
}

function fitToFilm({ textToImage, imageToVideo }: PackManifest, planes: Float32Array): Float32Array {
  return textToImage && imageToVideo ? fitPicture(planes, textToImage.size, imageToVideo.size) : planes;
}

/**
 * Encodes a picture as the first frame; the film shows its own pixels.
 * @param picture [3, H, W] in 0..1, or [4, H, W] where its alpha is known
 */
export async function encodeFirstFrame(context: PipelineContext, picture: Float32Array): Promise<FirstFrame> {
  const { firstFrame, size } = movingHalf(context.manifest);
  const colours = 3 * size.width * size.height;
  const image = picture.subarray(0, colours);
  const { outputs } = await runGraph(context, firstFrame.graph, { image: float32([1, 3, size.height, size.width], toRange(image, firstFrame.range)) });
  context.onUnit('image');
  const { firstFrameLatents: latents, firstFrameEmbedding: embedding } = outputs;
  return {
    image,
    ...(latents && { latents: latents.data }),
    ...(embedding && { embedding: embedding.data }),
    ...planes(outputs, ['alpha', 'plate'], size),
    ...(outputs['alpha'] && picture.length > colours && { alpha: picture.subarray(colours) }),
  };
}

/** The outputs with `roles` that there are, checked to be as large as the picture. */
function planes(outputs: RoleOutputs, roles: readonly Exclude<Planes, 'image'>[], { width, height }: { readonly width: number; readonly height: number }): Partial<Record<Planes, Float32Array>> {
  return Object.fromEntries(
    roles.flatMap((role) => {
      const tensor = outputs[role];
      return tensor ? [[role, float32([1, role === 'alpha' ? 1 : 3, height, width], tensor.data).data]] : [];
    }),
  );
}
