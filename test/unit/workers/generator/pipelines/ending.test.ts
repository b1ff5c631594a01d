import { describe, expect, test } from 'vitest';
import { mixPictures, planEnding } from '../../../../../workers/generator/pipelines/ending.js';

const FPS = 12;

describe.each(['own first frame', 'another picture'] as const)('an ending in %s', (into) => {
  test.each([1, 2, 3, 6, 24, 48, 1440])('of a shot of %i frames comes to rest and shows the picture at its last frame', (frames) => {
    const { motion, dissolve } = planEnding(frames, FPS, into);
    expect(motion(frames - 1)).toBe(0);
    expect(dissolve(frames - 1)).toBe(1);
    if (frames > 1) expect([motion(0), dissolve(0)]).toEqual([1, 0]);
  });

  test('goes there smoothly, and never back', () => {
    const { motion, dissolve } = planEnding(60, FPS, into);
    for (let frame = 1; frame < 60; frame++) {
      expect(motion(frame)).toBeLessThanOrEqual(motion(frame - 1));
      expect(dissolve(frame)).toBeGreaterThanOrEqual(dissolve(frame - 1));
      expect(motion(frame - 1) - motion(frame)).toBeLessThan(0.1);
    }
  });

  test('leaves most of the shot alone', () => {
    const { motion, dissolve } = planEnding(240, FPS, into);
    for (let frame = 0; frame < 240 - 2 * FPS - 1; frame++) expect([motion(frame), dissolve(frame)]).toEqual([1, 0]);
  });
});

test('its own first frame is dissolved into only when the subject is all but back', () => {
  const { motion, dissolve } = planEnding(48, FPS, 'own first frame');
  for (let frame = 0; frame < 48; frame++) if (dissolve(frame) > 0) expect(motion(frame)).toBeLessThan(0.05);
});

describe('mixing pictures', () => {
  const [from, to] = [Uint8ClampedArray.of(0, 128, 255), Uint8ClampedArray.of(100, 128, 75)];

  test('gives one of the two unchanged at the ends', () => {
    expect(mixPictures(from, to, 0)).toBe(from);
    expect(mixPictures(from, to, 1)).toEqual(to);
  });

  test('is linear in between, and changes neither', () => {
    expect([...mixPictures(from, to, 0.25)]).toEqual([25, 128, 210]);
    expect([...from]).toEqual([0, 128, 255]);
  });
});
