import type { ImageToVideo } from '../../../contract/pack/manifest.js';

/** The shape of time in a pack: how frames become latents and windows. */
export type PackClock = Pick<ImageToVideo, 'decoder' | 'window'>;

/** One shot: frame 0 is its first-frame image, the rest comes from video latents. */
export interface ShotWindows {
  readonly frames: number;
  /** Video latents whose frames are used; the last one may be used in part. */
  readonly latents: number;
  readonly windows: readonly WindowPlan[];
}

/** One window of a shot: `sampled` latents are made, the first `latents` of them are used. */
export interface WindowPlan {
  /** Whose prompt it follows: 0 is the shot's own, 1 the first of the scenes that continue it. */
  readonly scene: number;
  /** Counted within the shot, as `firstFrame` is; frame 0 is the first-frame image, so windows begin at frame 1. */
  readonly firstLatent: number;
  readonly firstFrame: number;
  readonly latents: number;
  readonly sampled: number;
}

/**
 * @param frames of each scene of the shot; those of the first include frame 0. Each scene begins a new window, at the
 *   border between latents that is nearest to its time
 */
export function planWindows(clock: PackClock, ...frames: readonly number[]): ShotWindows {
  const framesPerLatent = clock.decoder.framesPerLatent.rest;
  const { window } = clock;
  const total = frames.reduce((sum, count) => sum + count, 0);
  const latents = Math.ceil((total - 1) / framesPerLatent);
  const windows: WindowPlan[] = [];
  let made = 0;
  let time = 0;
  frames.forEach((count, scene) => {
    time += count;
    const end = scene === frames.length - 1 ? latents : Math.min(latents, Math.round((time - 1) / framesPerLatent));
    while (made < end) {
      const sampled = made === 0 ? (window.first ?? window.latents) : window.latents;
      const used = Math.min(sampled, end - made);
      windows.push({ scene, firstLatent: made, firstFrame: 1 + made * framesPerLatent, latents: used, sampled });
      made += used;
    }
  });
  return { frames: total, latents, windows };
}

/**
 * Frames of each shot. Cuts fall on the frame nearest to their time, so that the film as a whole is right within half
 * a frame however many shots it has.
 */
export function framesOfShots(seconds: readonly number[], fps: number): readonly number[] {
  let time = 0;
  let start = 0;
  return seconds.map((length) => {
    time += length;
    const end = Math.round(time * fps);
    const frames = Math.max(1, end - start);
    start += frames;
    return frames;
  });
}

/** The last latents made so far, as the next window gets to see them. */
export interface WindowContext {
  /** [1, K, C, h, w], oldest first; missing ones are zero and come first. */
  readonly latents: Float32Array;
  /** [1, K]; 1 where there is a latent. */
  readonly mask: Float32Array;
}

/** Keeps the end of the window before. */
export class SlidingContext {
  #recent: readonly Float32Array[];
  readonly #length: number;
  readonly #latentSize: number;

  /**
   * @param length K, the latents that a window sees of the one before
   * @param latentSize numbers in one latent: V * h * w
   * @param recent latents to begin with, oldest first
   */
  constructor(length: number, latentSize: number, recent: readonly Float32Array[] = []) {
    this.#length = length;
    this.#latentSize = latentSize;
    this.#recent = recent;
  }

  /** At most K latents, oldest first. */
  get recent(): readonly Float32Array[] {
    return this.#recent;
  }

  /** Adds the latents of a window, oldest first. */
  push(latents: readonly Float32Array[]): void {
    this.#recent = this.#length === 0 ? [] : [...this.#recent, ...latents].slice(-this.#length);
  }

  read(): WindowContext {
    const latents = new Float32Array(this.#length * this.#latentSize);
    const mask = new Float32Array(this.#length);
    const missing = this.#length - this.#recent.length;
    this.#recent.forEach((latent, i) => {
      latents.set(latent, (missing + i) * this.#latentSize);
      mask[missing + i] = 1;
    });
    return { latents, mask };
  }
}
