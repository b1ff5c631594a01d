/**
 * An animated GIF. Each scene has one palette, which keeps flat backgrounds from flickering; between its colours lies
 * an ordered dither; pixels that did not change are written as transparent, which packs several times smaller.
 */
import { GIFEncoder } from 'gifenc';
import { flatten, type Colour } from '../film/flatten.js';
import type { Rgba } from '../film/picture.js';
import { Ditherer } from './dither.js';
import type { ScenePalette } from './scene-palettes.js';

/** One index of the 256 stands for "as in the frame before", or for nothing at all where that is cleared. */
export const GIF_COLOURS = 255;
const UNCHANGED = 255;
/** Video flickers by a few levels where nothing moves; a pixel keeps its colour while its channels differ by no more. */
const STILL_LEVELS = 3;
/** Alpha from which a pixel of a GIF is there: it has no half. */
export const OPAQUE = 128;
/** Dispose methods of GIF: the frame stays, and the next is drawn over it; or it is cleared away. */
const LEAVE_STANDING = 1;
const CLEAR = 2;
/** Hundredths of a second; browsers play anything shorter at a tenth of a second. */
const SHORTEST_DELAY = 2;

export interface GifOptions {
  /** Frames have alpha: each stands alone, because a pixel that was drawn cannot become transparent again. */
  readonly transparent?: boolean;
}

/** A picture as a GIF has it: what is at least half there is there, with its edge mixed with `matte`, or in its own colours. */
export function cutOut(rgba: Rgba, matte: Colour | null): Rgba {
  const cut = matte === null ? new Uint8ClampedArray(rgba) : flatten(rgba, matte);
  for (let at = 3; at < cut.length; at += 4) cut[at] = (rgba[at] ?? 0) < OPAQUE ? 0 : 255;
  return cut;
}

/** Writes frames as they come; only their packed bytes are kept. */
export class GifWriter {
  readonly #encoder = GIFEncoder({ auto: true });
  readonly #width: number;
  readonly #height: number;
  readonly #scenes: readonly ScenePalette[];
  readonly #transparent: boolean;
  #scene = 0;
  #table: number[][] = [];
  #ditherer = new Ditherer([]);
  /** What each pixel was when its colour was chosen, so that slow changes add up to one that counts. RGBA. */
  readonly #chosenFor: Uint8ClampedArray;
  readonly #index: Uint8Array;
  #frames = 0;
  #centiseconds = 0;

  constructor({ width, height }: { readonly width: number; readonly height: number }, scenes: readonly ScenePalette[], { transparent = false }: GifOptions = {}) {
    this.#width = width;
    this.#height = height;
    this.#scenes = scenes;
    this.#transparent = transparent;
    this.#chosenFor = new Uint8ClampedArray(width * height * 4);
    this.#index = new Uint8Array(width * height);
  }

  /** @param end when the frame gives way to the next, in seconds from the beginning */
  add(rgba: Uint8ClampedArray, end: number): void {
    const begins = this.#beginsScene();
    // GIF counts hundredths: what rounding takes from one frame it gives to another, so that the film keeps its length.
    const delay = Math.max(SHORTEST_DELAY, Math.round(end * 100) - this.#centiseconds);
    this.#centiseconds += delay;
    const entries = this.#transparent ? this.#visible(rgba) : this.#changes(rgba, begins);
    this.#encoder.writeFrame(entries, this.#width, this.#height, {
      delay: delay * 10,
      dispose: this.#transparent ? CLEAR : LEAVE_STANDING,
      // The palette of the first scene is the file's; that of another comes with each of its frames.
      ...(begins || this.#scene > 0 ? { palette: this.#table } : {}),
      ...(this.#frames === 0 ? { repeat: 0 } : {}),
      ...(begins && !this.#transparent ? {} : { transparent: true, transparentIndex: UNCHANGED }),
    });
    this.#frames++;
  }

  finish(): Blob {
    this.#encoder.finish();
    return new Blob([this.#encoder.bytes()], { type: 'image/gif' });
  }

  #beginsScene(): boolean {
    const scene = this.#scenes.findIndex(({ from }) => from === this.#frames);
    if (scene === -1) return false;
    const colours = this.#scenes[scene]?.colours ?? [];
    this.#scene = scene;
    this.#ditherer = new Ditherer(colours);
    // The place of "unchanged" has to exist, whatever its colour.
    this.#table = [...colours, ...Array.from({ length: UNCHANGED + 1 - colours.length }, () => [0, 0, 0])];
    return true;
  }

  #visible(rgba: Uint8ClampedArray): Uint8Array {
    const entries = new Uint8Array(this.#index.length);
    for (let pixel = 0, at = 0; pixel < entries.length; pixel++, at += 4) {
      entries[pixel] =
        (rgba[at + 3] ?? 0) < OPAQUE
          ? UNCHANGED
          : this.#ditherer.entry(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, pixel % this.#width, Math.floor(pixel / this.#width));
    }
    return entries;
  }

  #changes(rgba: Uint8ClampedArray, all: boolean): Uint8Array {
    const [index, chosenFor] = [this.#index, this.#chosenFor];
    const changes = new Uint8Array(index.length);
    for (let pixel = 0, at = 0; pixel < index.length; pixel++, at += 4) {
      const [red, green, blue] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
      const isStill =
        Math.abs(red - (chosenFor[at] ?? 0)) <= STILL_LEVELS &&
        Math.abs(green - (chosenFor[at + 1] ?? 0)) <= STILL_LEVELS &&
        Math.abs(blue - (chosenFor[at + 2] ?? 0)) <= STILL_LEVELS;
      if (isStill && !all) {
        changes[pixel] = UNCHANGED;
        continue;
      }
      const entry = this.#ditherer.entry(red, green, blue, pixel % this.#width, Math.floor(pixel / this.#width));
      changes[pixel] = entry === index[pixel] && !all ? UNCHANGED : entry;
      index[pixel] = entry;
      chosenFor[at] = red;
      chosenFor[at + 1] = green;
      chosenFor[at + 2] = blue;
    }
    return changes;
  }
}
