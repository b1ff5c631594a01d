/**
 * How a transparent film is stored: as pictures of double height, their straight colours above, their alpha below as gray. Every codec and every
 * player takes such a file.
 */

/** Video loses a little of everything: what was empty or solid comes back a few levels off, and so much is taken for empty or solid. */
const EMPTY = 6;
const SOLID = 249;

/** Rec. ITU-R BT.709: the shares of red, green and blue in luma, in 65536ths. */
const [RED, GREEN, BLUE] = [13_933, 46_871, 4_732];
const HALF = 1 << 15;

/** @param rgba straight alpha */
export function stackAlpha(rgba: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const stacked = new Uint8ClampedArray(2 * rgba.length);
  stacked.set(rgba);
  for (let at = 0; at < rgba.length; at += 4) {
    const below = rgba.length + at;
    stacked[below] = stacked[below + 1] = stacked[below + 2] = rgba[at + 3]!;
    stacked[at + 3] = stacked[below + 3] = 255;
  }
  return stacked;
}

/** The pixels of a stacked picture, with their alpha. Colours of the lower half have half the resolution; luma has all of it. */
export function unstackAlpha(stacked: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const bytes = stacked.length / 2;
  const rgba = new Uint8ClampedArray(stacked.subarray(0, bytes));
  for (let at = 0; at < bytes; at += 4) {
    const below = bytes + at;
    const luma = (RED * stacked[below]! + GREEN * stacked[below + 1]! + BLUE * stacked[below + 2]! + HALF) >> 16;
    rgba[at + 3] = luma <= EMPTY ? 0 : luma >= SOLID ? 255 : luma;
  }
  return rgba;
}
