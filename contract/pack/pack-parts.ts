/** What a manifest is asked for again and again. */
import type { FilmControls, FrameShape } from '../pack-summary.js';
import type { PackCapability } from './half-schema.js';
import type { MemoryStage } from './memory-stages.js';
import type { ImageToVideo, PackHalf, PackManifest, SchedulerSettings, TextEncoderEntry, TextToImage } from './manifest.js';
import { Failure } from '../errors/failure.js';

/** @throws Failure `pack-draws-nothing` */
export function drawingHalf({ textToImage, title }: PackManifest): TextToImage {
  if (textToImage) return textToImage;
  throw Failure.because('pack-draws-nothing', { title });
}

/** @throws Failure `pack-moves-nothing` */
export function movingHalf({ imageToVideo, title }: PackManifest): ImageToVideo {
  if (imageToVideo) return imageToVideo;
  throw Failure.because('pack-moves-nothing', { title });
}

/** Size and rate of films; of a pack that moves nothing, the size of its pictures, and a rate of 1. */
export function frameOf(manifest: PackManifest): FrameShape {
  const { imageToVideo } = manifest;
  return imageToVideo ? { ...imageToVideo.size, fps: imageToVideo.window.fps } : { ...drawingHalf(manifest).size, fps: 1 };
}

/** Whether another number of steps can be asked for than the schedule lists. */
export const hasFreeSteps = ({ kind }: SchedulerSettings): boolean => kind === 'flow';

export function controlsOf({ textToImage, imageToVideo }: PackManifest): FilmControls {
  const can = (capability: PackCapability): boolean => imageToVideo?.capabilities.includes(capability) ?? false;
  const strength = can('motionStrength') && imageToVideo?.motion.mode !== 'none';
  const steps = [textToImage, imageToVideo].some((half) => half !== undefined && hasFreeSteps(half.scheduler));
  const layers = imageToVideo?.decoder.mode === 'layers';
  const taken = { motion: strength, steps, transparent: layers, hideSubject: layers, size: layers, fps: layers };
  const without = (['motion', 'steps', 'transparent', 'hideSubject', 'size', 'fps'] as const).filter((option) => !taken[option]);
  return { loop: can('loop'), endPicture: can('endPicture'), layers, without };
}

/** The text encoders of `halves`, each once: halves may share some. */
export function textEncodersOf(...halves: readonly (PackHalf | undefined)[]): readonly TextEncoderEntry[] {
  const all = halves.flatMap((half) => half?.textEncoders ?? []);
  return all.filter((entry, i) => all.findIndex((other) => sameEncoder(other, entry)) === i);
}

export function sameEncoder(a: TextEncoderEntry, b: TextEncoderEntry): boolean {
  return a.graph === b.graph && a.tokenizer.sha256 === b.tokenizer.sha256;
}

/** The graphs that each stage of a film runs. */
export function graphsByStage({ textToImage, imageToVideo }: PackManifest): Readonly<Record<MemoryStage, readonly string[]>> {
  const { prepare, graph = null } = imageToVideo?.decoder ?? {};
  return {
    text: textEncodersOf(textToImage, imageToVideo).map((encoder) => encoder.graph),
    image: textToImage ? [textToImage.denoiser, textToImage.decoder.graph] : [],
    firstFrame: imageToVideo ? [imageToVideo.firstFrame.graph] : [],
    motion: imageToVideo ? [imageToVideo.denoiser] : [],
    decode: [...(prepare ? [prepare.graph] : []), ...(graph === null ? [] : [graph])],
  };
}

/** All graphs, in the order of a film. */
export function graphNamesOf(manifest: PackManifest): readonly string[] {
  return [...new Set(Object.values(graphsByStage(manifest)).flat())];
}

export function hasRole(manifest: PackManifest, graph: string, side: 'inputs' | 'outputs', role: string): boolean {
  return manifest.graphs[graph]?.[side].some((binding) => binding.role === role) ?? false;
}

/**
 * Where the plate of a first frame comes from, the scene without its subject: drawn a second time, guessed by the first-frame graph, or
 * null where nothing asks for one.
 */
export function plateOf(manifest: PackManifest): 'drawn' | 'guessed' | null {
  const { textToImage, imageToVideo } = manifest;
  if (!imageToVideo) return null;
  const { decoder } = imageToVideo;
  if (decoder.mode !== 'layers' && !hasRole(manifest, decoder.graph, 'inputs', 'plate')) return null;
  return textToImage && hasRole(manifest, textToImage.denoiser, 'inputs', 'subject') ? 'drawn' : 'guessed';
}

/** Whether a drawn picture is encoded, or what it was drawn from is enough. */
export function encodesDrawn(manifest: PackManifest): boolean {
  return !sharesLatents(manifest) || plateOf(manifest) === 'guessed';
}

/** Whether image-to-video gets the latents that a picture was drawn from. A picture that is painted afterwards has none. */
export function sharesLatents(manifest: PackManifest): boolean {
  return movingHalf(manifest).firstFrame.sharesLatents && manifest.textToImage?.colours === undefined;
}
