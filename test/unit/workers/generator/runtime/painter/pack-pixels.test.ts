import { describe, expect, test } from 'vitest';
import { BLOCK, HEADER_WORDS, packPixels, SAME } from '../../../../../../workers/generator/runtime/painter/pack-pixels.js';

type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** As shaders/unpack-shader.ts does it. */
function unpacked(words: Uint32Array, there: Pixels | null): Pixels {
  const [width = 0, height = 0] = words;
  const across = Math.ceil(width / BLOCK);
  return Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => {
    const [channel, x, y] = [at % 4, Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
    const begin = words[HEADER_WORDS + Math.floor(y / BLOCK) * across + Math.floor(x / BLOCK)]!;
    if (begin === SAME) return there![at]!;
    const widthOf = (of: number): number => (words[begin + 1]! >>> (8 * of)) & 255;
    const bits = widthOf(channel);
    const first = ((y % BLOCK) * BLOCK + (x % BLOCK)) * bits;
    const next = begin + 2 + Array.from({ length: channel }, (_, before) => 2 * widthOf(before)).reduce((sum, count) => sum + count, 0);
    const both = BigInt(words[next + Math.floor(first / 32)] ?? 0) | (BigInt(words[next + Math.floor(first / 32) + 1] ?? 0) << 32n);
    const above = bits === 0 ? 0 : Number((both >> BigInt(first % 32)) & ((1n << BigInt(bits)) - 1n));
    return ((words[begin]! >>> (8 * channel)) & 255) + above;
  });
}

/** Numbers without order, the same each time. */
const noise = (at: number, most: number): number => Math.floor(Math.abs(Math.sin(at * 12.9898) * 43758.5453 * most) % most);

const picture = (width: number, height: number, byte: (at: number, x: number, y: number) => number): Pixels =>
  Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => byte(at, Math.floor(at / 4) % width, Math.floor(at / 4 / width)));

describe('a packed picture', () => {
  test.each([
    ['of noise, in blocks that are cut off', 29, 13, (at: number) => noise(at, 256)],
    ['of few levels, in as many bits', 64, 40, (at: number, x: number) => 100 + noise(at, 2 ** Math.floor(x / 8))],
    ['of one colour', 16, 16, (at: number) => [7, 0, 255, 128][at % 4]!],
    ['of one pixel', 1, 1, (at: number) => at],
  ])('has all its bytes: %s', (_, width, height, byte) => {
    const pixels = picture(width, height, byte);
    expect(unpacked(packPixels(pixels, { width, height }, null), null)).toEqual(pixels);
  });

  test('is little where it is flat or smooth, and no larger than its bytes by much', () => {
    const size = { width: 256, height: 256 };
    const bytes = 256 * 256 * 4;
    const packed = (byte: (at: number, x: number, y: number) => number) => packPixels(picture(256, 256, byte), size, null).byteLength / bytes;
    expect(packed((at) => [7, 0, 255, 128][at % 4]!)).toBeLessThan(0.05);
    expect(packed((_, x, y) => (x + y) / 16)).toBeLessThan(0.3);
    expect(packed((at) => noise(at, 256))).toBeLessThan(1.1);
  });

  test('leaves out what a picture that is there has', () => {
    const size = { width: 64, height: 64 };
    const there = picture(64, 64, (at) => noise(at, 256));
    const pixels = there.slice();
    // One byte, in the second block of the second row.
    const at = (9 * 64 + 10) * 4 + 1;
    pixels[at] = 255 - there[at]!;
    const words = packPixels(pixels, size, there);
    expect([...words.subarray(HEADER_WORDS, HEADER_WORDS + 64)].filter((begin) => begin !== SAME)).toHaveLength(1);
    expect(unpacked(words, there)).toEqual(pixels);
    expect(words.byteLength).toBeLessThan(600);
  });
});
