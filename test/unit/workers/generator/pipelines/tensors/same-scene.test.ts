import { expect, test } from 'vitest';
import { showSameBackground } from '../../../../../../workers/generator/pipelines/tensors/same-scene.js';

/** Two pixels, the second of them the subject's. */
const alpha = Float32Array.of(0, 1);
const picture = Float32Array.of(0.6, 1, 0.6, 0, 0.6, 0);
const plateOf = (value: number): Float32Array => Float32Array.of(value, 0.5, value, 0.5, value, 0.5);

test.each([
  [0.6, true],
  [0.63, true],
  [0.7, false],
  [0.4, false],
])('a background of %f beside one of 0.6: %s', (value, same) => {
  expect(showSameBackground(picture, plateOf(value), alpha)).toBe(same);
});

test('where the subject covers everything, any plate will do', () => {
  expect(showSameBackground(picture, plateOf(0), Float32Array.of(1, 1))).toBe(true);
});
