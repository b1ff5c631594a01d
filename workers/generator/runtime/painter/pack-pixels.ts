import type { FramePixels } from '../../pipelines/film-picture.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';

/** Pixels of a block's side. */
export const BLOCK = 8;
/** Words in front of the blocks: the size in pixels. */
export const HEADER_WORDS = 2;
/** In the place of where a block begins: it is that of the picture that is there already. */
export const SAME = 0xffff_ffff;

const CHANNELS = 4;
const BLOCK_PIXELS = BLOCK * BLOCK;
/** A block's least byte of each channel; and by how many bits each is above it. */
const BLOCK_HEADER_WORDS = 2;
/** All bits of a channel of a block, at most. */
const CHANNEL_WORDS = (BLOCK_PIXELS * 8) / 32;

/**
 * Packs a picture for a shader that unpacks any of its pixels (shaders/unpack-shader.ts), without loss: each channel of a block of 8 by 8 pixels is its least byte, and how far each pixel
 * is above that, in as many bits as the farthest takes. Layers are flat or smooth in most blocks.
 *
 * @param there a picture of the same size that is on the device: blocks that it has are left out
 * @returns words: the size, where each block begins, and the blocks
 */
export function packPixels(pixels: FramePixels, { width, height }: PixelSize, there: FramePixels | null): Uint32Array<ArrayBuffer> {
  const across = Math.ceil(width / BLOCK);
  const blocks = across * Math.ceil(height / BLOCK);
  const words = new Uint32Array(HEADER_WORDS + blocks * (1 + BLOCK_HEADER_WORDS + CHANNELS * CHANNEL_WORDS));
  words.set([width, height]);
  let end = HEADER_WORDS + blocks;
  const places = new Uint32Array(BLOCK_PIXELS);
  for (let block = 0; block < blocks; block++) {
    // The last row and column go on where a block is cut off.
    for (let i = 0; i < BLOCK_PIXELS; i++) {
      const x = Math.min((block % across) * BLOCK + (i % BLOCK), width - 1);
      const y = Math.min(Math.floor(block / across) * BLOCK + Math.floor(i / BLOCK), height - 1);
      places[i] = (y * width + x) * CHANNELS;
    }
    if (there && areSame(pixels, there, places)) {
      words[HEADER_WORDS + block] = SAME;
      continue;
    }
    words[HEADER_WORDS + block] = end;
    end = packBlock(pixels, places, words, end);
  }
  return words.slice(0, end);
}

function areSame(a: FramePixels, b: FramePixels, places: Uint32Array): boolean {
  for (const at of places) if (a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2] || a[at + 3] !== b[at + 3]) return false;
  return true;
}

/** @returns the end of the block */
function packBlock(pixels: FramePixels, places: Uint32Array, words: Uint32Array, begin: number): number {
  let end = begin + BLOCK_HEADER_WORDS;
  let [least, widths] = [0, 0];
  for (let channel = 0; channel < CHANNELS; channel++) {
    let low = 255;
    let high = 0;
    for (const at of places) {
      const byte = pixels[at + channel] ?? 0;
      if (byte < low) low = byte;
      if (byte > high) high = byte;
    }
    const width = 32 - Math.clz32(high - low);
    least |= low << (8 * channel);
    widths |= width << (8 * channel);
    if (width > 0) end = packChannel(pixels, places, channel, low, width, words, end);
  }
  words[begin] = least;
  words[begin + 1] = widths;
  return end;
}

function packChannel(pixels: FramePixels, places: Uint32Array, channel: number, low: number, width: number, words: Uint32Array, begin: number): number {
  let end = begin;
  let word = 0;
  let filled = 0;
  for (const at of places) {
    const above = (pixels[at + channel] ?? 0) - low;
    word |= above << filled;
    filled += width;
    if (filled < 32) continue;
    words[end++] = word;
    filled -= 32;
    word = above >>> (width - filled);
  }
  return end;
}
