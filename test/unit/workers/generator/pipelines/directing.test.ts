import { describe, expect, test } from 'vitest';
import { FILM_START, type FilmState } from '../../../../../workers/generator/pipelines/film-state.js';
import { countUnits } from '../../../../../workers/generator/jobs/job-progress.js';
import type { FilmPlan, Opening } from '../../../../../workers/generator/pipelines/film-plan.js';
import type { PipelineContext } from '../../../../../workers/generator/pipelines/pipeline-context.js';
import { TextToVideoPipeline } from '../../../../../workers/generator/pipelines/text-to-video.js';
import { planesFromRgba } from '../../../../../workers/lib/rgba-frame.js';
import { Stopwatch } from '../../../../../workers/lib/stopwatch.js';
import { type Call, noRows, TOY_MANIFEST, toyRunner, toyTokens } from '../../../../fixtures/worker/toy-pack.js';

interface Run {
  readonly bytes: readonly number[];
  readonly frames: readonly (readonly number[])[];
  readonly calls: readonly Call[];
  readonly units: ReadonlyMap<string, number>;
  readonly states: readonly FilmState[];
}

/** Makes `plan` with the toy model; `bytes` are the first of each frame. */
async function make(plan: FilmPlan, from = FILM_START): Promise<Run> {
  const calls: Call[] = [];
  const units = new Map<string, number>();
  const states: FilmState[] = [];
  const context: PipelineContext = {
    manifest: TOY_MANIFEST,
    runner: toyRunner(calls),
    tokenize: toyTokens,
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('The toy pack has no tensor files.')),
    readRows: noRows,
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => 0),
    onStage: () => undefined,
    onUnit: (stage) => units.set(stage, (units.get(stage) ?? 0) + 1),
    onWindowEnd: (state) => states.push(state),
  };
  const frames: number[][] = [];
  for await (const { index, rgba } of new TextToVideoPipeline(context).run(plan, from)) {
    expect(index).toBe(from.frames + frames.length);
    frames.push([...rgba]);
  }
  return { frames, bytes: frames.map(([byte]) => byte!), calls, units, states };
}

const SHOT = { prompt: 'red apple', frames: 41 };
const picture = (value: number): Float32Array => new Float32Array(24).fill(value);
const video = (...values: number[]): Opening => ({
  frames: values.length,
  read: async function* () {
    for (const value of values) yield new Uint8ClampedArray(32).fill(value);
  },
  pictureOf: (rgba) => planesFromRgba(rgba, 4, 2),
});
const PLANS: [string, FilmPlan][] = [
  ['a loop', { seed: 7, ending: 'loop', shots: [SHOT] }],
  ['a loop of two shots', { seed: 7, ending: 'loop', shots: [SHOT, { prompt: 'b', frames: 30 }] }],
  ['a loop of one frame', { seed: 7, ending: 'loop', shots: [{ prompt: 'b', frames: 1 }] }],
  ['an end picture', { seed: 7, ending: picture(0.8), shots: [SHOT] }],
  ['words that change', { seed: 7, shots: [{ ...SHOT, then: [{ prompt: 'x', frames: 20 }, { prompt: 'x y z', frames: 3 }] }] }],
  ['a video to go on from', { seed: 7, opening: video(10, 20, 30), shots: [SHOT, { prompt: 'b', frames: 9 }] }],
  ['a video to go on from, looped, with lively motion', { seed: 7, motion: 2, ending: 'loop', opening: video(10, 20, 30), shots: [SHOT] }],
];

describe.each(PLANS)('%s', (_, plan) => {
  test('does exactly the work that was announced', async () => {
    const { frames, units } = await make(plan);
    const announced = countUnits(plan, TOY_MANIFEST);
    expect(frames).toHaveLength(announced.get('encode')!);
    for (const stage of ['text', 'image', 'video', 'decode'] as const) expect(units.get(stage) ?? 0, stage).toBe(announced.get(stage));
  });

  test('is the same when it is taken up again after any window', async () => {
    const whole = await make(plan);
    for (const state of whole.states) {
      const rest = await make(plan, state);
      expect(rest.frames).toEqual(whole.frames.slice(state.frames));
    }
  });
});

