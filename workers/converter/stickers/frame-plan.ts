import { Failure } from '../../../contract/errors/failure.js';
import type { StickerPreset } from '../../../contract/stickers/presets.js';

export interface PlannedFilm {
  readonly frameCount: number;
  /** Frames a second. */
  readonly rate: number;
  readonly loop: boolean;
}

export interface PlannedFrame {
  /** Of the film, counted from 0. */
  readonly index: number;
  /** Milliseconds from the beginning; whole, as all the formats can count them. */
  readonly time: number;
  readonly duration: number;
}

export interface FramePlan {
  readonly frames: readonly PlannedFrame[];
  readonly seconds: number;
  readonly speed: number;
  readonly cutSeconds: number;
}

/** Rates come as 12.00001. */
const ALMOST = 1e-3;

/**
 * Which frames of a film a sticker has, and when each is shown. A loop that is too long is played faster, so that it stays
 * closed; any other film is cut. Frames that stay are shown at their own time, so that fewer of them move as fast.
 *
 * @param rateShare of the frames that there could be, 0 to 1
 * @param mostSeconds below what the preset allows, for a sticker that must become smaller
 * @throws Failure `sticker-too-few-frames`
 */
export function planFrames(film: PlannedFilm, { seconds: limits, fps, frames }: StickerPreset, rateShare = 1, mostSeconds = Infinity): FramePlan {
  // The last frame of a loop is the first once more, and would be shown twice.
  const available = film.loop && film.frameCount > 2 ? film.frameCount - 1 : film.frameCount;
  const whole = available / film.rate;
  const least = limits.min ?? 0;
  const wanted = Math.min(whole, limits.max, mostSeconds);
  const rounded = limits.whole !== true ? wanted : film.loop ? Math.round(wanted) : Math.floor(wanted + ALMOST);
  const seconds = Math.max(rounded, least);
  const isPaced = film.loop || whole < least;
  const used = isPaced ? available : Math.min(available, Math.max(1, Math.round(seconds * film.rate)));
  const most = Math.min(Math.floor(seconds * fps + ALMOST), frames?.max ?? Infinity, used);
  const fewest = frames?.min ?? 1;
  if (used < fewest) throw Failure.because('sticker-too-few-frames', { frames: used, min: fewest });
  const count = Math.max(fewest, Math.round(most * rateShare));
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * used) / count));
  const timeOf = (index: number): number => Math.round((1000 * index * seconds) / used);
  return {
    frames: indices.map((index, i) => ({ index, time: timeOf(index), duration: timeOf(indices[i + 1] ?? used) - timeOf(index) })),
    seconds,
    speed: isPaced ? whole / seconds : 1,
    cutSeconds: isPaced ? 0 : Math.max(0, whole - used / film.rate),
  };
}
