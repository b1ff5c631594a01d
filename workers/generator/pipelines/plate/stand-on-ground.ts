import type { PromptGround } from '../../../../contract/generator.js';
import { footOf } from '../../../../contract/request/layers/standing.js';
import { footprintOfAlpha } from '../decoders/layers/cast-shadow.js';
import { layersOf } from '../decoders/layers/cut-out.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';
import type { FirstFrame } from '../first-frame.js';
import { settlePlate } from './settle-plate.js';

/** How near what is alone stands, as in `PromptThings.feet`. */
const NEAR = 0.62;
/** Of the picture's height, where its feet are at most: the camera may come closer. */
const LOWEST = 0.92;
/** Of the picture's height, by how much a subject is lowered at least: by less it is not seen, and its plate is not yet drawn. */
const LEAST = 0.02;

/**
 * By how many pixels a drawn subject has to be lowered to stand on the ground of its place; 0 where it stands, or is in the air.
 *
 * Text-to-image learned from scenes whose subjects are anywhere in the picture, and draws a car in the sky above its street.
 * @param alpha of the subject, [1, 1, H, W] in 0..1
 */
export function pixelsToGround(alpha: Float32Array, { stands, horizon }: PromptGround, size: PixelSize): number {
  const footprint = stands === 'rests' && horizon !== null ? footprintOfAlpha(alpha, size) : null;
  if (!footprint || horizon === null) return 0;
  const pixels = Math.round(Math.min(LOWEST, footOf(NEAR, horizon, size, size)) * size.height) - (footprint.bottom + 1);
  return pixels < LEAST * size.height ? 0 : pixels;
}

/**
 * A first frame, put together again: the subject that was drawn, lowered, in front of the scene that was drawn without it.
 *
 * @param firstFrame with its alpha
 * @param scene [1, 3, H, W] in 0..1, from the same noise; it may differ from what is behind the subject in `firstFrame`
 */
export function lowerSubject(firstFrame: FirstFrame, scene: Float32Array, pixels: number, size: PixelSize): FirstFrame {
  const { subject } = layersOf({ ...firstFrame, plate: settlePlate(firstFrame, scene, size) }, size.width, size.height);
  return inFrontOf(scene, subject, pixels, size);
}

/**
 * A subject in front of a scene that is without one.
 *
 * @param subject [H, W, 4], as in Layers
 * @param pixels by how many it is lowered
 */
export function inFrontOf(scene: Float32Array, subject: Uint8ClampedArray, pixels: number, { width, height }: PixelSize): Required<Pick<FirstFrame, 'image' | 'alpha' | 'plate'>> {
  const area = width * height;
  const image = scene.slice();
  const alpha = new Float32Array(area);
  for (let to = pixels * width; to < area; to++) {
    const from = to - pixels * width;
    const opacity = subject[4 * from + 3]! / 255;
    alpha[to] = opacity;
    for (let channel = 0; channel < 3; channel++) {
      const behind = scene[channel * area + to]!;
      image[channel * area + to] = behind + opacity * (subject[4 * from + channel]! / 255 - behind);
    }
  }
  return { image, alpha, plate: scene };
}
