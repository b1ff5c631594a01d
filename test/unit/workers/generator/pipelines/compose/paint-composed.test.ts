import { describe, expect, test } from 'vitest';
import { frameOf } from '../../../../../../contract/pack/pack-parts.js';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import type { GenerateRequest, InputFile } from '../../../../../../contract/request/request.js';
import { planJob } from '../../../../../../workers/generator/jobs/plan/plan-composition.js';
import { composeFilm, type DrawTitle } from '../../../../../../workers/generator/pipelines/compose/compose-film.js';
import type { Composition } from '../../../../../../workers/generator/pipelines/compose/composition.js';
import { paintComposed } from '../../../../../../workers/generator/pipelines/compose/paint-composed.js';
import { stepsHere, type PaintStep } from '../../../../../../workers/generator/pipelines/compose/paint-step.js';
import { StepPainter } from '../../../../../../workers/generator/pipelines/compose/step-painter.js';
import type { FramePixels } from '../../../../../../workers/generator/pipelines/film-picture.js';
import type { FilmState } from '../../../../../../workers/generator/pipelines/film-state.js';
import type { FramePainter } from '../../../../../../workers/generator/pipelines/frame-painter.js';
import { requestFor } from '../../../../../fixtures/request-for.js';
import { layeredContext, NOT_ENCODED } from '../../../../../fixtures/worker/layered-context.js';
import { LAYERED_TOY, layeredRunner } from '../../../../../fixtures/worker/layered-toy.js';
import { ToyDevice } from '../../../../../fixtures/worker/toy-device.js';

const dog: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'dog' }, place: { x: 0.3, y: 0.5, size: 0.8 } };
const cat: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'big cat' }, place: { x: 0.7, y: 0.5, size: 1, turn: 30 } };
const title: Layer<InputFile> = { content: { kind: 'title', text: 'Hi' }, place: { x: 0.5, y: 0.2, size: 0.2 }, start: 1 };
const size = { width: 12, height: 8 };

const FILM = requestFor('red apple', 5, { size, fps: 30, layers: [dog, { ...cat, start: 2 }, title] });

function compositionOf(request: GenerateRequest): Composition {
  const plan = planJob(request, {}, frameOf(LAYERED_TOY));
  if (plan.kind === 'plain') throw new Error('It is a plain film.');
  return plan.composition;
}

/** A title is a row of white. */
const row = new Uint8ClampedArray(size.width * size.height * 4).fill(255, 0, 4 * size.width);
const drawTitle: DrawTitle = () => row;

/** Paints with what is on the device at that time. */
async function paintedThere(request: GenerateRequest, from?: FilmState, faultAt = Infinity) {
  const composition = compositionOf(request);
  const toy = new ToyDevice(layeredRunner());
  const here = new StepPainter(composition.frame, composition.isTransparent);
  const painted: Promise<FramePixels>[] = [];
  const painter: FramePainter<readonly PaintStep[]> = {
    ...NOT_ENCODED,
    output: 'opaque',
    paint: (steps) => {
      if (painted.length === faultAt) throw new Error('The device refused.');
      const fields = stepsHere(steps);
      return painted.push(fields.then((all) => here.paint(all))) as unknown as VideoFrame;
    },
  };
  const states: FilmState[] = [];
  const faults: unknown[] = [];
  const frames: string[] = [];
  let images = 0;
  for await (const frame of paintComposed({ ...layeredContext(toy.runner, states), device: toy.device }, painter, composition, drawTitle, from, (fault) => faults.push(fault))) {
    images += Number('image' in frame);
    frames.push([...('image' in frame ? await painted[(frame.image as unknown as number) - 1]! : frame.rgba)].join());
  }
  return { frames, states, faults, images, toy };
}

async function paintedHere(request: GenerateRequest) {
  const states: FilmState[] = [];
  const frames: string[] = [];
  for await (const { rgba } of composeFilm(layeredContext(layeredRunner(), states), compositionOf(request), drawTitle)) frames.push([...rgba].join());
  return { frames, states };
}

describe('a film in layers that is painted on the device of its graphs', () => {
  test.each<[string, GenerateRequest]>([
    ['of another rate', FILM],
    ['of the rate of the model', { ...FILM, fps: 12 }],
    ['a loop', { ...FILM, ending: { kind: 'loop' } }],
    ['on nothing', { ...FILM, transparent: true }],
    ['of two scenes', requestFor([{ prompt: 'red apple', seconds: 2 }, { prompt: 'dog', seconds: 2 }], 3, { size, fps: 24, layers: [cat] })],
  ])('has the frames and the notes of ordinary memory: %s', async (_, request) => {
    const [there, here] = [await paintedThere(request), await paintedHere(request)];
    expect(there.images).toBe(here.frames.length);
    expect(there.frames).toEqual(here.frames);
    expect(there.states).toEqual(here.states);
    expect([there.toy.open, there.faults]).toEqual([0, []]);
  });

  test('goes on from each of its notes', async () => {
    const whole = await paintedThere(FILM);
    expect(whole.states.length).toBeGreaterThan(5);
    for (const state of whole.states) expect((await paintedThere(FILM, state)).frames).toEqual(whole.frames.slice(state.frames));
  });

  test('is painted in ordinary memory from the first fault on, with the same frames', async () => {
    const [there, here] = [await paintedThere(FILM, undefined, 40), await paintedHere(FILM)];
    expect([there.images, there.faults.length, there.toy.open]).toEqual([40, 1, 0]);
    expect(there.frames).toEqual(here.frames);
  });

  test('reads back the maps of each latent, and of a window what a film of one thing does', async () => {
    const { toy } = await paintedThere(requestFor('red apple', 4, { size, layers: [dog] }));
    const count = (name: string): number => toy.reads.filter((read) => read === name).length;
    // Three windows of each of two parts: two of four latents, and one of what is left of 48 frames.
    expect([count('latents'), count('maps'), count('seen_next')]).toEqual([6, 24, 6]);
    expect(toy.reads).toHaveLength(36);
  });
});
