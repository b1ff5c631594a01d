import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../../../../contract/names.js';
import { frameOf } from '../../../../../../contract/pack/pack-parts.js';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import type { GenerateRequest, InputFile } from '../../../../../../contract/request/request.js';
import { countJobUnits } from '../../../../../../workers/generator/jobs/job-progress.js';
import { layerSeed } from '../../../../../../contract/request/layers/layer-seed.js';
import { planJob } from '../../../../../../workers/generator/jobs/plan/plan-composition.js';
import { composeFilm, type DrawTitle } from '../../../../../../workers/generator/pipelines/compose/compose-film.js';
import type { Composition } from '../../../../../../workers/generator/pipelines/compose/composition.js';
import type { FilmState } from '../../../../../../workers/generator/pipelines/film-state.js';
import type { PipelineContext } from '../../../../../../workers/generator/pipelines/pipeline-context.js';
import { TextToVideoPipeline } from '../../../../../../workers/generator/pipelines/text-to-video.js';
import type { RgbaFrame } from '../../../../../../workers/lib/rgba-frame.js';
import { Stopwatch } from '../../../../../../workers/lib/stopwatch.js';
import { requestFor } from '../../../../../fixtures/request-for.js';
import { LAYERED_TOY, layeredRunner } from '../../../../../fixtures/worker/layered-toy.js';
import { toyTokens, type Call } from '../../../../../fixtures/worker/toy-pack.js';

const OWN = frameOf(LAYERED_TOY);
const dog: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'dog' }, place: { x: 0.3, y: 0.5, size: 0.8 } };
const cat: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'big cat' }, place: { x: 0.7, y: 0.5, size: 1, turn: 30 } };
const title: Layer<InputFile> = { content: { kind: 'title', text: 'Hi' }, place: { x: 0.5, y: 0.2, size: 0.2 } };

/** A title is a row of white. */
function titleOf({ frame: { width, height } }: Composition): DrawTitle {
  const row = new Uint8ClampedArray(width * height * 4).fill(255, 0, 4 * width);
  return () => row;
}

function watched(): { readonly context: PipelineContext; readonly states: FilmState[]; readonly calls: Call[]; readonly units: Map<Stage, number> } {
  const states: FilmState[] = [];
  const calls: Call[] = [];
  const units = new Map<Stage, number>();
  const context: PipelineContext = {
    manifest: LAYERED_TOY,
    runner: layeredRunner(calls),
    tokenize: toyTokens,
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('The toy pack has no tensor files.')),
    readRows: () => Promise.reject(new Error('The toy pack has no tables.')),
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => 0),
    onStage: () => undefined,
    onUnit: (stage) => units.set(stage, (units.get(stage) ?? 0) + 1),
    onWindowEnd: (state) => states.push(structuredClone(state)),
  };
  return { context, states, calls, units };
}

function compositionOf(request: GenerateRequest): Composition {
  const plan = planJob(request, {}, OWN);
  if (plan.kind === 'plain') throw new Error('It is a plain film.');
  return plan.composition;
}

async function made(request: GenerateRequest, from?: FilmState, { context } = watched()): Promise<RgbaFrame[]> {
  const frames: RgbaFrame[] = [];
  const composition = compositionOf(request);
  for await (const frame of composeFilm(context, composition, titleOf(composition), from)) frames.push({ ...frame, rgba: frame.rgba.slice() });
  return frames;
}

const bytes = (frames: readonly RgbaFrame[]): readonly string[] => frames.map(({ rgba }) => [...rgba].join());

describe('a film put together of one part', () => {
  test('is bit for bit the film of the pipeline', async () => {
    const request = requestFor('red apple', 3);
    const { film } = planJob(request, {}, OWN) as { film: Parameters<TextToVideoPipeline['run']>[0] };
    const plain: RgbaFrame[] = [];
    for await (const frame of new TextToVideoPipeline(watched().context).run(film)) plain.push(frame);
    // A layer that is never seen makes it a composition.
    const beyond = { ...dog, place: { x: -0.5, y: -0.5, size: 0.05 } };
    expect(bytes(await made({ ...request, layers: [beyond] }))).toEqual(bytes(plain));
  });
});