describe('a loop', () => {
  test('ends with the very frame that it begins with', async () => {
    const { frames } = await make({ seed: 7, ending: 'loop', shots: [SHOT] });
    expect(frames.at(-1)).toEqual(frames[0]);
    expect(frames).toHaveLength(41);
  });

  test('of several shots ends with the first frame of the film', async () => {
    const { frames } = await make({ seed: 7, ending: 'loop', shots: [SHOT, { prompt: 'b', frames: 30 }] });
    expect(frames.at(-1)).toEqual(frames[0]);
    expect(frames[41]).not.toEqual(frames[0]);
  });

  test('is the plain film until the way back begins', async () => {
    const [plain, loop] = [await make({ seed: 7, shots: [SHOT] }), await make({ seed: 7, ending: 'loop', shots: [SHOT] })];
    const differs = loop.bytes.findIndex((byte, i) => byte !== plain.bytes[i]);
    expect(differs).toBeGreaterThan(41 / 2);
    expect(differs).toBeLessThan(41);
  });

  test('lets the motion fade frame by frame: each latent of the way back is decoded at the strengths of its frames', async () => {
    const { calls } = await make({ seed: 7, ending: 'loop', shots: [SHOT] });
    const decoded = calls.filter(({ graph }) => graph === 'videoDecoder').map(({ inputs }) => inputs['latents']!.data[0]!);
    // 40 frames are 10 latents; a third of them, 13 frames, are the way back: three latents at four strengths, one at two.
    expect(decoded.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    const [seventh, last] = [decoded.slice(6).filter((x) => x > 6), decoded.slice(-4)];
    expect(seventh.length).toBeGreaterThan(0);
    expect(last.at(-1)).toBe(0);
    expect(last).toEqual([...last].sort((a, b) => b - a));
  });
});

describe('an end picture', () => {
  test('is the last frame, and is come to step by step', async () => {
    const { bytes } = await make({ seed: 7, ending: picture(0.8), shots: [SHOT] });
    expect(bytes.at(-1)).toBe(204);
    const tail = bytes.slice(-12);
    for (let i = 1; i < tail.length; i++) expect(Math.abs(tail[i]! - tail[i - 1]!)).toBeLessThan(40);
  });
});

describe('words that change', () => {
  const plan: FilmPlan = { seed: 7, shots: [{ prompt: 'a', frames: 9, then: [{ prompt: 'a b c', frames: 8 }] }] };

  test('keep the subject, the context and the memory of the decoder', async () => {
    const { calls, bytes } = await make(plan);
    expect(calls.filter(({ graph }) => graph === 'imageDecoder')).toHaveLength(1);
    const windows = calls.filter(({ graph }) => graph === 'imageToVideo').map(({ inputs }) => inputs);
    expect(windows.map((inputs) => [...inputs['text_mask']!.data])).toEqual([[1, 0, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0]]);
    // The first window samples four latents and uses two: the next one sees the used ones.
    expect([...windows[1]!['context']!.data]).toEqual([...Array<number>(6).fill(1), ...Array<number>(6).fill(2)]);
    expect(bytes.slice(1)).toEqual([1, 1, 1, 1, 3, 3, 3, 3, 6, 6, 6, 6, 10, 10, 10, 10]);
  });
});

describe('a video to go on from', () => {
  test('opens the film as it is, and its last frame is the first one of the shot', async () => {
    const { bytes, calls } = await make({ seed: 7, opening: video(10, 20, 30), shots: [{ prompt: 'a', frames: 5 }] });
    expect(bytes.slice(0, 3)).toEqual([10, 20, 30]);
    expect(bytes).toHaveLength(7);
    const encoder = calls.find(({ graph }) => graph === 'imageEncoder')!;
    expect(encoder.inputs['image']!.data[0]).toBeCloseTo(30 / 255);
    expect(calls.map(({ graph }) => graph)).not.toContain('textToImage');
  });

  test('loops to its own first frame', async () => {
    const { bytes } = await make({ seed: 7, ending: 'loop', opening: video(10, 20, 30), shots: [SHOT] });
    expect(bytes.at(-1)).toBe(10);
  });
});

describe('the strength of the motion', () => {
  test('scales what is decoded, not what the next window sees', async () => {
    const [usual, lively] = [await make({ seed: 7, shots: [SHOT] }), await make({ seed: 7, motion: 2, shots: [SHOT] })];
    const inputs = (run: Run, graph: string, name: string) => run.calls.filter((call) => call.graph === graph).map((call) => call.inputs[name]!.data[0]!);
    expect(inputs(lively, 'videoDecoder', 'latents')).toEqual(inputs(usual, 'videoDecoder', 'latents').map((x) => 2 * x));
    expect(inputs(lively, 'imageToVideo', 'context')).toEqual(inputs(usual, 'imageToVideo', 'context'));
  });

  test('changes nothing at 1', async () => {
    expect((await make({ seed: 7, motion: 1, shots: [SHOT] })).frames).toEqual((await make({ seed: 7, shots: [SHOT] })).frames);
  });
});
