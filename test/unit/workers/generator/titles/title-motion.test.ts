import { describe, expect, test } from 'vitest';
import { TITLE_MOTIONS } from '../../../../../contract/names.js';
import { titleColours } from '../../../../../contract/request/layers/title-look.js';
import { lettersOf, titleLines } from '../../../../../workers/generator/titles/title-lines.js';
import { titlePose, type TitlePose } from '../../../../../workers/generator/titles/title-motion.js';

const LETTERS = 9;
const poseAt = (motion: (typeof TITLE_MOTIONS)[number], seconds: number, leaves = false, ofSeconds = 3): TitlePose => titlePose(motion, LETTERS, { seconds, ofSeconds, leaves });
const isReadable = ({ across, down, scale, opacity, letters }: TitlePose): boolean => Math.abs(across) < 1e-9 && Math.abs(down) < 1e-9 && Math.abs(scale - 1) < 1e-9 && opacity === 1 && letters >= LETTERS;
const numbersOf = ({ lift, caret: _, ...pose }: TitlePose): readonly number[] => [...Object.values(pose).map((value) => Math.min(value, LETTERS)), ...Array.from({ length: LETTERS }, (__, i) => lift(i))];

describe.each(TITLE_MOTIONS)('a title with the motion %s', (motion) => {
  test('can be read in the middle and, where it stays, at the end', () => {
    expect(isReadable(poseAt(motion, 1.5))).toBe(true);
    expect(isReadable(poseAt(motion, 3))).toBe(true);
  });

  test('ends as it begins where it goes again', () => {
    const [first, last] = [numbersOf(poseAt(motion, 0, true)), numbersOf(poseAt(motion, 3, true))];
    if (motion === 'slide') expect([poseAt(motion, 0, true).opacity, poseAt(motion, 3, true).opacity]).toEqual([0, 0]);
    else first.forEach((value, i) => expect(last[i]).toBeCloseTo(value, 6));
    expect(isReadable(poseAt(motion, 1.5, true))).toBe(true);
  });

  test('can be read in the middle of a very short one, and is finite in one of a single frame', () => {
    expect(isReadable(poseAt(motion, 0.25, false, 0.5))).toBe(true);
    for (const value of numbersOf(poseAt(motion, 0, false, 0))) expect(Number.isFinite(value)).toBe(true);
  });

  test('moves without a jump', () => {
    if (motion === 'typing') return;
    for (let i = 0; i < 300; i++) {
      const [before, after] = [numbersOf(poseAt(motion, i / 100, true)), numbersOf(poseAt(motion, (i + 1) / 100, true))];
      // A slide is hidden at its very first and last moment, where it is outside of the frame.
      before.forEach((value, k) => expect(Math.abs((after[k] ?? 0) - value)).toBeLessThan(motion === 'slide' && (i === 0 || i === 299) ? 1.01 : 0.22));
    }
  });
});

test('typing shows letter after letter, and a bar behind the last', () => {
  const counts = Array.from({ length: 31 }, (_, i) => poseAt('typing', i / 10).letters);
  expect(counts[0]).toBe(0);
  expect(counts.every((count, i) => count >= (counts[i - 1] ?? 0))).toBe(true);
  expect(poseAt('typing', 0.3).caret).toBe(true);
  expect(poseAt('typing', 2.9).caret).toBe(false);
});

test('pop goes beyond its size, wave lifts each letter at its own time', () => {
  expect(Math.max(...Array.from({ length: 50 }, (_, i) => poseAt('pop', i / 100).scale))).toBeGreaterThan(1.05);
  const { lift } = poseAt('wave', 0.4);
  expect(new Set(Array.from({ length: 6 }, (_, i) => lift(i).toFixed(3))).size).toBeGreaterThan(4);
});

test('lines are those of the text, and a long one is broken between words', () => {
  const width = (line: string): number => line.length * 10;
  expect(titleLines('Hello\nthere', width, 1000)).toEqual(['Hello', 'there']);
  expect(titleLines('one two  three four', width, 100)).toEqual(['one two', 'three', 'four']);
  expect(titleLines('unbreakable', width, 50)).toEqual(['unbreakable']);
  expect(lettersOf('né👩‍👩‍👧')).toHaveLength(3);
});

test('letters have an outline that they stand out from', () => {
  expect(titleColours({})).toEqual({ fill: 'white', outline: '#101418' });
  expect(titleColours({ colour: '#102030' })).toEqual({ fill: '#102030', outline: '#ffffff' });
  expect(titleColours({ colour: 'black', outline: 'none' })).toEqual({ fill: 'black', outline: null });
  expect(titleColours({ outline: '#ff0000' })).toEqual({ fill: 'white', outline: '#ff0000' });
});
