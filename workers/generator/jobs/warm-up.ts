import type { Platform, Tokenizer } from '../platform.js';
import type { LoadedModel } from '../model/model-loader.js';
import { captureRepeated } from '../model/repeated-graphs.js';
import { toKinoraError } from '../../lib/to-kinora-error.js';
import type { Stopwatch } from '../../lib/stopwatch.js';
import type { FilmPlan } from '../pipelines/film-plan.js';
import { TextToVideoPipeline } from '../pipelines/text-to-video.js';
import { paintFilm } from '../pipelines/paint-film.js';
import { backgroundContext } from './background-context.js';
import { openPackPainter } from './film-frames.js';
import { sessionsOf } from '../../model-store/offers/plan-memory.js';

/** A film that was made and dropped. */
export interface DroppedFilm {
  readonly frames: number;
  readonly stopwatch: Pick<Stopwatch, 'read'>;
}

/**
 * Makes a film of one window and drops it. The first runs of a graph are several times slower than the others: WebGPU
 * compiles its shaders then, and JavaScript engines optimize WebAssembly only after it has run for a while.
 * @param isCancelled asked between the steps; the rest is left undone once it gives true
 * @throws Failure, as a film does
 */
export async function warmUp(
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now'>,
  isCancelled: () => boolean,
): Promise<void> {
  // Graphs that take turns in memory would be loaded twice for nothing.
  if (sessionsOf(model.summary) !== 'together') return;
  try {
    await dropFilm(model, tokenizer, platform, isCancelled);
    await captureRepeated(model.runtime, isCancelled);
  } catch (error) {
    // Without a network there may be rows that only this film needs.
    const { code } = toKinoraError(error);
    if (code !== 'cancelled' && code !== 'pack-rows-not-reached') throw error;
  }
}

/**
 * Makes a film of one window and drops it.
 * @param readLast reads a last frame that was painted on a GPU, which has done its work only then
 * @returns null where the pack makes no film by itself
 * @throws Failure `cancelled` once `isCancelled` gives true; and as a film does
 */
export async function dropFilm(
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now'>,
  isCancelled: () => boolean,
  readLast: (image: VideoFrame) => Promise<unknown> = () => Promise.resolve(),
): Promise<DroppedFilm | null> {
  const { imageToVideo, textToImage, vocabulary } = model.files.manifest;
  // Half of a pair makes no film.
  if (!imageToVideo || !textToImage) return null;
  const { window, decoder } = imageToVideo;
  const count = 1 + (window.first ?? window.latents) * decoder.framesPerLatent.rest;
  const film: FilmPlan = { shots: [{ prompt: vocabulary?.examples[0] ?? '', frames: count }], seed: 0 };
  // Whoever makes a film says that it cannot be; it is known from here on.
  const painter = await openPackPainter(model.files.manifest, model.runtime).catch(() => null);
  const context = backgroundContext(model, tokenizer, platform, isCancelled);
  const frames = painter ? paintFilm({ ...context, device: model.runtime.device }, painter, film, undefined, () => undefined) : new TextToVideoPipeline(context).run(film);
  let made = 0;
  try {
    for await (const frame of frames) {
      made++;
      if (!('image' in frame)) continue;
      try {
        if (made === count) await readLast(frame.image);
      } finally {
        frame.image.close();
      }
    }
  } finally {
    painter?.close();
  }
  return { frames: made, stopwatch: context.stopwatch };
}
