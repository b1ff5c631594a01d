import { describe, expect, test } from 'vitest';
import { fromHalfFloats, toHalfFloats } from '../../../../../../workers/generator/pipelines/tensors/half-floats.js';

/** All halves that are numbers, in the order of their size; of the two zeros, the positive one. */
const FINITE = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);

describe('half floats', () => {
  test('are the numbers that IEEE 754 says', () => {
    const known: readonly (readonly [number, number])[] = [[0x0001, 2 ** -24], [0x03ff, 1023 * 2 ** -24], [0x0400, 2 ** -14], [0x3555, 0.333251953125], [0x3c00, 1], [0xc000, -2], [0x7bff, 65504]];
    expect([...fromHalfFloats(known.map(([bits]) => bits))]).toEqual(known.map(([, number]) => number));
    expect([...fromHalfFloats([0x7c00, 0xfc00, 0x7e00])]).toEqual([Infinity, -Infinity, NaN]);
    expect(Object.is(fromHalfFloats([0x8000])[0], -0)).toBe(true);
  });

  test('go to floats and back unchanged, every one of them', () => {
    const signed = Uint16Array.from([...FINITE, ...FINITE.map((bits) => bits | 0x8000), 0x7c00, 0xfc00]);
    expect(toHalfFloats(fromHalfFloats(signed))).toEqual(signed);
  });

  test('are the nearest ones, to even where two are as near', () => {
    const numbers = fromHalfFloats(FINITE);
    const wrong: number[] = [];
    for (let bits = 0; bits < FINITE.length - 1; bits++) {
      const [low, high] = [numbers[bits]!, numbers[bits + 1]!];
      const middle = (low + high) / 2;
      const [below, at, above] = toHalfFloats(Float32Array.of(low + (high - low) * 0.49, middle, low + (high - low) * 0.51));
      if (below !== bits || at !== bits + (bits % 2) || above !== bits + 1) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  test('end where they are infinite', () => {
    expect([...toHalfFloats(Float32Array.of(65519, 65520, 1e5, -1e5, Infinity))]).toEqual([0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x7c00]);
    expect(fromHalfFloats(toHalfFloats(Float32Array.of(NaN)))[0]).toBeNaN();
    expect([...toHalfFloats(Float32Array.of(1e-9, -1e-9))]).toEqual([0, 0x8000]);
  });
});
