/**
 * An animated GIF. One palette for the whole film keeps flat backgrounds from flickering, and pixels that did not
 * change are written as transparent, which packs several times smaller.
 */
import { GIFEncoder, applyPalette, quantize, type Palette } from 'gifenc';

/** One index of the 256 stands for "as in the frame before". */
const COLOURS = 255;
const UNCHANGED = 255;
/** Pixels that the palette is chosen from: more takes time and changes nothing to be seen. */
const PALETTE_SAMPLES = 1 << 18;
/** Dispose method of GIF: the frame stays, and the next is drawn over it. */
const LEAVE_STANDING = 1;
/** Hundredths of a second; browsers play anything shorter at a tenth of a second. */
const SHORTEST_DELAY = 2;

/** Gathers pixels of many frames, evenly, for a palette that suits them all. */
export class PaletteSampler {
  readonly #gathered: Uint8Array;
  readonly #stride: number;
  #filled = 0;
  /** Where in the next frame the even steps go on. */
  #next = 0;

  /** @param pixelCount of all frames together */
  constructor(pixelCount: number) {
    this.#stride = Math.max(1, Math.ceil(pixelCount / PALETTE_SAMPLES));
    this.#gathered = new Uint8Array(Math.ceil(pixelCount / this.#stride) * 4);
  }

  add(rgba: Uint8ClampedArray): void {
    const count = rgba.length / 4;
    let pixel = this.#next;
    for (; pixel < count && this.#filled + 4 <= this.#gathered.length; pixel += this.#stride) {
      this.#gathered.set(rgba.subarray(pixel * 4, pixel * 4 + 4), this.#filled);
      this.#filled += 4;
    }
    this.#next = pixel - count;
  }

  palette(): Palette {
    const palette = quantize(this.#gathered.subarray(0, this.#filled), COLOURS);
    // The place of "unchanged" has to exist, whatever its colour.
    while (palette.length <= UNCHANGED) palette.push([0, 0, 0]);
    return palette;
  }
}

/** Writes frames as they come; only their packed bytes are kept. */
export class GifWriter {
  readonly #encoder = GIFEncoder({ auto: true });
  readonly #size: { readonly width: number; readonly height: number };
  /** The colours that pixels may take: all but the one that means "unchanged". */
  readonly #colours: Palette;
  readonly #palette: Palette;
  #last: Uint8Array | null = null;
  #centiseconds = 0;

  constructor(size: { readonly width: number; readonly height: number }, palette: Palette) {
    this.#size = size;
    this.#palette = palette;
    this.#colours = palette.slice(0, COLOURS);
  }

  /** @param end when the frame gives way to the next, in seconds from the beginning */
  add(rgba: Uint8ClampedArray, end: number): void {
    const { width, height } = this.#size;
    const index = applyPalette(rgba, this.#colours);
    const last = this.#last;
    const changed = last === null ? index : index.map((colour, pixel) => (colour === last[pixel] ? UNCHANGED : colour));
    // GIF counts hundredths: what rounding takes from one frame it gives to another, so that the film keeps its length.
    const delay = Math.max(SHORTEST_DELAY, Math.round(end * 100) - this.#centiseconds);
    this.#centiseconds += delay;
    this.#encoder.writeFrame(changed, width, height, {
      delay: delay * 10,
      dispose: LEAVE_STANDING,
      ...(last === null ? { palette: this.#palette, repeat: 0 } : { transparent: true, transparentIndex: UNCHANGED }),
    });
    this.#last = index;
  }

  finish(): Blob {
    this.#encoder.finish();
    return new Blob([this.#encoder.bytes()], { type: 'image/gif' });
  }
}
