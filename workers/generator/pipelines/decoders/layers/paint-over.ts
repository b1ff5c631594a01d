import { putOver, type Canvas } from './paint-subject.js';

/** Puts pixels with alpha and straight colours over a canvas of the same size. @param opacity of all of them */
export function paintOver({ rgba }: Canvas, pixels: Uint8ClampedArray, opacity = 1): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = pixels[at + 3]!;
    if (alpha > 0) putOver(rgba, at, pixels[at]!, pixels[at + 1]!, pixels[at + 2]!, (alpha / 255) * opacity);
  }
}
