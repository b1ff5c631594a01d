import { describe, expect, test } from 'vitest';
import { madeFrames, PartClock } from '../../../../../../workers/generator/pipelines/compose/part-clock.js';

describe('the clock of a part', () => {
  test('shows the frames of the model as they are at its own rate', () => {
    const clock = new PartClock([{ shown: 36, made: madeFrames(36, 12, 12) }]);
    for (let frame = 0; frame < 36; frame++) expect(clock.at(frame)).toEqual({ stretch: 0, frame, share: 0 });
  });

  test.each([[24, 72], [30, 90], [24, 25], [30, 16], [12, 1], [24, 2]])('begins and ends with a frame of the model, at %i frames a second, of %i', (fps, shown) => {
    const made = madeFrames(shown, fps, 12);
    const clock = new PartClock([{ shown, made }]);
    expect(clock.at(0)).toEqual({ stretch: 0, frame: 0, share: 0 });
    expect(clock.at(shown - 1)).toEqual({ stretch: 0, frame: made - 1, share: 0 });
    const times = Array.from({ length: shown }, (_, i) => clock.at(i)).map(({ frame, share }) => frame + share);
    // As fast as the model has it, but for a frame over the whole.
    const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    if (shown > 2) for (const step of steps) expect(Math.abs(step - 12 / fps)).toBeLessThan(1 / (shown - 1));
  });

  test('leaves frames out at a lower rate', () => {
    const clock = new PartClock([{ shown: 13, made: madeFrames(13, 12, 24) }]);
    expect([0, 1, 12].map((frame) => clock.at(frame).frame)).toEqual([0, 2, 24]);
  });

  test('never lies between two sides of a cut', () => {
    const clock = new PartClock([{ shown: 10, made: madeFrames(10, 24, 12) }, { shown: 7, made: madeFrames(7, 24, 12) }]);
    const first = madeFrames(10, 24, 12);
    expect(clock.at(9)).toEqual({ stretch: 0, frame: first - 1, share: 0 });
    expect(clock.at(10)).toEqual({ stretch: 1, frame: first, share: 0 });
    for (let frame = 0; frame < 10; frame++) {
      const { frame: before, share } = clock.at(frame);
      expect(before + (share > 0 ? 1 : 0)).toBeLessThan(first);
    }
  });
});
