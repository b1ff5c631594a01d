import { Failure } from '../../../contract/errors/failure.js';
import { presetOf } from '../../../contract/stickers/presets.js';
import type { Sticker, StickerOrder } from '../../../contract/stickers/sticker.js';
import type { ConversionWatch } from '../convert.js';
import type { FilmReader } from '../film/film-reader.js';
import { colourOf } from '../film/flatten.js';
import { FrameCanvas } from '../film/frame-canvas.js';
import type { Part, Rgba } from '../film/picture.js';
import { bleed } from './bleed.js';
import { drawSticker } from './draw-sticker.js';
import { ENCODERS, type EncodedSticker, type StickerFrames, type StickerWatch } from './encode-sticker.js';
import { fit, type Attempt } from './fit.js';
import { planFrames, type FramePlan } from './frame-plan.js';
import { ladderOf, type Step } from './ladder.js';
import { layOut, type StickerLayout } from './sticker-layout.js';
import { VisiblePart } from './visible-part.js';

/** A way to encode a sticker, with the frames that it has. */
interface Way extends Step {
  readonly plan: FramePlan;
}

/**
 * A film inside the limits of a place for stickers, as good as they allow.
 *
 * @throws Failure `sticker-needs-transparency`, `sticker-too-few-frames`, `sticker-over-limit`, or of film and encoder
 */
export async function makeSticker(reader: FilmReader, { preset: name, look }: StickerOrder, watch: ConversionWatch): Promise<Sticker> {
  const preset = presetOf(name);
  if (preset.transparent === true && !reader.transparent) throw Failure.because('sticker-needs-transparency', { place: preset.place });
  const ways = waysOf(reader, name);
  const progress = countProgress(reader.frameCount, ways, watch);
  const visible = reader.transparent ? await visiblePart(reader, watch.signal, progress.onFrame) : { x: 0, y: 0, width: reader.width, height: reader.height };
  const layout = layOut(preset.frame, visible, look);
  const needed = new Set(ways.flatMap(({ plan }) => plan.frames.map(({ index }) => index)));
  const drawn = await draw(reader, visible, layout, needed, watch.signal, progress.onFrame);
  const transparent = [...drawn.values()].some((rgba) => hasAlpha(rgba));
  // Only now: what cannot be seen has no colour elsewhere, and packs best like that.
  if (preset.format === 'webm') for (const [index, rgba] of drawn) drawn.set(index, bleed(rgba, layout.size));

  const last = ways.at(-1);
  const attempt = async (way: Way): Promise<Attempt<EncodedSticker & { readonly way: Way }>> => {
    const frames: StickerFrames = {
      size: layout.size,
      pictures: way.plan.frames.map(({ index, time, duration }) => ({ rgba: drawn.get(index) ?? missing(index), time, duration })),
      seconds: way.plan.seconds,
      transparent,
      plays: playsOf(preset.playSeconds, way.plan.seconds),
      matte: look.matte === undefined ? null : colourOf(look.matte),
    };
    // The smallest is encoded to its end, so that its size can be told.
    const encoderWatch: StickerWatch = { signal: watch.signal, onFrame: progress.onFrame, aim: preset.bytes.max, giveUpAt: way === last ? Infinity : preset.bytes.max };
    const { bytes, made } = await ENCODERS[preset.format](frames, way.level, encoderWatch);
    return { bytes, made: made && { ...made, way } };
  };
  const { best, leastBytes } = await fit(ways, preset.bytes.max, attempt);
  if (best === null) throw Failure.because('sticker-over-limit', { bytes: leastBytes, max: preset.bytes.max });
  const { file, quality, way } = best;
  const { frames, seconds, speed, cutSeconds } = way.plan;
  const plays = playsOf(preset.playSeconds, seconds);
  return { file, facts: { preset: name, bytes: file.size, ...layout.size, frames: frames.length, seconds, plays, quality, transparent, speed, cutSeconds } };
}

/** All ways that differ in their frames or in their level. */
function waysOf(reader: FilmReader, name: StickerOrder['preset']): readonly Way[] {
  const preset = presetOf(name);
  const { seconds } = planFrames(reader, preset);
  const seen = new Set<string>();
  return ladderOf(preset.format).flatMap((step) => {
    const plan = planFrames(reader, preset, step.rateShare, step.lengthShare === 1 ? Infinity : step.lengthShare * seconds);
    const key = `${plan.frames.length} ${plan.seconds} ${step.level}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...step, plan }];
  });
}

async function visiblePart(reader: FilmReader, signal: AbortSignal, onFrame: () => void): Promise<Part> {
  const canvas = new FrameCanvas(reader, { size: reader, readsPixels: true });
  const visible = new VisiblePart(reader);
  for await (const { sample } of reader.frames(signal)) {
    canvas.take(sample);
    visible.add(canvas.pixels());
    onFrame();
  }
  return visible.part();
}

async function draw(reader: FilmReader, part: Part, layout: StickerLayout, needed: ReadonlySet<number>, signal: AbortSignal, onFrame: () => void): Promise<Map<number, Rgba>> {
  const canvas = new FrameCanvas(reader, { size: layout.subject, part, readsPixels: true });
  const drawn = new Map<number, Rgba>();
  const last = Math.max(...needed);
  let index = 0;
  for await (const { sample } of reader.frames(signal)) {
    onFrame();
    if (needed.has(index)) {
      canvas.take(sample);
      drawn.set(index, drawSticker(canvas.pixels(), layout));
    } else sample.close();
    if (++index > last) break;
  }
  return drawn;
}

function hasAlpha(rgba: Rgba): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true;
  return false;
}

const playsOf = (playSeconds: number | undefined, seconds: number): number => (playSeconds === undefined ? 0 : Math.max(1, Math.floor(playSeconds / seconds)));

/** Frames are looked at, drawn, and encoded as often as it takes; how often that is shows in the end. */
function countProgress(frameCount: number, ways: readonly Way[], { progress }: ConversionWatch): { onFrame: () => void } {
  const attempts = Math.ceil(Math.log2(ways.length));
  const total = 2 * frameCount + attempts * (ways[0]?.plan.frames.length ?? 0);
  let done = 0;
  return { onFrame: () => progress(Math.min(++done, total), total) };
}

function missing(index: number): never {
  throw Failure.because('film-not-decodable', {}, `Frame ${index} is missing.`);
}
