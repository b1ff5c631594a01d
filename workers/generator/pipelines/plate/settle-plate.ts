import type { FirstFrame } from '../first-frame.js';
import { hiddenBy } from '../decoders/layers/cut-out.js';
import { fillIn } from '../decoders/layers/fill-in.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';

/** Alpha up to which a pixel is none of the subject's. */
const NO_SUBJECT = 0.02;
/** Mean difference of a pixel's channels, of 0..1, up to which two pictures show one background. Plates differ by 0.03 at most, other backgrounds by 0.07 or more. */
const SAME_BACKGROUND = 0.05;
/** Parts of the picture's width at whose distance pixels are compared to tell places from plain backgrounds. */
const DETAIL_PARTS = 64;
/** Mean difference of two pixels so far apart up to which a background is plain. It is 0.002 at most for colours and gradients, and 0.007 or more for places. */
const PLAIN_DETAIL = 0.004;

/**
 * What stands behind the subject of a drawn first frame, given the scene that was drawn without it: [1, 3, H, W] in 0..1.
 *
 * The drawn scene is taken as it is where it shows the background of the first frame. It may show another one, or the same place shifted, because
 * without the subject the noise decides otherwise. Then a plain background goes on behind the subject as it is around it, and a place is that of the
 * drawn scene in the colours of the first frame: their difference around the subject is filled in behind it, as in seamless cloning.
 * `settled_plate` of `training/models/layered_decoder.py` computes the same.
 */
export function settlePlate({ image, alpha }: FirstFrame, drawn: Float32Array, { width, height }: PixelSize): Float32Array {
  if (!alpha || showSameBackground(image, drawn, alpha)) return drawn;
  const known = hiddenBy(alpha, width, height).map((hidden) => 1 - hidden);
  return filledIn(image, known, isPlain(image, known, width) ? null : drawn, { width, height });
}

/** What is behind a subject that was drawn on one colour: it goes on there as it is around it, [1, 3, H, W] in 0..1. */
export function plainBackground({ image, alpha }: Pick<FirstFrame, 'image' | 'alpha'>, size: PixelSize): Float32Array {
  if (!alpha) return image;
  return filledIn(image, hiddenBy(alpha, size.width, size.height).map((hidden) => 1 - hidden), null, size);
}

/** @param start what `image` is told apart from; its difference to that is filled in where nothing is `known` */
function filledIn(image: Float32Array, known: Float32Array, start: Float32Array | null, { width, height }: PixelSize): Float32Array {
  const area = width * height;
  const pixels = new Float32Array(4 * area);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) pixels[4 * i + channel] = image[channel * area + i]! - (start?.[channel * area + i] ?? 0);
    pixels[4 * i + 3] = known[i]!;
  }
  fillIn(pixels, width, height);
  return image.map((_, at) => Math.min(1, Math.max(0, (start?.[at] ?? 0) + pixels[4 * (at % area) + Math.floor(at / area)]!)));
}

/**
 * Whether a plate shows the background of a picture.
 *
 * @param picture [1, 3, H, W] in 0..1, as is `plate`
 * @param alpha of the picture's subject, [1, 1, H, W]
 */
function showSameBackground(picture: Float32Array, plate: Float32Array, alpha: Float32Array): boolean {
  let difference = 0;
  let count = 0;
  for (const [at, opacity] of alpha.entries()) {
    if (opacity > NO_SUBJECT) continue;
    for (let plane = at; plane < picture.length; plane += alpha.length) difference += Math.abs((picture[plane] ?? 0) - (plate[plane] ?? 0));
    count += 3;
  }
  return difference <= SAME_BACKGROUND * count;
}

/** @param known 0 where the subject hides the background of `picture`, else up to 1: [H, W] */
function isPlain(picture: Float32Array, known: Float32Array, width: number): boolean {
  const apart = Math.max(1, Math.floor(width / DETAIL_PARTS));
  let difference = 0;
  let count = 0;
  for (let i = 0; i < known.length; i++) {
    if (i % width >= width - apart || known[i]! < 1 || known[i + apart]! < 1) continue;
    for (let at = i; at < picture.length; at += known.length) difference += Math.abs(picture[at]! - picture[at + apart]!);
    count += 3;
  }
  return difference <= PLAIN_DETAIL * count;
}
