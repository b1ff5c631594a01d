import { expect, test } from 'vitest';
import { stackAlpha, unstackAlpha } from '../../../contract/stacked-alpha.js';

test('what is stacked is opaque, and comes back', () => {
  const rgba = Uint8ClampedArray.of(10, 200, 30, 255, 90, 80, 70, 128, 5, 6, 7, 0);
  const stacked = stackAlpha(rgba);
  expect([...stacked].filter((_, i) => i % 4 === 3)).toEqual([255, 255, 255, 255, 255, 255]);
  expect(unstackAlpha(stacked)).toEqual(rgba);
});

test('what compression leaves of nothing, and takes from what is solid, is not seen', () => {
  expect([...unstackAlpha(stackAlpha(Uint8ClampedArray.of(1, 2, 3, 4, 1, 2, 3, 251)))].filter((_, i) => i % 4 === 3)).toEqual([0, 255]);
});
