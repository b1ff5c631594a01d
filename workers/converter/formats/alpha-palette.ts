import type { Rgba } from '../film/picture.js';
import { fewColours } from './few-colours.js';

/** Pixels of all frames that the colours are chosen from: more takes time and changes nothing to be seen. */
const MOST_SAMPLES = 1 << 17;
/** Colours that differ by less are taken for one where the nearest entry is looked for: video has endlessly many. */
const KEPT_BITS = 0xfc;

/** Few colours with alpha, for pictures that must be small. The first of them is nothing at all. */
export class AlphaPalette {
  /** Red, green, blue and alpha, one entry after another. */
  readonly #entries: Uint8Array;
  /** The same with the colours times alpha. */
  readonly #seen: Float32Array;
  /** By what is kept of RGBA, the nearest entry. */
  readonly #known = new Map<number, number>();

  private constructor(entries: readonly (readonly number[])[]) {
    this.#entries = Uint8Array.from(entries.flat());
    this.#seen = Float32Array.from(this.#entries, (value, i) => (i % 4 === 3 ? value : (value * (this.#entries[i | 3] ?? 0)) / 255));
  }

  /** The colours that stand for those of all `pictures`. */
  static of(pictures: readonly Rgba[], colours: number): AlphaPalette {
    return new AlphaPalette([[0, 0, 0, 0], ...fewColours(samplesOf(pictures, 1), colours - 1)]);
  }

  /** The entry of each pixel. */
  entries(rgba: Rgba): Uint8Array {
    const entries = new Uint8Array(rgba.length / 4);
    for (let pixel = 0, at = 0; at < rgba.length; pixel++, at += 4) {
      if (rgba[at + 3] !== 0) entries[pixel] = this.#nearest(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, rgba[at + 3] ?? 0);
    }
    return entries;
  }

  /** Red, green and blue of each entry. */
  colours(): Uint8Array {
    return this.#entries.filter((_, i) => i % 4 !== 3);
  }

  alphas(): Uint8Array {
    return this.#entries.filter((_, i) => i % 4 === 3);
  }

  #nearest(red: number, green: number, blue: number, alpha: number): number {
    const key = (((red & KEPT_BITS) << 24) | ((green & KEPT_BITS) << 16) | ((blue & KEPT_BITS) << 8) | (alpha & KEPT_BITS)) >>> 0;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const seen = this.#seen;
    const [r, g, b] = [(red * alpha) / 255, (green * alpha) / 255, (blue * alpha) / 255];
    let [nearest, least] = [0, Infinity];
    for (let at = 0; at < seen.length; at += 4) {
      // What is seen on black, and on white: the less there is of a colour, the less it counts which.
      const opacity = alpha - (seen[at + 3] ?? 0);
      const [dr, dg, db] = [r - (seen[at] ?? 0), g - (seen[at + 1] ?? 0), b - (seen[at + 2] ?? 0)];
      const distance = dr * dr + dg * dg + db * db + (dr - opacity) ** 2 + (dg - opacity) ** 2 + (db - opacity) ** 2;
      if (distance < least) [nearest, least] = [at >> 2, distance];
    }
    this.#known.set(key, nearest);
    return nearest;
  }
}

/** Pixels of all pictures, evenly, of those that are at least so opaque. */
export function samplesOf(pictures: readonly Rgba[], leastAlpha: number): Uint8Array {
  const total = pictures.reduce((sum, { length }) => sum + length / 4, 0);
  // Odd, so that it does not run down the same columns.
  const stride = Math.ceil(total / MOST_SAMPLES) | 1;
  const samples = new Uint8Array(4 * (MOST_SAMPLES + pictures.length));
  let filled = 0;
  for (const rgba of pictures) {
    for (let at = 0; at < rgba.length; at += 4 * stride) {
      if ((rgba[at + 3] ?? 0) < leastAlpha) continue;
      samples.set(rgba.subarray(at, at + 4), filled);
      filled += 4;
    }
  }
  return samples.subarray(0, filled);
}
