import type { FrameFields } from './frame-maps.js';

/** Displacement across and down, then change of red, green, blue and alpha. */
const CHANNELS = 6;

/** What the fields of a frame are along its rows: displacement in pixels, change of colours in 0..255, and of alpha in 0..1. They are 0 outside. */
export class FieldSampler {
  /** At the present pixel. */
  readonly now = new Float64Array(CHANNELS);
  readonly #step = new Float64Array(CHANNELS);
  readonly #fields: FrameFields;
  readonly #pixels: number;
  /** With a rim of zeros, and what belongs to a place next to each other: [side + 2, side + 2, 6] */
  readonly #together: Float32Array;

  /** @param pixels of a row from one place where fields are looked up to the next */
  constructor(fields: FrameFields, pixelsAcross: number, pixelsDown: number, pixels: number) {
    const { side, planes } = fields;
    const wide = side + 2;
    const scales = [pixelsAcross, pixelsDown, 255, 255, 255, 1];
    this.#fields = fields;
    this.#pixels = pixels;
    this.#together = new Float32Array(wide * wide * CHANNELS);
    for (const [channel, scale] of scales.entries()) {
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) this.#together[((y + 1) * wide + x + 1) * CHANNELS + channel] = scale * planes[(channel * side + y) * side + x]!;
      }
    }
  }

  /** Looks up where `x` of row `y` is, and how it goes on from there. */
  begin(x: number, y: number): void {
    const { now } = this;
    const step = this.#step;
    this.#lookUp(x + this.#pixels, y, step);
    this.#lookUp(x, y, now);
    for (let i = 0; i < CHANNELS; i++) step[i] = (step[i]! - now[i]!) / this.#pixels;
  }

  /** To the next pixel of the row. */
  goOn(): void {
    const { now } = this;
    const step = this.#step;
    now[0]! += step[0]!;
    now[1]! += step[1]!;
    now[2]! += step[2]!;
    now[3]! += step[3]!;
    now[4]! += step[4]!;
    now[5]! += step[5]!;
  }

  #lookUp(x: number, y: number, into: Float64Array): void {
    const { side, map } = this.#fields;
    const together = this.#together;
    const s = map.xx * x + map.xy * y + map.x0 + 1;
    const t = map.yx * x + map.yy * y + map.y0 + 1;
    if (!(s > 0 && t > 0 && s < side + 1 && t < side + 1)) {
      into.fill(0);
      return;
    }
    const i = s | 0;
    const j = t | 0;
    const fx = s - i;
    const fy = t - j;
    const up = (j * (side + 2) + i) * CHANNELS;
    const low = up + (side + 2) * CHANNELS;
    for (let k = 0; k < CHANNELS; k++) {
      const upper = (1 - fx) * together[up + k]! + fx * together[up + CHANNELS + k]!;
      const lower = (1 - fx) * together[low + k]! + fx * together[low + CHANNELS + k]!;
      into[k] = (1 - fy) * upper + fy * lower;
    }
  }
}
