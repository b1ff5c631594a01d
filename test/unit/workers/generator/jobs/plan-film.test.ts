import { describe, expect, test } from 'vitest';
import type { GenerateRequest } from '../../../../../contract/generator.js';
import type { Opening } from '../../../../../workers/generator/pipelines/film-plan.js';
import { decodeInputs, planFilm } from '../../../../../workers/generator/jobs/plan-film.js';

const FPS = 12;
const PICTURE = Float32Array.of(0.5);
const OPENING: Opening = { frames: 5, read: async function* () {} };
const REQUEST: GenerateRequest = { prompt: 'a cat', seconds: 2, seed: 7 };
const scene = (prompt: string, start?: 'cut' | 'continue') => ({ prompt, seconds: 1, ...(start ? { start } : {}) });

describe('the plan of a film', () => {
  test('is one shot for a prompt', () => {
    expect(planFilm(REQUEST, {}, FPS)).toEqual({ shots: [{ prompt: 'a cat', frames: 24, then: [] }], seed: 7 });
  });

  test('joins scenes that go on to the shot before, and cuts at the others', () => {
    const scenes = [scene('a'), scene('b', 'continue'), scene('c', 'cut'), scene('d'), scene('e', 'continue')];
    const { shots } = planFilm({ scenes, seconds: 0, seed: 7 }, {}, FPS);
    expect(shots.map(({ prompt, then }) => [prompt, ...(then ?? []).map((beat) => beat.prompt)])).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
    expect(shots.flatMap(({ frames, then }) => [frames, ...(then ?? []).map((beat) => beat.frames)])).toEqual([12, 12, 12, 12, 12]);
  });

  test('begins with the first scene whatever it says', () => {
    const { shots } = planFilm({ scenes: [scene('a', 'continue'), scene('b')], seconds: 0, seed: 7 }, {}, FPS);
    expect(shots.map(({ prompt }) => prompt)).toEqual(['a', 'b']);
  });

  test('starts from a given picture in the first shot only', () => {
    const { shots } = planFilm({ scenes: [scene('a'), scene('b')], seconds: 0, seed: 7 }, { image: PICTURE }, FPS);
    expect(shots.map(({ image }) => image)).toEqual([PICTURE, undefined]);
  });

  test('adds the asked seconds to a video: its last frame is frame 0 of the shot', () => {
    const plan = planFilm(REQUEST, { opening: OPENING }, FPS);
    expect(plan.opening).toBe(OPENING);
    expect(plan.shots[0]?.frames).toBe(25);
  });

  test('passes on how it is to end and to move', () => {
    expect(planFilm({ ...REQUEST, loop: true, motion: 0.5, steps: 3 }, {}, FPS)).toMatchObject({ ending: 'loop', motion: 0.5, steps: 3 });
    expect(planFilm(REQUEST, { endImage: PICTURE }, FPS).ending).toBe(PICTURE);
    expect(planFilm({ ...REQUEST, loop: false }, {}, FPS)).not.toHaveProperty('ending');
  });
});

test('decodes what the request brings, at the frame of the pack', async () => {
  const frame = { width: 4, height: 2, fps: FPS };
  const asked: unknown[] = [];
  const platform = {
    decodePicture: (picture: Blob, size: unknown) => {
      asked.push(size);
      return Promise.resolve(Float32Array.of(picture.size));
    },
    openVideo: (_: Blob, shape: unknown) => {
      asked.push(shape);
      return Promise.resolve(OPENING);
    },
  };
  expect(await decodeInputs(REQUEST, frame, platform)).toEqual({});
  const request = { ...REQUEST, image: new Blob(['1']), endImage: new Blob(['22']), extend: new Blob(['333']) };
  expect(await decodeInputs(request, frame, platform)).toEqual({ image: Float32Array.of(1), endImage: Float32Array.of(2), opening: OPENING });
  expect(asked).toEqual([frame, frame, frame]);
});
