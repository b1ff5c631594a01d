import { describe, expect, it } from 'vitest';
import { LAYER_LIMITS } from '../../../../../../contract/request/layers/layer.js';
import { moved, pinched, settledPlace, sized, turnedTo, turnWithin, withinBox } from '../../../../../../src/features/composer/layers/stage/placing.js';
import { placeAfterKey } from '../../../../../../src/features/composer/layers/stage/place-keys.js';

const FRAME = { width: 400, height: 200 };
const MIDDLE = { x: 0.5, y: 0.5, size: 0.5 };

describe('a layer on the stage', () => {
  it('moves by pixels of the frame, and is drawn to its middle', () => {
    expect(moved(MIDDLE, { x: 40, y: -20 }, FRAME)).toEqual({ x: 0.6, y: 0.4, size: 0.5 });
    expect(moved({ ...MIDDLE, x: 0.4 }, { x: 38, y: 0 }, FRAME, true).x).toBe(0.5);
    expect(moved({ ...MIDDLE, x: 0.4 }, { x: 38, y: 0 }, FRAME, false).x).toBe(0.495);
  });

  it('stays within the limits of a layer', () => {
    expect(moved(MIDDLE, { x: 9999, y: -9999 }, FRAME)).toMatchObject({ x: LAYER_LIMITS.centre.max, y: LAYER_LIMITS.centre.min });
    expect(sized(MIDDLE, { x: 210, y: 100 }, { x: 9999, y: 100 }, FRAME).size).toBe(LAYER_LIMITS.size.max);
    expect(sized(MIDDLE, { x: 300, y: 100 }, { x: 200, y: 100 }, FRAME).size).toBe(LAYER_LIMITS.size.min);
  });

  it('is as much larger as its corner is farther from its centre', () => {
    expect(sized(MIDDLE, { x: 250, y: 150 }, { x: 300, y: 200 }, FRAME)).toEqual({ ...MIDDLE, size: 1 });
  });

  it('turns with its handle, clockwise, and is drawn to upright', () => {
    const above = { x: 200, y: 0 };
    expect(turnedTo(MIDDLE, above, { x: 300, y: 100 }, FRAME).turn).toBe(90);
    expect(turnedTo(MIDDLE, above, { x: 100, y: 100 }, FRAME).turn).toBe(-90);
    expect(turnedTo(MIDDLE, above, { x: 203, y: 0 }, FRAME).turn).toBeUndefined();
    expect(turnedTo(MIDDLE, above, { x: 203, y: 0 }, FRAME, false).turn).toBeCloseTo(1.7, 1);
    expect([190, -190, 540, 45].map(turnWithin)).toEqual([-170, 170, -180, 45]);
  });

  it('is sized, turned and moved by two fingers, with what is between them', () => {
    const from = [{ x: 150, y: 100 }, { x: 250, y: 100 }] as const;
    expect(pinched(MIDDLE, from, [{ x: 100, y: 100 }, { x: 300, y: 100 }], FRAME)).toEqual({ ...MIDDLE, size: 1 });
    expect(pinched(MIDDLE, from, [{ x: 200, y: 50 }, { x: 200, y: 150 }], FRAME)).toEqual({ ...MIDDLE, turn: 90 });
    expect(pinched(MIDDLE, from, [{ x: 190, y: 120 }, { x: 290, y: 120 }], FRAME)).toEqual({ x: 0.6, y: 0.6, size: 0.5 });
    // The fingers are left of the centre: it moves away from them as it grows.
    expect(pinched(MIDDLE, [{ x: 100, y: 100 }, { x: 150, y: 100 }], [{ x: 75, y: 100 }, { x: 175, y: 100 }], FRAME)).toEqual({ x: 0.688, y: 0.5, size: 1 });
  });

  it('knows which of its points is where, turned or not', () => {
    const box = { width: 100, height: 100 };
    expect(withinBox({ x: 150, y: 50 }, MIDDLE, box, FRAME)).toEqual({ x: 0, y: 0 });
    const corner = withinBox({ x: 250, y: 50 }, { ...MIDDLE, turn: 90 }, box, FRAME);
    expect([corner.x, corner.y].map((share) => Number(share.toFixed(6)))).toEqual([0, 0]);
  });

  it.each([
    ['ArrowRight', false, { x: 0.51 }],
    ['ArrowUp', true, { y: 0.45 }],
    ['+', false, { size: 0.53 }],
    ['-', false, { size: 0.472 }],
    [']', false, { turn: 5 }],
    ['{', true, { turn: -15 }],
    ['.', false, { turn: 5 }],
  ])('is placed by the key %s (Shift: %s)', (key, shiftKey, change) => {
    expect(placeAfterKey(MIDDLE, { key, shiftKey })).toEqual({ ...MIDDLE, ...change });
  });

  it('leaves other keys to the page', () => {
    expect(placeAfterKey(MIDDLE, { key: 'Enter', shiftKey: false })).toBeNull();
    expect(placeAfterKey(MIDDLE, { key: 'l', shiftKey: false })).toBeNull();
  });

  it('rounds to what can be seen, and stands upright without saying so', () => {
    expect(settledPlace({ x: 1 / 3, y: 2 / 3, size: 0.1234567, turn: 0.01 })).toEqual({ x: 0.333, y: 0.667, size: 0.123 });
  });
});
