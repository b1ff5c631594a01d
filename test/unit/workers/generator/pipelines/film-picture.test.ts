import { expect, test } from 'vitest';
import { AT_REST } from '../../../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { movedLayers, onItsGround, paintWhole, pictureBetween, type Picture } from '../../../../../workers/generator/pipelines/film-picture.js';

const SIDE = 8;
/** Columns of 0, 10, ... 70, and a white subject on columns 3 and 4 of its lower half. */
const column = (i: number): number => Math.floor(i / 4) % SIDE;
const isSubject = (i: number): boolean => [3, 4].includes(column(i)) && Math.floor(i / 4 / SIDE) >= 4;
const bytes = (at: (i: number) => number): Uint8ClampedArray<ArrayBuffer> => Uint8ClampedArray.from({ length: 4 * SIDE * SIDE }, (_, i) => at(i));
const layers = {
  width: SIDE,
  height: SIDE,
  background: bytes((i) => (i % 4 === 3 ? 255 : 10 * column(i))),
  subject: bytes((i) => (i % 4 === 3 ? 255 * Number(isSubject(i)) : 255)),
  bounds: { left: 3, right: 4, top: 4, bottom: 7 },
};
const ground = { horizon: 0, stands: null, passes: 0.25 } as const;
const at = (seconds: number): Picture => onItsGround({ kind: 'layers', layers, maps: AT_REST }, ground, seconds);
const row = (picture: Picture, y: number): readonly number[] => Array.from({ length: SIDE }, (_, x) => paintWhole(picture, 'background')[4 * (y * SIDE + x)]!);

test('a place that is followed goes by behind its subject, to the right, and comes again mirrored', () => {
  expect(row(at(0), 0)).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  expect(row(at(1), 0)).toEqual([10, 0, 0, 10, 20, 30, 40, 50]);
  expect(row(at(8), 0)).toEqual(row(at(0), 0));
  for (const seconds of [0, 1, 2.5]) expect(row(at(seconds), 5).slice(3, 5)).toEqual([255, 255]);
});

test('between two frames it has gone by half as far', () => {
  const first: Picture = { kind: 'pixels', rgba: layers.background, layers };
  expect(movedLayers(pictureBetween(at(1), at(2), 0.5))).toMatchObject({ passed: 0.375 });
  expect(movedLayers(pictureBetween(first, at(2), 0.5))).toMatchObject({ passed: 0.25 });
});
