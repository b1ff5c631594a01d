import { expect, test } from 'vitest';
import { recolour, type Paint } from '../../../../../../workers/generator/pipelines/colours/recolour.js';

/** The same as in training/tests/unit/test_rendering.py, which says what training computes. */
const THING = [
  [200, 40, 30], [160, 30, 24], [120, 22, 18], [250, 120, 110],
  [60, 120, 200], [240, 240, 240], [20, 20, 24], [150, 150, 160],
];
const HUED = [
  [52, 113, 216], [41, 89, 170], [30, 66, 126], [136, 174, 238],
  [60, 120, 200], [240, 240, 240], [20, 20, 24], [150, 150, 160],
];
const NEUTRAL = [
  [200, 40, 30], [160, 30, 24], [120, 22, 18], [250, 120, 110],
  [60, 120, 200], [216, 228, 249], [20, 20, 24], [76, 133, 229],
];
const pixels = (alpha = 255): Uint8ClampedArray => Uint8ClampedArray.from(THING.flatMap((rgb) => [...rgb, alpha]));

function painted(paint: Paint): number[][] {
  const subject = pixels();
  recolour(subject, paint);
  return THING.map((_, at) => [...subject.slice(4 * at, 4 * at + 3)]);
}

test('what is of the most frequent hue takes a colour, as light or dark as it was, and all else keeps its own', () => {
  expect(painted({ rgb: [54, 118, 226], isNeutral: false })).toEqual(HUED);
});

test('of what has no hue, all that has none takes a colour, but for what is dark', () => {
  expect(painted({ rgb: [54, 118, 226], isNeutral: true })).toEqual(NEUTRAL);
});

test('alpha stays, and so does what is not seen', () => {
  const subject = pixels(0);
  recolour(subject, { rgb: [54, 118, 226], isNeutral: false });
  expect(subject).toEqual(pixels(0));
  const faint = pixels(7);
  recolour(faint, { rgb: [54, 118, 226], isNeutral: false });
  expect(faint.filter((_, at) => at % 4 === 3)).toEqual(new Uint8ClampedArray(THING.length).fill(7));
});
