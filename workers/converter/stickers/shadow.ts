import type { Rgba, Size } from '../film/picture.js';
import { blend } from './blend.js';
import type { ShadowSize } from './sticker-layout.js';

/** Box blurs, one after another, come near to the bell curve of a lens. */
const BLURS = 3;

/** A soft black shadow below the picture, behind it. */
export function castShadow(rgba: Rgba, size: Size, { blur, below, opacity }: ShadowSize): Rgba {
  const { width, height } = size;
  let alpha = new Float32Array(width * height);
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    const above = pixel - below * width;
    if (above >= 0) alpha[pixel] = (rgba[4 * above + 3] ?? 0) * opacity;
  }
  const radius = Math.max(1, Math.round(blur / 2));
  for (let i = 0; i < BLURS; i++) {
    alpha = boxBlur(alpha, { lines: height, length: width, step: 1, nextLine: width }, radius);
    alpha = boxBlur(alpha, { lines: width, length: height, step: width, nextLine: 1 }, radius);
  }
  const shadow = new Uint8ClampedArray(rgba.length);
  for (const [pixel, value] of alpha.entries()) shadow[4 * pixel + 3] = value;
  return blend(rgba, shadow);
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  /** Between the values of a line, and between the lines. */
  readonly step: number;
  readonly nextLine: number;
}

function boxBlur(values: Float32Array, { lines, length, step, nextLine }: Lines, radius: number): Float32Array<ArrayBuffer> {
  const blurred = new Float32Array(values.length);
  const span = 2 * radius + 1;
  for (let line = 0; line < lines; line++) {
    const from = line * nextLine;
    const at = (i: number): number => (i < 0 || i >= length ? 0 : (values[from + i * step] ?? 0));
    let sum = 0;
    for (let i = -radius; i < radius; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      sum += at(i + radius);
      blurred[from + i * step] = sum / span;
      sum -= at(i - radius);
    }
  }
  return blurred;
}
