import { expect, test } from 'vitest';
import { AT_REST, mapsHere, mapsOfFrame, mapsOfFrameThere, mixedFrames, requireHere, type AnyMaps } from '../../../../../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { float32 } from '../../../../../../../workers/generator/pipelines/tensors/tensor.js';
import type { DeviceTensor } from '../../../../../../../workers/generator/pipelines/tensors/graph-runner.js';

const [FRAMES, SIDE] = [3, 2];
const maps = Float32Array.from({ length: FRAMES * 18 }, (_, i) => Math.sin(i + 1));
const fields = Float32Array.from({ length: FRAMES * 6 * SIDE * SIDE }, (_, i) => Math.cos(i));
const there: DeviceTensor = { shape: [FRAMES, 6, SIDE, SIDE], read: () => Promise.resolve(float32([FRAMES, 6, SIDE, SIDE], fields)), close: () => undefined };

const onDevice = (number: number): AnyMaps => mapsOfFrameThere(maps, there, number, 8, 6);
const inMemory = (number: number): AnyMaps => mapsOfFrame(maps, fields, FRAMES, number, 8, 6);

async function expectAlike(actual: AnyMaps, expected: AnyMaps): Promise<void> {
  const here = await mapsHere(actual);
  const wanted = requireHere(expected);
  expect([here.subject, here.background, here.fields?.map, here.fields?.side]).toEqual([wanted.subject, wanted.background, wanted.fields?.map, wanted.fields?.side]);
  const planes = [...(here.fields?.planes ?? [])];
  expect(planes).toHaveLength(wanted.fields?.planes.length ?? 0);
  planes.forEach((value, i) => expect(value).toBeCloseTo(wanted.fields!.planes[i]!, 6));
}

test.each([0, 2])('the maps of frame %i are those of ordinary memory, while its fields stay on the device', async (number) => {
  expect(() => requireHere(onDevice(number))).toThrow('on the device');
  await expectAlike(onDevice(number), inMemory(number));
});

test('what lies between frames is mixed without planes of its own: of two on the device, of one that is not, and of one at rest', async () => {
  const between = inMemory(0);
  await expectAlike(mixedFrames(onDevice(0), onDevice(1), 0.3), mixedFrames(between, inMemory(1), 0.3));
  await expectAlike(mixedFrames(between, onDevice(2), 0.75), mixedFrames(between, inMemory(2), 0.75));
  await expectAlike(mixedFrames(mixedFrames(onDevice(0), onDevice(1), 0.3), AT_REST, 0.5), mixedFrames(mixedFrames(between, inMemory(1), 0.3), AT_REST, 0.5));
});

test('fields that change nothing are none', async () => {
  const still: DeviceTensor = { ...there, read: () => Promise.resolve(float32(there.shape, new Float32Array(fields.length))) };
  expect((await mapsHere(mapsOfFrameThere(maps, still, 1, 8, 6))).fields).toBeNull();
});
