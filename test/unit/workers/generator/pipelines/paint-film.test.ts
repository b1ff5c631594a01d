import { describe, expect, test } from 'vitest';
import { broughtHere, paintWhole, type FramePixels, type ShownPicture } from '../../../../../workers/generator/pipelines/film-picture.js';
import type { FilmPlan } from '../../../../../workers/generator/pipelines/film-plan.js';
import type { FilmState } from '../../../../../workers/generator/pipelines/film-state.js';
import type { FramePainter } from '../../../../../workers/generator/pipelines/frame-painter.js';
import { mixPictures } from '../../../../../workers/generator/pipelines/ending.js';
import { paintFilm } from '../../../../../workers/generator/pipelines/paint-film.js';
import { TextToVideoPipeline } from '../../../../../workers/generator/pipelines/text-to-video.js';
import { layeredContext, NOT_ENCODED } from '../../../../fixtures/worker/layered-context.js';
import { frameOf } from '../../../../../contract/pack/pack-parts.js';
import { withParticles } from '../../../../../workers/generator/pipelines/weather/paint-particles.js';
import { LAYERED_TOY, layeredRunner } from '../../../../fixtures/worker/layered-toy.js';
import { ToyDevice } from '../../../../fixtures/worker/toy-device.js';

const FILM: FilmPlan = { shots: [{ prompt: 'red apple', frames: 30 }, { prompt: 'dog', frames: 9 }], seed: 3 };

/** Paints with what is on the device at that time; its images are numbers of frames, from 1. */
function toyPainter(faultAt = Infinity, behind: 'background' | 'nothing' = 'background'): { readonly painter: FramePainter<ShownPicture>; readonly painted: Promise<FramePixels>[] } {
  const painted: Promise<FramePixels>[] = [];
  const painter: FramePainter<ShownPicture> = {
    ...NOT_ENCODED,
    output: behind === 'nothing' ? 'stacked' : 'opaque',
    paint: ({ picture, dissolve, weather = null }) => {
      if (painted.length === faultAt) throw new Error('The device refused.');
      const paint = async (): Promise<FramePixels> => {
        const rgba = paintWhole(await broughtHere(picture), behind);
        const whole = dissolve ? mixPictures(rgba, paintWhole(dissolve.picture, behind), dissolve.weight) : rgba;
        return withParticles({ ...frameOf(LAYERED_TOY), rgba: whole }, weather);
      };
      return painted.push(paint()) as unknown as VideoFrame;
    },
  };
  return { painter, painted };
}

async function paintedThere(film: FilmPlan, from?: FilmState, faultAt?: number) {
  const toy = new ToyDevice(layeredRunner());
  const { painter, painted } = toyPainter(faultAt, film.isTransparent ? 'nothing' : 'background');
  const states: FilmState[] = [];
  const faults: unknown[] = [];
  const frames: FramePixels[] = [];
  const kinds: string[] = [];
  for await (const frame of paintFilm({ ...layeredContext(toy.runner, states), device: toy.device }, painter, film, from, (fault) => faults.push(fault))) {
    kinds.push('image' in frame ? 'there' : 'here');
    frames.push('image' in frame ? await painted[(frame.image as unknown as number) - 1]! : frame.rgba);
  }
  return { frames, kinds, states, faults, toy };
}

async function paintedHere(film: FilmPlan) {
  const states: FilmState[] = [];
  const frames: FramePixels[] = [];
  for await (const { rgba } of new TextToVideoPipeline(layeredContext(layeredRunner(), states)).run(film)) frames.push(rgba);
  return { frames, states };
}

describe('a film that is painted on the device of its graphs', () => {
  test.each<[string, FilmPlan]>([
    ['two shots', FILM],
    ['weaker motion', { ...FILM, motion: 0.4 }],
    ['on nothing', { ...FILM, isTransparent: true, ending: 'loop' }],
    ['at night, with fireflies', { ...FILM, weather: { seed: 3, fps: 12, frames: 39, ending: null, spans: [{ weather: 'fireflies', first: 8, end: 30, comes: true, goes: true }] } }],
    ['a loop, whose end has several strengths a latent', { ...FILM, ending: 'loop' }],
  ])('has the frames and the notes of ordinary memory: %s', async (_, film) => {
    const [there, here] = await Promise.all([paintedThere(film), paintedHere(film)]);
    expect(there.frames.map((rgba) => [...rgba])).toEqual(here.frames.map((rgba) => [...rgba]));
    expect(there.states).toEqual(here.states);
    expect(there.toy.open).toBe(0);
    expect(there.faults).toEqual([]);
  });

  test('reads back the latents of a window and the state at its end, and nothing else', async () => {
    const { toy, painted } = await withoutPainting(FILM);
    expect(painted).toBe(39);
    // Three windows, and the picture of each of two shots.
    expect(toy.reads.filter((read) => read === 'latents')).toHaveLength(3);
    expect(toy.reads.filter((read) => read !== 'latents')).toEqual(['seen_next', 'seen_next', 'seen_next']);
  });

  test('goes on from each of its notes', async () => {
    const whole = await paintedThere(FILM);
    for (const state of whole.states) {
      const rest = await paintedThere(FILM, state);
      expect(rest.frames.map((rgba) => [...rgba])).toEqual(whole.frames.slice(state.frames).map((rgba) => [...rgba]));
    }
  });

  test('is painted in ordinary memory from the first fault on, with the same frames', async () => {
    const [there, here] = await Promise.all([paintedThere(FILM, undefined, 6), paintedHere(FILM)]);
    expect(there.kinds).toEqual([...new Array<string>(6).fill('there'), ...new Array<string>(33).fill('here')]);
    expect(there.faults).toHaveLength(1);
    expect(there.frames.map((rgba) => [...rgba])).toEqual(here.frames.map((rgba) => [...rgba]));
    expect(there.toy.open).toBe(0);
  });

  test('has images of double height where it is on nothing', async () => {
    const { painter } = toyPainter(Infinity, 'nothing');
    const { device, runner } = new ToyDevice(layeredRunner());
    for await (const { width, height } of paintFilm({ ...layeredContext(runner), device }, painter, { ...FILM, isTransparent: true }, undefined, () => undefined)) expect([width, height]).toEqual([4, 4]);
  });

  test('leaves nothing open where it is left in the middle', async () => {
    const toy = new ToyDevice(layeredRunner());
    const { painter } = toyPainter();
    const frames = paintFilm({ ...layeredContext(toy.runner), device: toy.device }, painter, FILM, undefined, () => undefined);
    for (let i = 0; i < 8; i++) await frames.next();
    expect(toy.open).toBeGreaterThan(0);
    await frames.return();
    expect(toy.open).toBe(0);
  });
});

async function withoutPainting(film: FilmPlan) {
  const toy = new ToyDevice(layeredRunner());
  let painted = 0;
  const painter: FramePainter<ShownPicture> = { ...NOT_ENCODED, output: 'opaque', paint: () => ++painted as unknown as VideoFrame };
  for await (const frame of paintFilm({ ...layeredContext(toy.runner), device: toy.device }, painter, film, undefined, () => undefined)) expect('image' in frame).toBe(true);
  return { toy, painted };
}
