import { quantize } from 'gifenc';
import type { Rgba } from '../film/picture.js';

/** Pixels of all frames that the colours are chosen from: more takes time and changes nothing to be seen. */
const MOST_SAMPLES = 1 << 17;
/** Colours that are remembered; a film has more the longer it is. */
const MOST_KNOWN = 1 << 18;

/** Few colours with alpha, for pictures that must be small. The first of them is nothing at all. */
export class AlphaPalette {
  /** Red, green, blue and alpha, one entry after another. */
  readonly #entries: Uint8Array;
  readonly #count: number;
  /** By RGBA in one number, the nearest entry. */
  readonly #known = new Map<number, number>();

  private constructor(entries: readonly (readonly number[])[]) {
    this.#entries = Uint8Array.from(entries.flat());
    this.#count = entries.length;
  }

  /** The colours that stand for those of all `pictures`. */
  static of(pictures: readonly Rgba[], colours: number): AlphaPalette {
    const total = pictures.reduce((sum, { length }) => sum + length / 4, 0);
    // Odd, so that it does not run down the same columns.
    const stride = Math.ceil(total / MOST_SAMPLES) | 1;
    const samples: number[] = [];
    for (const rgba of pictures) {
      for (let at = 0; at < rgba.length; at += 4 * stride) {
        if (rgba[at + 3] !== 0) samples.push(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, rgba[at + 3] ?? 0);
      }
    }
    const found = samples.length === 0 ? [] : quantize(Uint8Array.from(samples), colours - 1, { format: 'rgba4444' });
    return new AlphaPalette([[0, 0, 0, 0], ...found.map(([red = 0, green = 0, blue = 0, alpha = 255]) => [red, green, blue, alpha])]);
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
    const key = ((red << 24) | (green << 16) | (blue << 8) | alpha) >>> 0;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    let [nearest, least] = [0, Infinity];
    for (let entry = 0; entry < this.#count; entry++) {
      const distance = this.#distance(entry, red, green, blue, alpha);
      if (distance < least) [nearest, least] = [entry, distance];
    }
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, nearest);
    return nearest;
  }

  /** Squared, of what is seen on black, and on white: the less there is of a colour, the less it counts which. */
  #distance(entry: number, red: number, green: number, blue: number, alpha: number): number {
    const own = this.#entries[4 * entry + 3] ?? 0;
    const onWhite = alpha - own;
    let sum = 0;
    for (const [channel, level] of [red, green, blue].entries()) {
      const onBlack = (level * alpha - (this.#entries[4 * entry + channel] ?? 0) * own) / 255;
      sum += onBlack ** 2 + (onBlack - onWhite) ** 2;
    }
    return sum;
  }
}
