import { describe, expect, test } from 'vitest';
import { lowerSubject, pixelsToGround } from '../../../../../../workers/generator/pipelines/plate/stand-on-ground.js';

const SIDE = 100;
const AREA = SIDE * SIDE;
const SIZE = { width: SIDE, height: SIDE };

/** [1, 1, SIDE, SIDE] of a subject between two rows. */
const subjectIn = (top: number, bottom: number): Float32Array =>
  Float32Array.from({ length: AREA }, (_, i) => Number(i % SIDE >= 40 && i % SIDE < 60 && Math.floor(i / SIDE) >= top && Math.floor(i / SIDE) < bottom));

describe('what has to be lowered', () => {
  test.each([
    ['stands above the street', { horizon: 0.5, stands: 'rests' }, 60, 21],
    ['stands on it', { horizon: 0.5, stands: 'rests' }, 85, 0],
    ['is so near that it is not seen', { horizon: 0.5, stands: 'rests' }, 80, 0],
    ['is in a room that shows hardly any floor', { horizon: 0.94, stands: 'rests' }, 60, 32],
    ['flies', { horizon: 0.5, stands: null }, 60, 0],
    ['comes down by itself', { horizon: 0.5, stands: 'lands' }, 60, 0],
    ['is where there is no ground', { horizon: null, stands: 'rests' }, 60, 0],
  ] as const)('%s', (_, ground, bottom, pixels) => {
    expect(pixelsToGround(subjectIn(20, bottom), ground, SIZE)).toBe(pixels);
  });

  test('nothing, where nothing was drawn', () => {
    expect(pixelsToGround(new Float32Array(AREA), { horizon: 0.5, stands: 'rests' }, SIZE)).toBe(0);
  });
});

test('a lowered subject keeps its colours, in front of the scene without it', () => {
  const alpha = subjectIn(20, 60);
  const scene = new Float32Array(3 * AREA).fill(0.25);
  const image = scene.map((value, i) => value + (alpha[i % AREA] ?? 0) * (0.75 - value));
  const lowered = lowerSubject({ image, alpha }, scene, 30, SIZE);

  expect(lowered.alpha).toEqual(subjectIn(50, 90));
  expect(lowered.plate).toBe(scene);
  for (const [row, value] of [[30, 0.25], [55, 0.75], [85, 0.75], [95, 0.25]] as const) expect(lowered.image[row * SIDE + 50], `row ${row}`).toBeCloseTo(value, 2);
});
