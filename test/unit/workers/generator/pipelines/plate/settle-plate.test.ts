import { describe, expect, test } from 'vitest';
import { settlePlate } from '../../../../../../workers/generator/pipelines/plate/settle-plate.js';

const SIDE = 64;
const AREA = SIDE * SIDE;
const SIZE = { width: SIDE, height: SIDE };

/** [1, 3, SIDE, SIDE] of one gray for each pixel. */
const gray = (at: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: 3 * AREA }, (_, i) => at((i % AREA) % SIDE, Math.floor((i % AREA) / SIDE)));

/** The subject covers the square in the middle. */
const isSubject = (x: number, y: number): boolean => x >= 24 && x < 40 && y >= 24 && y < 40;
const alpha = Float32Array.from({ length: AREA }, (_, i) => Number(isSubject(i % SIDE, Math.floor(i / SIDE))));
const withSubject = (background: (x: number, y: number) => number): Float32Array => gray((x, y) => (isSubject(x, y) ? 1 : background(x, y)));
const settle = (image: Float32Array, drawn: Float32Array): Float32Array => settlePlate({ image, alpha }, drawn, SIZE);
const middle = (planes: Float32Array): number => planes[32 * SIDE + 32]!;

/** Stripes of a place: as dark as `dark`, and 0.4 brighter. */
const stripes = (dark: number) => (x: number) => dark + (Math.floor(x / 4) % 2) * 0.4;

describe('the plate of a first frame', () => {
  test.each([0.5, 0.53])('is the scene drawn without the subject where it shows the same background: %f beside 0.5', (value) => {
    const drawn = gray(() => value);
    expect(settle(withSubject(() => 0.5), drawn)).toBe(drawn);
  });

  test.each([0.3, 0.9])('goes on from a plain background where another one was drawn: %f beside 0.5', (value) => {
    for (const pixel of settle(withSubject(() => 0.5), gray(() => value))) expect(pixel).toBeCloseTo(0.5, 2);
  });

  test('shows a place that was drawn in other colours in those of the first frame', () => {
    const plate = settle(withSubject(stripes(0.1)), gray(stripes(0.3)));
    expect(middle(plate), 'a dark stripe behind the subject').toBeCloseTo(stripes(0.1)(32), 2);
    expect(plate[32 * SIDE + 36], 'a bright one').toBeCloseTo(stripes(0.1)(36), 2);
  });

  test('is the drawn scene where the subject covers everything, or nothing is known of it', () => {
    const drawn = gray(() => 0);
    expect(settlePlate({ image: gray(() => 1), alpha: new Float32Array(AREA).fill(1) }, drawn, SIZE)).toBe(drawn);
    expect(settlePlate({ image: gray(() => 1) }, drawn, SIZE)).toBe(drawn);
  });
});
