import { describe, expect, test } from 'vitest';
import { cameraInFrame, viewsOf } from '../../../../../../workers/generator/pipelines/compose/views.js';
import type { Layers } from '../../../../../../workers/generator/pipelines/decoders/layers/cut-out.js';
import { chained, IDENTITY, inverted, placedMap, type PixelMap } from '../../../../../../workers/generator/pipelines/decoders/layers/pixel-map.js';

const PICTURE = { width: 512, height: 512 };
const at = (map: PixelMap, x: number, y: number): readonly [number, number] => [map.xx * x + map.xy * y + map.x0, map.yx * x + map.yy * y + map.y0];
const close = ([x, y]: readonly [number, number], [a, b]: readonly [number, number]): void => {
  expect(x).toBeCloseTo(a, 6);
  expect(y).toBeCloseTo(b, 6);
};

/** Layers whose subject takes the box. */
function layersWith(left: number, right: number, top: number, bottom: number): Layers {
  return { ...PICTURE, subject: new Uint8ClampedArray(), background: new Uint8ClampedArray(), bounds: { left, right, top, bottom } };
}

test('maps are chained and inverted', () => {
  const map = placedMap(PICTURE, { x: 100, y: 50 }, { across: 0.5, down: 0.25 }, 0.3);
  const back = inverted(map) ?? expect.fail('no way back');
  close(at(chained(map, back), 12, 34), [12, 34]);
  // Not a bit differs where nothing is placed.
  const moved: PixelMap = { xx: 0.98, xy: 0.013, x0: -3.7, yx: -0.02, yy: 1.01, y0: 0.3 };
  expect(chained(IDENTITY, moved)).toEqual(moved);
  expect(inverted({ ...IDENTITY, xx: 0 })).toBeNull();
});

describe('a picture in a frame', () => {
  test('of its own proportions is only scaled', () => {
    const views = viewsOf('cover', { width: 1024, height: 1024 }, PICTURE);
    expect(views.areOne).toBe(true);
    close(at(views.background, 0, 0), [-0.25, -0.25]);
    close(at(views.background, 1023, 1023), [511.25, 511.25]);
    expect(viewsOf('cover', PICTURE, PICTURE).background).toEqual(IDENTITY);
  });

  test('at a place has its centre there, and is turned clockwise', () => {
    const { background } = viewsOf({ x: 0.25, y: 0.5, size: 0.5, turn: 90 }, { width: 800, height: 400 }, PICTURE);
    close(at(background, 199.5, 199.5), [255.5, 255.5]);
    // What is to the right of the middle of the picture is below it in the frame.
    const [x, y] = at(background, 199.5, 299.5);
    expect(x).toBeCloseTo(255.5 + 100 * (512 / 200), 6);
    expect(y).toBeCloseTo(255.5, 6);
  });

  test('that was squeezed from the frame is stretched over all of it', () => {
    const { background } = viewsOf('stretch', { width: 1024, height: 576 }, PICTURE);
    close(at(background, -0.5, -0.5), [-0.5, -0.5]);
    close(at(background, 1023.5, 575.5), [511.5, 511.5]);
  });

  const cases = [['16:9', 1024, 576], ['9:16', 576, 1024], ['4:5', 640, 800]] as const;
  test.each(cases)('of other proportions (%s) is covered by the place, and its subject is whole', (_, width, height) => {
    const { background, subject, areOne } = viewsOf('cover', { width, height }, PICTURE);
    expect(areOne).toBe(false);
    for (const [x, y] of [[0, 0], [width - 1, height - 1]] as const) {
      for (const coordinate of at(background, x, y)) {
        expect(coordinate).toBeGreaterThan(-0.5);
        expect(coordinate).toBeLessThan(511.5);
      }
    }
    for (const layers of [layersWith(110, 400, 90, 360), layersWith(0, 511, 0, 511), layersWith(300, 500, 380, 500)]) {
      const back = inverted(subject(layers, IDENTITY)) ?? expect.fail('flat');
      const [left, top] = at(back, layers.bounds.left, layers.bounds.top);
      const [right, bottom] = at(back, layers.bounds.right, layers.bounds.bottom);
      expect(left).toBeGreaterThanOrEqual(-1);
      expect(right).toBeLessThanOrEqual(width);
      expect(top).toBeGreaterThanOrEqual(-1);
      expect(bottom).toBeLessThanOrEqual(height);
      // Neither squeezed nor turned.
      expect((right - left) / (layers.bounds.right - layers.bounds.left)).toBeCloseTo((bottom - top) / (layers.bounds.bottom - layers.bounds.top), 6);
    }
  });

  test('is moved by a camera in pixels of the frame', () => {
    const { background } = viewsOf('cover', { width: 1024, height: 576 }, PICTURE);
    const pan = cameraInFrame(background, { ...IDENTITY, x0: -20, y0: 5 }) ?? expect.fail('flat');
    close(at(pan, 100, 100), [60, 110]);
    close(at(cameraInFrame(background, IDENTITY) ?? expect.fail('flat'), 7, 9), [7, 9]);
  });

  test('has its subject go with the ground where that is moved', () => {
    const { background, subject } = viewsOf('cover', { width: 1024, height: 576 }, PICTURE);
    const layers = layersWith(200, 300, 200, 330);
    const pan: PixelMap = { ...IDENTITY, x0: -20 };
    const footAt = (motion: PixelMap): readonly [number, number] => {
      // The subject's own map moves with the camera alone.
      const back = inverted(chained(subject(layers, motion), motion)) ?? expect.fail('flat');
      return at(back, 250, 330);
    };
    const groundUnder = (foot: readonly [number, number], motion: PixelMap): readonly [number, number] => at(chained(background, motion), ...foot);
    close(groundUnder(footAt(pan), pan), groundUnder(footAt(IDENTITY), IDENTITY));
    expect(footAt(pan)[0]).toBeGreaterThan(footAt(IDENTITY)[0] + 30);
  });
});
