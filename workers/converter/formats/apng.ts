/**
 * An animated PNG (w3.org/TR/png-3): the first frame is the picture that programs show which know no animation; of the
 * others only the rectangle is kept in which something changed.
 */
import { zlibSync } from 'fflate';
import { crc32 } from '../../../contract/lib/crc32.js';
import { joinBytes } from '../../lib/join-bytes.js';
import type { Part, Rgba, Size } from '../film/picture.js';
import { filterRows } from './png-rows.js';
import type { AlphaPalette } from './alpha-palette.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const BITS = 8;
const INDEXED = 3;
const TRUE_COLOUR_AND_ALPHA = 6;
/** A second, for delays that are counted in milliseconds. */
const MILLISECONDS = 1000;
/** The frame stays, and the next replaces its rectangle, alpha included. */
const [LEAVE_STANDING, REPLACE] = [0, 0];

export interface ApngOptions {
  /** How often it is played; 0 for ever. */
  readonly plays?: number;
  /** The only colours there are; absent: all that come. */
  readonly palette?: AlphaPalette;
}

/** Writes frames as they come; only their packed bytes are kept. */
export class ApngWriter {
  readonly #size: Size;
  readonly #plays: number;
  readonly #palette: AlphaPalette | null;
  /** Of the frame before: entries of the palette, or RGBA. */
  #last: Uint8Array | null = null;
  #frames = 0;
  #sequence = 0;
  readonly #chunks: Uint8Array[] = [];

  constructor(size: Size, { plays = 0, palette }: ApngOptions = {}) {
    this.#size = size;
    this.#plays = plays;
    this.#palette = palette ?? null;
  }

  get bytes(): number {
    return this.#chunks.reduce((sum, { length }) => sum + length, 0);
  }

  /** @param milliseconds how long the frame is shown */
  add(rgba: Rgba, milliseconds: number): void {
    const pixels = this.#palette?.entries(rgba) ?? withoutHiddenColours(rgba);
    const bytesPerPixel = this.#palette === null ? 4 : 1;
    const part = this.#last === null ? { x: 0, y: 0, ...this.#size } : changedPart(pixels, this.#last, this.#size, bytesPerPixel);
    // Rows of few colours pack best as they are: what filters make of entries of a palette is noise.
    const packed = zlibSync(filterRows(pixels, this.#size, part, bytesPerPixel, this.#palette === null), { level: 9 });
    this.#chunks.push(this.#control(part, milliseconds), this.#frames === 0 ? chunk('IDAT', packed) : chunk('fdAT', uint32(this.#sequence++), packed));
    this.#last = pixels;
    this.#frames++;
  }

  finish(): Blob {
    const { width, height } = this.#size;
    const header = chunk('IHDR', uint32(width, height), Uint8Array.of(BITS, this.#palette === null ? TRUE_COLOUR_AND_ALPHA : INDEXED, 0, 0, 0));
    const colours = this.#palette === null ? [] : [chunk('PLTE', this.#palette.colours()), chunk('tRNS', this.#palette.alphas())];
    const parts = [SIGNATURE, header, chunk('acTL', uint32(this.#frames, this.#plays)), ...colours, ...this.#chunks, chunk('IEND')];
    // Programs go by the type of a still picture.
    return new Blob([joinBytes(parts)], { type: 'image/png' });
  }

  #control({ x, y, width, height }: Part, milliseconds: number): Uint8Array {
    const delay = new DataView(new ArrayBuffer(4));
    delay.setUint16(0, milliseconds);
    delay.setUint16(2, MILLISECONDS);
    return chunk('fcTL', uint32(this.#sequence++, width, height, x, y), new Uint8Array(delay.buffer), Uint8Array.of(LEAVE_STANDING, REPLACE));
  }
}

/** The colours of what cannot be seen are noise, which packs badly. */
function withoutHiddenColours(rgba: Rgba): Uint8Array {
  const pixels = new Uint8Array(rgba);
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] === 0) pixels.fill(0, at, at + 3);
  return pixels;
}

/** The smallest rectangle outside of which two frames are the same; of equal frames, one pixel. */
function changedPart(pixels: Uint8Array, last: Uint8Array, { width, height }: Size, bytesPerPixel: number): Part {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let same = true;
      for (let byte = 0; byte < bytesPerPixel; byte++, at++) if (pixels[at] !== last[at]) same = false;
      if (same) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), y];
    }
  }
  return right < 0 ? { x: 0, y: 0, width: 1, height: 1 } : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function chunk(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = joinBytes([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), ...content]);
  return joinBytes([uint32(body.length - type.length), body, uint32(crc32(body))]);
}

function uint32(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value));
  return new Uint8Array(view.buffer);
}
