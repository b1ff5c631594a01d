import { describe, expect, test } from 'vitest';
import type { Opening } from '../../../../../../workers/generator/pipelines/film-plan.js';
import { decodeInputs, planFilm } from '../../../../../../workers/generator/jobs/plan/plan-film.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const FPS = 12;
const PICTURE = Float32Array.of(0.5);
const OPENING: Opening = { frames: 5, read: async function* () {}, pictureOf: () => PICTURE };
const REQUEST = requestFor('a cat', 2);
const scene = (prompt: string, start?: 'cut' | 'continue') => ({ prompt, seconds: 1, ...(start ? { start } : {}) });

describe('the plan of a film', () => {
  test('is one shot for a prompt', () => {
    expect(planFilm(REQUEST, {}, FPS)).toEqual({ shots: [{ prompt: 'a cat', frames: 24, then: [] }], seed: 7 });
  });

  test('joins scenes that go on to the shot before, and cuts at the others', () => {
    const scenes = [scene('a'), scene('b', 'continue'), scene('c', 'cut'), scene('d'), scene('e', 'continue')];
    const { shots } = planFilm(requestFor(scenes), {}, FPS);
    expect(shots.map(({ prompt, then }) => [prompt, ...(then ?? []).map((beat) => beat.prompt)])).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
    expect(shots.flatMap(({ frames, then }) => [frames, ...(then ?? []).map((beat) => beat.frames)])).toEqual([12, 12, 12, 12, 12]);
  });

  test('begins with the first scene whatever it says', () => {
    const { shots } = planFilm(requestFor([scene('a', 'continue'), scene('b')]), {}, FPS);
    expect(shots.map(({ prompt }) => prompt)).toEqual(['a', 'b']);
  });

  test('starts from a given picture in the first shot only', () => {
    const { shots } = planFilm(requestFor([scene('a'), scene('b')]), { image: PICTURE }, FPS);
    expect(shots.map(({ image }) => image)).toEqual([PICTURE, undefined]);
  });

  test('adds the asked seconds to a video: its last frame is frame 0 of the shot', () => {
    const plan = planFilm(REQUEST, { opening: OPENING }, FPS);
    expect(plan.opening).toBe(OPENING);
    expect(plan.shots[0]?.frames).toBe(25);
  });

  test('passes on how it is to end and to move', () => {
    expect(planFilm({ ...REQUEST, ending: { kind: 'loop' }, motion: 0.5, steps: 3, format: 'vp9' }, {}, FPS)).toMatchObject({ ending: 'loop', motion: 0.5, steps: 3 });
    expect(planFilm(REQUEST, { endImage: PICTURE }, FPS).ending).toBe(PICTURE);
    expect(planFilm(REQUEST, {}, FPS)).not.toHaveProperty('ending');
  });
});

test('decodes what the request brings, at the frame of the pack', async () => {
  const frame = { width: 4, height: 2, fps: FPS };
  const asked: unknown[] = [];
  const platform = {
    decodePicture: (picture: Blob, size: unknown, background?: string) => {
      asked.push([size, background]);
      return Promise.resolve(Float32Array.of(picture.size));
    },
    openVideo: (_: Blob, shape: unknown, background?: string) => {
      asked.push([shape, background]);
      return Promise.resolve(OPENING);
    },
  };
  expect(await decodeInputs(REQUEST, frame, platform)).toEqual({});
  const ending = { kind: 'image', file: { blob: new Blob(['22']) } } as const;
  const start = { kind: 'image', file: { blob: new Blob(['1']), background: 'white' } } as const;
  expect(await decodeInputs({ ...REQUEST, start, ending }, frame, platform)).toEqual({ image: Float32Array.of(1), endImage: Float32Array.of(2) });
  expect(await decodeInputs({ ...REQUEST, start: { kind: 'video', file: { blob: new Blob(['333']) } } }, frame, platform)).toEqual({ opening: OPENING });
  // One background serves both ends, unless the end has its own.
  await decodeInputs({ ...REQUEST, start, ending: { ...ending, file: { ...ending.file, background: 'black' } } }, frame, platform);
  expect(asked).toEqual([[frame, 'white'], [frame, 'white'], [frame, undefined], [frame, 'white'], [frame, 'black']]);
});
