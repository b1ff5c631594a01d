import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../../../contract/names.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import { cancelled } from '../../../../../workers/lib/to-kinora-error.js';
import { countUnits } from '../../../../../workers/generator/jobs/job-progress.js';
import type { FilmPlan } from '../../../../../workers/generator/pipelines/film-plan.js';
import type { PipelineContext } from '../../../../../workers/generator/pipelines/pipeline-context.js';
import type { RgbaFrame } from '../../../../../workers/lib/rgba-frame.js';
import type { FilmState } from '../../../../../workers/generator/pipelines/film-state.js';
import { planWindows } from '../../../../../workers/generator/pipelines/windows.js';
import { TextToVideoPipeline } from '../../../../../workers/generator/pipelines/text-to-video.js';
import { Stopwatch } from '../../../../../workers/lib/stopwatch.js';
import { upgradeManifest } from '../../../../../contract/pack/upgrade-manifest.js';
import { movingHalf } from '../../../../../contract/pack/pack-parts.js';
import { type Call, noRows, TOY_MANIFEST, TOY_MANIFEST_1, toyRunner, toyTokens } from '../../../../fixtures/worker/toy-pack.js';

interface Watched {
  readonly context: PipelineContext;
  readonly calls: Call[];
  readonly stages: Stage[];
  readonly units: Map<Stage, number>;
}

function watchedContext(overrides: Partial<PipelineContext> = {}): Watched {
  const calls: Call[] = [];
  const stages: Stage[] = [];
  const units = new Map<Stage, number>();
  const context: PipelineContext = {
    manifest: TOY_MANIFEST,
    runner: toyRunner(calls),
    tokenize: toyTokens,
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('The toy pack has no tensor files.')),
    readRows: noRows,
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => 0),
    onStage: (stage) => stages.push(stage),
    onUnit: (stage) => units.set(stage, (units.get(stage) ?? 0) + 1),
    ...overrides,
  };
  return { context, calls, stages, units };
}

async function collect(plan: FilmPlan, context: PipelineContext): Promise<RgbaFrame[]> {
  const frames: RgbaFrame[] = [];
  for await (const frame of new TextToVideoPipeline(context).run(plan)) frames.push(frame);
  return frames;
}

const PLAN: FilmPlan = { shots: [{ prompt: 'red apple', frames: 20 }], seed: 7 };

