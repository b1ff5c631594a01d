import type { FramePixels } from './film-picture.js';

/**
 * How a film ends where it is asked to: the motion of the last shot comes to rest, and its last frames dissolve into the
 * asked one, so that the last frame equals it bit for bit.
 *
 * To fix the last latent while sampling (inpainting) was tried first: with four steps the model does not plan ahead for
 * it, and a subject that drifted away jumps back within one frame. Latents are motion relative to the first frame, so
 * letting their strength fade is a smooth way back from wherever the subject is.
 */

/** The way back takes a third of the shot, at most this long. */
const MAX_RETURN_SECONDS = 2;
const RETURN_SHARE = 1 / 3;
/** A dissolve into another picture takes half of the shot, at most this long. */
const MAX_DISSOLVE_SECONDS = 1;
const DISSOLVE_SHARE = 1 / 2;
/** At rest the decoder shows the first frame but for rounding; a few frames hide the difference. */
const OWN_DISSOLVE_FRAMES = 3;

/** What happens to frame f of the last shot; frame 0 is its first-frame image. */
export interface Ending {
  /** Share of the motion that is left, 1 to 0. */
  readonly motion: (frame: number) => number;
  /** Weight of the picture that the film ends with, 0 to 1; 1 at the last frame. */
  readonly dissolve: (frame: number) => number;
}

/**
 * @param frames of the last shot
 * @param into whether the film ends with the shot's own first frame or with another picture
 */
export function planEnding(frames: number, fps: number, into: 'own first frame' | 'another picture'): Ending {
  const last = frames - 1;
  const length = (share: number, seconds: number): number => Math.max(1, Math.min(Math.round(last * share), Math.round(fps * seconds)));
  const back = length(RETURN_SHARE, MAX_RETURN_SECONDS);
  const dissolve =
    into === 'own first frame' ? Math.min(OWN_DISSOLVE_FRAMES, back) : length(DISSOLVE_SHARE, MAX_DISSOLVE_SECONDS);
  // Counted so that the frame before the last `length` ones is at 0, and the last frame at 1.
  const progress = (frame: number, over: number): number => (frame - (last - over)) / over;
  return {
    motion: (frame) => 1 - smoothstep(progress(frame, back)),
    dissolve: (frame) => smoothstep(progress(frame, dissolve)),
  };
}

/** `weight` of `to` over the rest of `from`; at 0 and 1 the bytes of one of the two, unchanged. */
export function mixPictures(from: FramePixels, to: FramePixels, weight: number): FramePixels {
  if (weight === 0) return from;
  if (weight === 1) return to.slice();
  return from.map((value, i) => value + weight * ((to[i] ?? value) - value));
}

/** From 0 to 1 without a jerk at either end, and no further. */
export function smoothstep(given: number): number {
  const t = Math.min(1, Math.max(0, given));
  return t * t * (3 - 2 * t);
}
