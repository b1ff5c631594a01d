import type { Rgba } from './picture.js';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The colour that "#rrggbb" says; white for anything else. */
export function colourOf(hex: string): Colour {
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(hex) ?? [];
  const value = digits === undefined ? 0xffffff : Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** The picture in front of a plain colour, which makes it opaque. */
export function flatten(rgba: Uint8ClampedArray, colour: Colour): Rgba {
  const flat = new Uint8ClampedArray(rgba);
  for (let at = 0; at < flat.length; at += 4) {
    const alpha = flat[at + 3] ?? 0;
    if (alpha === 255) continue;
    for (const [channel, behind] of colour.entries()) {
      flat[at + channel] = ((flat[at + channel] ?? 0) * alpha + behind * (255 - alpha)) / 255;
    }
    flat[at + 3] = 255;
  }
  return flat;
}