describe('a job', () => {
  test('goes the way of the data, window after window', async () => {
    const { context, calls } = watchedContext();
    const frames = await collect(PLAN, context);
    expect(frames.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    // 19 frames after the first need 5 latents: a window of four and one of which a single latent is used.
    expect(calls.map(({ graph }) => graph)).toEqual([
      'textEncoder', 'textEncoder',
      'textToImage', 'textToImage', 'textToImage', 'textToImage',
      'imageDecoder',
      'imageToVideo', ...Array<string>(4).fill('videoDecoder'),
      'imageToVideo', 'videoDecoder',
    ]);
  });

  test('encodes what it has drawn, where text-to-image has latents of its own', async () => {
    const manifest = upgradeManifest({ ...TOY_MANIFEST_1, imageLatent: { channels: 5, width: 3, height: 3 } });
    const { context, calls, units } = watchedContext({ manifest });
    await collect({ ...PLAN, shots: [{ prompt: 'red apple', frames: 2 }] }, context);
    const names = calls.map(({ graph }) => graph);
    expect(names.slice(names.indexOf('imageDecoder'), names.indexOf('imageToVideo') + 1)).toEqual(['imageDecoder', 'imageEncoder', 'imageToVideo']);
    const inputs = (graph: string): Call['inputs'] => calls.find((call) => call.graph === graph)!.inputs;
    expect(inputs('textToImage')['latents']!.shape).toEqual([1, 5, 3, 3]);
    // The toy encoder answers with the picture's first number, which is not that of the latents.
    expect(inputs('imageToVideo')['first_frame']!.data[0]).toBe(inputs('imageEncoder')['image']!.data[0]);
    expect(inputs('imageToVideo')['first_frame']!.data[0]).not.toBe(inputs('imageDecoder')['latents']!.data[0]);
    const announced = countUnits({ ...PLAN, shots: [{ prompt: 'red apple', frames: 2 }] }, manifest);
    expect(units.get('image')).toBe(announced.get('image'));
  });

  test('gives the video decoder the alpha that was drawn, and of a given picture the one that was found', async () => {
    const manifest = upgradeManifest({ ...TOY_MANIFEST_1, imageLatent: { channels: 5, width: 3, height: 3 }, firstFrameAlpha: true });
    const given = { prompt: 'red apple', frames: 2, image: new Float32Array(24).fill(0.5) };
    for (const [shot, alpha] of [[{ prompt: 'red apple', frames: 2 }, 0.75], [given, 0.25]] as const) {
      const { context, calls } = watchedContext({ manifest });
      await collect({ ...PLAN, shots: [shot] }, context);
      const decoded = calls.find(({ graph }) => graph === 'videoDecoder')!.inputs;
      expect(decoded['alpha']!.shape).toEqual([1, 1, 2, 4]);
      expect(decoded['alpha']!.data[0]).toBe(alpha);
    }
    const { context, calls } = watchedContext();
    await collect({ ...PLAN, shots: [given] }, context);
    expect(calls.find(({ graph }) => graph === 'videoDecoder')!.inputs).not.toHaveProperty('alpha');
  });

  test('gives the video decoder the background that was drawn without the subject, from the same noise', async () => {
    const manifest = upgradeManifest({ ...TOY_MANIFEST_1, firstFrameAlpha: true, firstFramePlate: { drawn: true } });
    const { context, calls, units } = watchedContext({ manifest });
    const plan = { ...PLAN, shots: [{ prompt: 'red apple', frames: 2 }] };
    await collect(plan, context);
    const drawn = calls.filter(({ graph }) => graph === 'textToImage').map(({ inputs }) => inputs);
    // Two steps with guidance, with the subject and then without.
    expect(drawn.map(({ subject }) => subject!.data[0])).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(drawn[4]!['latents']!.data).toEqual(drawn[0]!['latents']!.data);
    const decoded = calls.find(({ graph }) => graph === 'videoDecoder')!.inputs;
    expect(decoded['plate']!.shape).toEqual([1, 3, 2, 4]);
    expect(decoded['plate']!.data[0]).toBe(0);
    expect(decoded['first_frame']!.data[0]).toBeGreaterThan(0);
    expect(units.get('image')).toBe(countUnits(plan, manifest).get('image'));
  });

  test('hands out the first frame before it draws what is behind its subject', async () => {
    const { context, calls } = watchedContext({ manifest: upgradeManifest({ ...TOY_MANIFEST_1, firstFramePlate: { drawn: true } }) });
    const frames = new TextToVideoPipeline(context).run(PLAN);
    const without = (): number => calls.filter(({ inputs }) => inputs['subject']?.data[0] === 0).length;
    expect((await frames.next()).value).toMatchObject({ index: 0 });
    expect(without()).toBe(0);
    await frames.next();
    expect(without()).toBe(4);
    await frames.return();
  });

  test('gives the video decoder the background that the encoder filled in, where none was drawn', async () => {
    const given = { prompt: 'red apple', frames: 2, image: new Float32Array(24).fill(0.5) };
    for (const [shot, drawn] of [[given, true], [given, false], [{ prompt: 'red apple', frames: 2 }, false]] as const) {
      const manifest = upgradeManifest({ ...TOY_MANIFEST_1, firstFramePlate: { drawn } });
      const { context, calls, units } = watchedContext({ manifest });
      await collect({ ...PLAN, shots: [shot] }, context);
      expect(calls.find(({ graph }) => graph === 'videoDecoder')!.inputs['plate']!.data[0]).toBe(0.125);
      expect(units.get('image')).toBe(countUnits({ ...PLAN, shots: [shot] }, manifest).get('image'));
    }
  });

  test('carries the decoder\'s state and the context from window to window', async () => {
    const { context, calls } = watchedContext();
    const frames = await collect(PLAN, context);
    // Two tokens, doubled by guidance 2, are 4 hundredths of 255 in the first frame.
    // Latents count 1, 2, 3, 4 and on to 5 in the next window; the decoder shows their running sum.
    expect(frames.map(({ rgba }) => rgba[0])).toEqual([10, ...[1, 3, 6, 10].flatMap((sum) => [sum, sum, sum, sum]), 15, 15, 15]);
    const windows = calls.filter(({ graph }) => graph === 'imageToVideo');
    expect(windows.map(({ inputs }) => [...inputs['context_mask']!.data])).toEqual([[0, 0], [1, 1]]);
    expect([...windows[1]!.inputs['context']!.data]).toEqual([...Array<number>(6).fill(3), ...Array<number>(6).fill(4)]);
  });

  test('gives each window noise of its own, the same in each run', async () => {
    const noiseOf = async (): Promise<number[][]> => {
      const { context, calls } = watchedContext();
      await collect(PLAN, context);
      return calls.filter(({ graph }) => graph === 'imageToVideo').map(({ inputs }) => [...inputs['latents']!.data]);
    };
    const [first, again] = [await noiseOf(), await noiseOf()];
    expect(again).toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
  });

  test('guides away from the empty prompt: all padding, all masked', async () => {
    const { context, calls } = watchedContext();
    await collect(PLAN, context);
    const [conditional, unconditional] = calls.filter(({ graph }) => graph === 'textToImage');
    expect([...conditional!.inputs['text_mask']!.data]).toEqual([1, 1, 0, 0, 0, 0]);
    expect([...unconditional!.inputs['text_mask']!.data]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...calls[1]!.inputs['tokens']!.data]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('encodes no empty prompt where neither sampler uses guidance', async () => {
    const plain = { ...TOY_MANIFEST_1.sampler.textToImage, guidance: 1 };
    const { context, calls } = watchedContext({ manifest: upgradeManifest({ ...TOY_MANIFEST_1, sampler: { textToImage: plain, imageToVideo: plain } }) });
    await collect(PLAN, context);
    const encoded = calls.filter(({ graph }) => graph === 'textEncoder').map(({ inputs }) => [...inputs['tokens']!.data]);
    expect(encoded).toEqual([[5, 5, 0, 0, 0, 0]]);
  });

  test('starts from a given picture, which keeps its pixels', async () => {
    const { context, calls } = watchedContext();
    const image = new Float32Array(24).fill(0.4);
    const frames = await collect({ shots: [{ prompt: 'apple', frames: 2, image }], seed: 7 }, context);
    expect(calls.map(({ graph }) => graph)).not.toContain('textToImage');
    expect(frames[0]!.rgba[0]).toBe(102);
    const decoder = calls.find(({ graph }) => graph === 'videoDecoder')!;
    expect(decoder.inputs['first_frame']!.data).toEqual(image);
  });

  test('cuts between shots: a new first frame, a decoder without memory, no context', async () => {
    const { context, calls } = watchedContext();
    const plan: FilmPlan = { seed: 7, shots: [{ prompt: 'a', frames: 5 }, { prompt: 'a b c', frames: 5 }] };
    const frames = await collect(plan, context);
    expect(frames).toHaveLength(10);
    expect(calls.filter(({ graph }) => graph === 'imageDecoder')).toHaveLength(2);
    const decoders = calls.filter(({ graph }) => graph === 'videoDecoder');
    expect(decoders.map(({ inputs }) => inputs['seen']!.data[0])).toEqual([0, 0]);
    const windows = calls.filter(({ graph }) => graph === 'imageToVideo');
    expect(windows.map(({ inputs }) => [...inputs['context_mask']!.data])).toEqual([[0, 0], [0, 0]]);
    expect(windows[0]!.inputs['latents']!.data).not.toEqual(windows[1]!.inputs['latents']!.data);
  });

  test.each([
    ['20 frames', PLAN],
    ['one frame', { shots: [{ prompt: 'a', frames: 1 }], seed: 1 }],
    ['other steps', { ...PLAN, steps: 3 }],
    ['two shots and a picture', { seed: 1, shots: [{ prompt: 'a', frames: 7, image: new Float32Array(24) }, { prompt: 'b', frames: 30 }] }],
  ] satisfies [string, FilmPlan][])('does exactly as many units of work as were announced (%s)', async (_, plan) => {
    const { context, units } = watchedContext();
    const frames = await collect(plan, context);
    const announced = countUnits(plan, TOY_MANIFEST);
    expect(frames).toHaveLength(announced.get('encode')!);
    for (const stage of ['text', 'image', 'video', 'decode'] as const) {
      expect(units.get(stage) ?? 0, stage).toBe(announced.get(stage));
    }
  });

  test('does nothing more once nobody pulls', async () => {
    const { context, calls } = watchedContext();
    for await (const frame of new TextToVideoPipeline(context).run(PLAN)) if (frame.index === 0) break;
    expect(calls.map(({ graph }) => graph)).not.toContain('imageToVideo');
  });

  test('can be cancelled at every single pause, and runs no graph after it', async () => {
    let pauses = 0;
    const counted = watchedContext({
      throwIfCancelled: async () => {
        pauses++;
      },
    });
    await collect(PLAN, counted.context);
    expect(pauses).toBeGreaterThan(20);
    for (let stopAt = 1; stopAt <= pauses; stopAt++) {
      let count = 0;
      let callsAtStop = 0;
      const { context, calls } = watchedContext({
        throwIfCancelled: () => {
          if (++count < stopAt) return Promise.resolve();
          callsAtStop = calls.length;
          return Promise.reject(cancelled());
        },
      });
      const error: unknown = await collect(PLAN, context).catch((caught: unknown) => caught);
      expect(error instanceof Failure && error.error.code).toBe('cancelled');
      expect(calls).toHaveLength(callsAtStop);
    }
  });

  test.each([
    ['one shot', PLAN],
    ['two shots, one of a single frame, and a picture', { seed: 1, shots: [{ prompt: 'a', frames: 40, image: new Float32Array(24) }, { prompt: 'b c', frames: 1 }, { prompt: 'd', frames: 30 }] }],
  ] satisfies [string, FilmPlan][])('goes on from any state it told, with the same frames and the same units (%s)', async (_, plan) => {
    const states: { state: FilmState; units: Map<Stage, number> }[] = [];
    const whole = watchedContext({
      onWindowEnd: (state) => states.push({ state: structuredClone(state), units: new Map(whole.units) }),
    });
    const frames = await collect(plan, whole.context);
    const planned = plan.shots.reduce((sum, shot) => sum + planWindows(movingHalf(TOY_MANIFEST), shot.frames).windows.length + (shot.frames === 1 ? 1 : 0), 0);
    expect(states).toHaveLength(planned);
    expect(states.at(-1)?.state).toEqual({ frames: frames.length, shot: plan.shots.length, open: null });
    for (const { state, units } of states) {
      const { context, units: later } = watchedContext();
      const rest: RgbaFrame[] = [];
      for await (const frame of new TextToVideoPipeline(context).run(plan, state)) rest.push(frame);
      expect(rest).toEqual(frames.slice(state.frames));
      for (const [stage, count] of whole.units) expect((units.get(stage) ?? 0) + (later.get(stage) ?? 0), stage).toBe(count);
    }
  });

  test('says so when a graph gives numbers that are not finite', async () => {
    const broken = toyRunner();
    const { context } = watchedContext({
      runner: {
        run: async (graph, inputs) => {
          const outputs = await broken.run(graph, inputs);
          if (graph === 'imageToVideo') (outputs['denoised']!.data as Float32Array)[3] = Number.NaN;
          return outputs;
        },
      },
    });
    await expect(collect(PLAN, context)).rejects.toMatchObject({ error: { code: 'numbers-not-finite', params: { graph: 'imageToVideo' } } });
  });
});