describe('layers', () => {
  test('are in front of the base and of one another, each for its time', async () => {
    const size = { width: 16, height: 16 };
    const base = await made(requestFor('red apple', 2, { size, layers: [{ ...title, start: 1 }] }));
    const both = await made(requestFor('red apple', 2, { size, layers: [{ ...dog, start: 0.5, end: 1.5 }, { ...title, start: 1 }] }));
    const differ = base.map(({ rgba }, i) => [...rgba].some((value, k) => k >= 64 && value !== both[i]?.rgba[k]));
    expect(differ).toEqual(Array.from({ length: 24 }, (_, i) => i >= 6 && i < 18));
    // It fades in.
    const corner = both.map(({ rgba }) => rgba[0]!);
    expect(corner.map((value) => value === 255)).toEqual(Array.from({ length: 24 }, (_, i) => i >= 15));
    for (const i of [11, 12, 13, 14]) expect(corner[i]!).toBeLessThan(corner[i + 1]!);
  });

  test('are two things where they have the same words', () => {
    const { parts } = compositionOf(requestFor('red apple', 1, { layers: [dog, dog] }));
    const seeds = parts.map((part) => (part.kind === 'film' ? part.film.seed : null));
    expect(new Set(seeds).size).toBe(3);
    expect(seeds[1]).toBe(layerSeed(7, 0));
    expect(layerSeed(0xffff_ffff, 5)).toBeGreaterThanOrEqual(0);
  });

  test('stand alone on nothing, and the base is not made', async () => {
    const { context, calls, units } = watched();
    const request = requestFor('', 1, { transparent: true, hideSubject: true, size: { width: 16, height: 16 }, layers: [dog] });
    const [first] = await made(request, undefined, { context } as ReturnType<typeof watched>);
    expect(calls.filter(({ graph }) => graph === 'imageDecoder')).toHaveLength(1);
    const alphas = [...(first?.rgba ?? [])].filter((_, i) => i % 4 === 3);
    expect(Math.min(...alphas)).toBe(0);
    expect(Math.max(...alphas)).toBeGreaterThan(128);
    expect(units.get('video')).toBe(1);
  });

  test('count their work', async () => {
    const request = requestFor('red apple', 2, { fps: 24, layers: [dog, title, { ...cat, end: 1 }] });
    const { context, units } = watched();
    const frames = await made(request, undefined, { context } as ReturnType<typeof watched>);
    const counted = countJobUnits(planJob(request, {}, OWN), LAYERED_TOY);
    expect(counted.get('encode')).toBe(frames.length);
    for (const stage of ['text', 'image', 'video', 'decode'] as const) expect(units.get(stage)).toBe(counted.get(stage));
  });

  test('of a film that loops end as they begin', async () => {
    const frames = await made(requestFor('red apple', 2, { ending: { kind: 'loop' }, fps: 30, layers: [dog, cat] }));
    expect(frames).toHaveLength(60);
    expect(frames.at(-1)?.rgba).toEqual(frames[0]?.rgba);
    expect(frames[20]?.rgba).not.toEqual(frames[0]?.rgba);
  });
});

describe('a size and a frame rate', () => {
  test('are those of the frames', async () => {
    const frames = await made(requestFor('red apple', 1, { size: { width: 8, height: 6 }, fps: 30 }));
    expect(frames).toHaveLength(30);
    expect(frames[0]).toMatchObject({ width: 8, height: 6 });
    expect(frames.every(({ rgba }) => rgba.length === 8 * 6 * 4 && rgba.every((value, i) => i % 4 !== 3 || value === 255))).toBe(true);
  });

  test('that is higher shows what the model would show in between', async () => {
    const request = requestFor('red apple', 1, { layers: [title] });
    const [slow, fast] = [await made(request), await made({ ...request, fps: 24 })];
    // 24 frames of a second begin and end with those of 12: a frame of the model lies at every second one, or nearly.
    expect(fast[0]?.rgba).toEqual(slow[0]?.rgba);
    const between = fast[3]?.rgba ?? [];
    const [before, after] = [fast[2]?.rgba ?? [], fast[4]?.rgba ?? []];
    expect(between).not.toEqual(before);
    expect(between).not.toEqual(after);
  });

  test('shorten scenes in proportion', () => {
    const scenes = [{ prompt: 'a', seconds: 1 }, { prompt: 'b', seconds: 1, start: 'continue' as const }, { prompt: 'c', seconds: 1 }];
    const [base] = compositionOf(requestFor(scenes, 3, { fps: 24 })).parts;
    if (base?.kind !== 'film') throw new Error('The base is a film.');
    expect(base.stretches.map(({ shown, made: frames }) => [shown, frames])).toEqual([[48, 25], [24, 13]]);
    expect(base.film.shots.map(({ frames, then }) => [frames, ...(then ?? []).map((scene) => scene.frames)])).toEqual([[13, 12], [13]]);
  });
});

describe('a film that goes on', () => {
  const request = requestFor('red apple', 6, { fps: 30, size: { width: 8, height: 8 }, ending: { kind: 'loop' }, layers: [dog, { ...cat, start: 2 }, title] });

  test('makes the same frames from each of its notes', async () => {
    const { context, states } = watched();
    const whole = bytes(await made(request, undefined, { context } as ReturnType<typeof watched>));
    expect(whole).toHaveLength(180);
    // Windows of the base and of the first layer end together; the second layer's begin later.
    expect(states.length).toBeGreaterThan(6);
    for (const state of states) expect(bytes(await made(request, state))).toEqual(whole.slice(state.frames));
    expect(states.at(-1)).toEqual({ frames: 180, shot: 1, open: null });
  });

  test('notes parts together whose windows end together', async () => {
    const { context, states } = watched();
    await made(requestFor('red apple', 6, { layers: [dog, cat] }), undefined, { context } as ReturnType<typeof watched>);
    expect(new Set(states.map(({ frames }) => frames)).size).toBe(states.length);
    for (const { parts = [] } of states.slice(0, -1)) expect(new Set(parts.map((part) => part?.state.frames)).size).toBe(1);
  });
});
