import type { Rgba, Size } from '../film/picture.js';
import { blend } from './blend.js';

/** Alpha from which a pixel belongs to the subject that is outlined: a glow beyond it lies on the stroke. */
const INSIDE = 128;
const FAR = 1e9;

/** A white stroke around the subject, `width` pixels wide, behind it. */
export function outline(rgba: Rgba, size: Size, width: number): Rgba {
  const distances = squaredDistances(rgba, size);
  const stroke = new Uint8ClampedArray(rgba.length).fill(255);
  // The first pixel beyond the subject is at a distance of one; the last one of the stroke is as soft as it is far.
  for (const [pixel, squared] of distances.entries()) stroke[4 * pixel + 3] = 255 * Math.min(1, Math.max(0, width + 1 - Math.sqrt(squared)));
  return blend(rgba, stroke);
}

/** Of each pixel, to the nearest of the subject (Felzenszwalb and Huttenlocher, 2012: rows, then columns). */
function squaredDistances(rgba: Rgba, { width, height }: Size): Float64Array {
  const grid = new Float64Array(width * height);
  for (let pixel = 0; pixel < grid.length; pixel++) grid[pixel] = (rgba[4 * pixel + 3] ?? 0) >= INSIDE ? 0 : FAR;
  const row = new LowerEnvelope(Math.max(width, height));
  for (let y = 0; y < height; y++) row.transform(grid, y * width, 1, width);
  for (let x = 0; x < width; x++) row.transform(grid, x, width, height);
  return grid;
}

/** The lower envelope of the parabolas that stand on the values of a line. */
class LowerEnvelope {
  readonly #values: Float64Array;
  readonly #roots: Int32Array;
  readonly #borders: Float64Array;

  constructor(longest: number) {
    this.#values = new Float64Array(longest);
    this.#roots = new Int32Array(longest);
    this.#borders = new Float64Array(longest + 1);
  }

  transform(grid: Float64Array, from: number, stride: number, count: number): void {
    const [values, roots, borders] = [this.#values, this.#roots, this.#borders];
    for (let i = 0; i < count; i++) values[i] = grid[from + i * stride] ?? FAR;
    let last = 0;
    roots[0] = 0;
    borders[0] = -Infinity;
    borders[1] = Infinity;
    for (let i = 1; i < count; i++) {
      let border = crossing(values, i, roots[last] ?? 0);
      while (border <= (borders[last] ?? 0)) border = crossing(values, i, roots[--last] ?? 0);
      roots[++last] = i;
      borders[last] = border;
      borders[last + 1] = Infinity;
    }
    for (let i = 0, at = 0; i < count; i++) {
      while ((borders[at + 1] ?? Infinity) < i) at++;
      const root = roots[at] ?? 0;
      grid[from + i * stride] = (i - root) ** 2 + (values[root] ?? FAR);
    }
  }
}

/** Where the parabolas of two places meet. */
function crossing(values: Float64Array, one: number, other: number): number {
  return ((values[one] ?? 0) + one ** 2 - (values[other] ?? 0) - other ** 2) / (2 * (one - other));
}
