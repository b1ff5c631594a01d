import { describe, expect, test } from 'vitest';
import { fitPicture } from '../../../../../../workers/generator/pipelines/tensors/fit-picture.js';

const plane = (...rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat());

describe('a picture of another size', () => {
  test('is left alone where the sizes are the same', () => {
    const picture = plane([0, 1], [2, 3]);
    expect(fitPicture(picture, { width: 2, height: 2 }, { width: 2, height: 2 })).toBe(picture);
  });

  test('keeps one colour, whatever the sizes', () => {
    for (const to of [{ width: 3, height: 2 }, { width: 16, height: 5 }, { width: 1, height: 1 }]) {
      const fitted = fitPicture(new Float32Array(2 * 8 * 6).fill(0.25), { width: 8, height: 6 }, to);
      expect(fitted).toHaveLength(2 * to.width * to.height);
      for (const value of fitted) expect(value).toBeCloseTo(0.25, 6);
    }
  });

  test('keeps a gradient, smaller and larger, but for its edges', () => {
    const ramp = Float32Array.from({ length: 16 * 16 }, (_, i) => i % 16);
    const smaller = fitPicture(ramp, { width: 16, height: 16 }, { width: 4, height: 4 });
    // The middle of each place lies at 1.5, 5.5, ...
    expect([...smaller.slice(1, 3)].map((x) => Math.round(x * 100) / 100)).toEqual([5.5, 9.5]);
    const larger = fitPicture(ramp, { width: 16, height: 16 }, { width: 32, height: 32 });
    expect([...larger.slice(2, 6)].map((x) => Math.round(x * 100) / 100)).toEqual([0.75, 1.25, 1.75, 2.25]);
  });

  test('is cut in the middle where its shape is another', () => {
    const wide = plane([9, 1, 2, 9], [9, 3, 4, 9]);
    expect([...fitPicture(wide, { width: 4, height: 2 }, { width: 2, height: 2 })]).toEqual([1, 2, 3, 4]);
    const tall = plane([9], [1], [2], [9]);
    expect([...fitPicture(tall, { width: 1, height: 4 }, { width: 2, height: 4 })]).toHaveLength(8);
  });
});
