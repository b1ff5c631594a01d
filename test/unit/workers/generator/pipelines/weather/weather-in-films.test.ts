import { describe, expect, test } from 'vitest';
import { frameOf } from '../../../../../../contract/pack/pack-parts.js';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import type { GenerateRequest, InputFile } from '../../../../../../contract/request/request.js';
import { planJob } from '../../../../../../workers/generator/jobs/plan/plan-composition.js';
import { planWeather } from '../../../../../../workers/generator/jobs/plan/plan-weather.js';
import { composeFilm } from '../../../../../../workers/generator/pipelines/compose/compose-film.js';
import type { FilmState } from '../../../../../../workers/generator/pipelines/film-state.js';
import { TextToVideoPipeline } from '../../../../../../workers/generator/pipelines/text-to-video.js';
import { particlesAt } from '../../../../../../workers/generator/pipelines/weather/film-weather.js';
import { withParticles } from '../../../../../../workers/generator/pipelines/weather/paint-particles.js';
import { filmFrameOf } from '../../../../../../contract/request/film-frame.js';
import { requestFor } from '../../../../../fixtures/request-for.js';
import { layeredContext } from '../../../../../fixtures/worker/layered-context.js';
import { LAYERED_TOY, layeredRunner } from '../../../../../fixtures/worker/layered-toy.js';

const OWN = frameOf(LAYERED_TOY);
const size = { width: 96, height: 64 };
const dog: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'dog' }, place: { x: 0.3, y: 0.5, size: 0.8 } };
const title: Layer<InputFile> = { content: { kind: 'title', text: 'Hi' }, place: { x: 0.5, y: 0.2, size: 0.2 } };
/** A title is the upper half, in white. */
const half = new Uint8ClampedArray(size.width * size.height * 4).fill(255, 0, size.width * size.height * 2);

const areSame = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean => Buffer.from(a).equals(Buffer.from(b));
const falling = (request: GenerateRequest) => planWeather(request, filmFrameOf(request, OWN).fps, undefined, () => ({ kind: 'snow', isSaid: true, words: '' }));

async function made(request: GenerateRequest, weather = falling(request), from?: FilmState) {
  const plan = planJob(request, {}, OWN, undefined, weather);
  const states: FilmState[] = [];
  const context = layeredContext(layeredRunner(), states);
  const frames: Uint8ClampedArray<ArrayBuffer>[] = [];
  const all = plan.kind === 'plain' ? new TextToVideoPipeline(context).run(plan.film, from) : composeFilm(context, plan.composition, () => half, from);
  for await (const { rgba } of all) frames.push(rgba.slice());
  return { frames, states };
}

describe('a film in the snow', () => {
  test.each<[string, GenerateRequest]>([
    ['of one scene', requestFor('red apple', 2)],
    ['of another size and rate', requestFor('red apple', 2, { size, fps: 24 })],
    ['in layers', requestFor('red apple', 2, { size, layers: [dog] })],
    ['that loops', requestFor('red apple', 3, { ending: { kind: 'loop' } })],
  ])('is the film without it, with particles in front: %s', async (_, request) => {
    const [bare, { frames }] = [await made(request, null), await made(request)];
    const frame = filmFrameOf(request, OWN);
    expect(frames).toHaveLength(bare.frames.length);
    for (const [i, rgba] of frames.entries()) expect(areSame(rgba, withParticles({ ...frame, rgba: bare.frames[i]! }, particlesAt(falling(request)!, i, frame))), `frame ${i}`).toBe(true);
  });

  test('changes from frame to frame, and its titles are before it', async () => {
    const { frames } = await made(requestFor('red apple', 1, { size, layers: [dog, title] }));
    for (const [i, rgba] of frames.entries()) {
      expect(rgba.subarray(0, half.length / 2).every((byte) => byte === 255)).toBe(true);
      if (i > 0) expect(areSame(rgba, frames[i - 1]!)).toBe(false);
    }
  });

  test('goes on from each of its notes without a jump', async () => {
    for (const request of [requestFor('red apple', 5, { size, layers: [dog] }), requestFor('red apple', 5)]) {
      const whole = await made(request);
      expect(whole.states.length).toBeGreaterThan(2);
      for (const state of whole.states) {
        const { frames } = await made(request, falling(request), state);
        expect(frames).toHaveLength(whole.frames.length - state.frames);
        expect(frames.every((rgba, i) => areSame(rgba, whole.frames[state.frames + i]!))).toBe(true);
      }
    }
  });

  test('ends a loop with its first frame', async () => {
    const { frames } = await made(requestFor('red apple', 3, { size, fps: 30, ending: { kind: 'loop' } }));
    expect(frames.at(-1)).toEqual(frames[0]);
  });
});
