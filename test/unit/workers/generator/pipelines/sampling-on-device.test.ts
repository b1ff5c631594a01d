import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { SchedulerSettings } from '../../../../../contract/pack/manifest.js';
import { Stopwatch } from '../../../../../workers/lib/stopwatch.js';
import type { Denoiser } from '../../../../../workers/generator/pipelines/guided-denoiser.js';
import type { PipelineContext } from '../../../../../workers/generator/pipelines/pipeline-context.js';
import { sample, type SamplingJob } from '../../../../../workers/generator/pipelines/sampling.js';
import { createScheduler } from '../../../../../workers/generator/pipelines/schedulers/scheduler.js';
import type { GraphRunner, LatentsOnDevice } from '../../../../../workers/generator/pipelines/tensors/graph-runner.js';
import { noRows, TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

const FLOW: SchedulerSettings = { kind: 'flow', sigmas: [1, 0.7, 0.3, 0], stochastic: false, prediction: 'clean', guidance: 1, negative: [] };
const SIZE = 12;

/** A denoiser whose prediction is half of what it is shown. */
const predict = (latents: Float32Array): Float32Array => latents.map((value) => value / 2);
const denoiser: Denoiser = {
  predict: (values) => Promise.resolve(predict((values['latents'] as { data: Float32Array }).data)),
  onDevice: (_, size) => Promise.resolve({ graph: 'denoiser', inputs: {}, latents: { name: 'latents', shape: [1, size] }, prediction: 'clean' }),
};

interface Device {
  readonly runner: GraphRunner;
  readonly log: string[];
}

/** A device that computes as a GPU would, and says what was asked of it. */
function device(broken = false): Device {
  const log: string[] = [];
  const keepLatents = (numbers: Float32Array): LatentsOnDevice => {
    let latents = Float32Array.from(numbers);
    return {
      step: (_, mix, noise) => {
        log.push(noise ? 'step with noise' : 'step');
        const prediction = predict(latents);
        latents = latents.map((value, i) => (broken ? NaN : mix.latents * value + mix.prediction * prediction[i]! + (noise ? mix.noise * noise[i]! : 0)));
        return Promise.resolve();
      },
      part: () => {
        throw new Error('Nothing takes a part of them.');
      },
      read: () => {
        log.push('read');
        return Promise.resolve(latents);
      },
      close: () => void log.push('close'),
    };
  };
  return { runner: { run: () => Promise.reject(new Error('Nothing is run in ordinary memory.')), keepLatents }, log };
}

function sampled(settings: SchedulerSettings, runner: GraphRunner, { cancelAt = Infinity, ...job }: Partial<SamplingJob> & { readonly cancelAt?: number } = {}): Promise<Float32Array> {
  let asked = 0;
  const context: PipelineContext = {
    manifest: TOY_MANIFEST,
    runner,
    tokenize: () => ({ ids: new Int32Array(), mask: new Int32Array() }),
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: noRows,
    readRows: noRows,
    throwIfCancelled: () => (asked++ === cancelAt ? Promise.reject(Failure.because('cancelled', { what: 'job' })) : Promise.resolve()),
    stopwatch: new Stopwatch(() => 0),
    onUnit: () => undefined,
    onStage: () => undefined,
  };
  return sample(context, { scheduler: createScheduler(settings), shape: [1, SIZE], noise: { seed: 1, stream: 0 }, denoiser, stage: 'video', ...job });
}

const host: GraphRunner = { run: () => Promise.reject(new Error('The denoiser runs nothing.')) };

describe('latents that stay on the device', () => {
  test.each([
    ['a flow', FLOW, 'step'],
    ['a flow with fresh noise', { ...FLOW, stochastic: true }, 'step with noise'],
    ['a flow of velocities', { ...FLOW, prediction: 'velocity' as const }, 'step'],
    ['a consistency model', { ...FLOW, kind: 'lcm' as const, sigmas: [14, 2, 0.5, 0], timesteps: [999, 500, 200], prediction: 'epsilon' as const }, 'step with noise'],
  ])('of %s are those of ordinary memory, read once', async (_, settings, first) => {
    const { runner, log } = device();
    const there = await sampled(settings, runner);
    const here = await sampled(settings, host);
    for (const [i, number] of there.entries()) expect(number).toBeCloseTo(here[i]!, 4);
    expect(log[0]).toBe(first);
    expect(log.slice(3)).toEqual(['read', 'close']);
  });

  test('are given up where the denoiser is shown something else', async () => {
    const { runner, log } = device();
    const settings = { ...FLOW, kind: 'euler-epsilon' as const, sigmas: [14, 2, 0], timesteps: [999, 500], prediction: 'epsilon' as const };
    expect(await sampled(settings, runner)).toEqual(await sampled(settings, host));
    expect(await sampled(FLOW, runner, { clean: new Float32Array(4) })).toEqual(await sampled(FLOW, host, { clean: new Float32Array(4) }));
    expect(log).toEqual([]);
  });

  test('are closed when a film is cancelled, and when numbers are not finite', async () => {
    const { runner, log } = device();
    await expect(sampled(FLOW, runner, { cancelAt: 2 })).rejects.toMatchObject({ error: { code: 'cancelled' } });
    expect(log).toEqual(['step', 'step', 'close']);
    const broken = device(true);
    await expect(sampled(FLOW, broken.runner)).rejects.toMatchObject({ error: { code: 'numbers-not-finite', params: { graph: 'denoiser' } } });
    expect(broken.log.at(-1)).toBe('close');
  });
});
