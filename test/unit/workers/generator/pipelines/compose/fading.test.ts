import { expect, test } from 'vitest';
import { opacityOf } from '../../../../../../workers/generator/pipelines/compose/fading.js';

/** Of each frame of a part, in a film of 24 frames, 12 a second. */
const opacities = (first: number, frames: number, fps = 12): readonly number[] => Array.from({ length: frames }, (_, k) => opacityOf({ first, frames }, k, 24, fps));

test('what is there all the time does not fade', () => {
  expect(opacities(0, 24)).toEqual(Array.from({ length: 24 }, () => 1));
});

test('what comes and goes takes a quarter of a second for each', () => {
  expect(opacities(6, 8)).toEqual([0.25, 0.5, 0.75, 1, 1, 0.75, 0.5, 0.25]);
  expect(opacities(6, 18, 24).slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((k) => k / 7));
});

test('where the film begins or ends with it nothing fades', () => {
  expect(opacities(0, 6)).toEqual([1, 1, 1, 0.75, 0.5, 0.25]);
  expect(opacities(18, 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
});

test('what is there for less is seen all the same', () => {
  expect(Math.max(...opacities(6, 3))).toBeGreaterThanOrEqual(0.5);
  expect(opacities(6, 1)).toEqual([1]);
});
