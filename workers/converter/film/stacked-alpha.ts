import type { Rgba, Size } from './picture.js';

/**
 * A transparent film is stored as one picture of double height: its colours above, its alpha as gray below. Video loses a
 * little of everything, so that what was empty or solid comes back a few levels off: that much is taken for empty or solid.
 */
const EMPTY = 6;
const SOLID = 249;

/** Rec. ITU-R BT.709: the shares of red, green and blue in luma, in 65536ths. */
const [RED, GREEN, BLUE] = [13_933, 46_871, 4_732];
const HALF = 1 << 15;

/**
 * One picture out of a stacked one. Alpha is the luma of the lower half: its colours, which have half the resolution, are
 * those of the upper half near the seam.
 *
 * @param stacked opaque pixels of a picture twice as high as `size`
 */
export function unstack(stacked: Uint8ClampedArray, { width, height }: Size): Rgba {
  const bytes = width * height * 4;
  const rgba = new Uint8ClampedArray(stacked.subarray(0, bytes));
  for (let at = 0; at < bytes; at += 4) {
    const below = bytes + at;
    const luma = (RED * (stacked[below] ?? 0) + GREEN * (stacked[below + 1] ?? 0) + BLUE * (stacked[below + 2] ?? 0) + HALF) >> 16;
    rgba[at + 3] = luma <= EMPTY ? 0 : luma >= SOLID ? 255 : luma;
  }
  return rgba;
}
