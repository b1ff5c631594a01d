import { expect, test } from 'vitest';
import { paintBackground } from '../../../../../../../workers/generator/pipelines/decoders/layers/paint-background.js';
import { IDENTITY } from '../../../../../../../workers/generator/pipelines/decoders/layers/pixel-map.js';

const size = { width: 4, height: 2 };
/** Columns of 10, 20, 30, 40. */
const background = Uint8ClampedArray.from({ length: 32 }, (_, i) => (i % 4 === 3 ? 255 : 10 * (Math.floor(i / 4) % 4) + 10));
const layers = { ...size, subject: new Uint8ClampedArray(32), background, bounds: { left: 1, right: 0, top: 1, bottom: 0 } };

test.each([
  [0, [10, 20, 30, 40]],
  [2, [30, 40, 40, 30]],
  [-3, [30, 20, 10, 10]],
  [0.5, [15, 25, 35, 40]],
  [8, [10, 20, 30, 40]],
  [-4, [40, 30, 20, 10]],
])('a place goes on mirrored where it is moved by %f pixels', (x0, columns) => {
  const painted = paintBackground(layers, { ...IDENTITY, x0 }, IDENTITY, size);
  expect([0, 1, 2, 3].map((x) => painted[4 * x])).toEqual(columns);
});
