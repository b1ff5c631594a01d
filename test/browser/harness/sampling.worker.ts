import { movingHalf } from '../../../contract/pack/pack-parts.js';
import { createScheduler } from '../../../workers/generator/pipelines/schedulers/scheduler.js';
import { sampleWindow } from '../../../workers/generator/pipelines/image-to-video.js';
import type { PipelineContext } from '../../../workers/generator/pipelines/pipeline-context.js';
import type { GraphRunner } from '../../../workers/generator/pipelines/tensors/graph-runner.js';
import { gaussianNoise } from '../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import { float32, sizeOf } from '../../../workers/generator/pipelines/tensors/tensor.js';
import { SlidingContext } from '../../../workers/generator/pipelines/windows.js';
import { Stopwatch } from '../../../workers/lib/stopwatch.js';
import { openPack } from './open-pack.js';

export interface SamplingOrder {
  readonly packUrl: string;
  readonly steps: number;
}

export interface SamplingReport {
  /** Buffers that were mapped for reading: after each step, and then for the result; and of the same window in ordinary memory. */
  readonly readbacks: { readonly perStep: readonly number[]; readonly atTheEnd: number; readonly inOrdinaryMemory: number };
  /** Between the two, in dB of the largest number. */
  readonly psnr: number;
  readonly live: { readonly tensors: number; readonly sessions: number };
}

let readbacks = 0;
const { mapAsync } = GPUBuffer.prototype;
GPUBuffer.prototype.mapAsync = function count(this: GPUBuffer, ...given) {
  if ((given[0] & GPUMapMode.READ) !== 0) readbacks++;
  return mapAsync.apply(this, given);
};

/** What was counted while `work` ran. */
async function counted<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const before = readbacks;
  return [await work(), readbacks - before];
}

async function compare({ packUrl, steps }: SamplingOrder): Promise<SamplingReport> {
  const { ledger, manifest, start } = await openPack(packUrl);
  const half = movingHalf(manifest);
  const runtime = await start('webgpu', [half.denoiser]);

  const shapeOf = (role: string): readonly number[] => manifest.graphs[half.denoiser]?.inputs.find((input) => input.role === role)?.shape.map(Number) ?? [];
  const tensor = (role: string, stream: number) => float32(shapeOf(role), gaussianNoise(1, stream, sizeOf(shapeOf(role))));
  const mask = float32(shapeOf('textMask'), new Float32Array(sizeOf(shapeOf('textMask'))).fill(1));
  const conditioning = { prompt: { promptEmbeds: [{ text: tensor('text', 1), textMask: mask }], negativePromptEmbeds: null }, firstFrame: { image: new Float32Array(), latents: tensor('firstFrameLatents', 2).data } };
  const perStep: number[] = [];
  const sampleWith = (runner: GraphRunner): Promise<readonly Float32Array[]> => {
    const context: PipelineContext = {
      manifest,
      runner,
      tokenize: () => ({ ids: new Int32Array(), mask: new Int32Array() }),
      readSubject: (prompt) => ({ text: prompt }),
      readTensor: () => Promise.reject(new Error('No tensor is a file.')),
      readRows: () => Promise.reject(new Error('No row is read.')),
      throwIfCancelled: () => Promise.resolve(),
      stopwatch: new Stopwatch(() => performance.now()),
      onUnit: () => undefined,
      onStage: () => undefined,
    };
    const job = { latents: half.window.latents, before: new SlidingContext(half.window.context, sizeOf(half.latents.shape)), strength: 1, noise: { seed: 3, stream: 0 } };
    return sampleWindow(context, createScheduler(half.scheduler, steps), conditioning, job);
  };
  const { keepLatents } = runtime;
  if (!keepLatents) throw new Error('The runtime keeps no latents.');
  // A step at a time, as the pipeline takes them.
  const watched: GraphRunner = {
    run: (...given) => runtime.run(...given),
    keepLatents: (numbers) => {
      const latents = keepLatents(numbers);
      return { ...latents, step: async (...given) => void perStep.push((await counted(() => latents.step(...given)))[1]) };
    },
  };
  const [onDevice, all] = await counted(() => sampleWith(watched));
  const [inMemory, inOrdinaryMemory] = await counted(() => sampleWith({ run: (...given) => runtime.run(...given) }));
  await runtime.release();
  const numbers = inMemory.flatMap((latent) => [...latent]);
  const other = onDevice.flatMap((latent) => [...latent]);
  const error = numbers.reduce((sum, number, i) => sum + (number - other[i]!) ** 2, 0) / numbers.length;
  const psnr = 10 * Math.log10(numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) ** 2 / Math.max(error, 1e-20));
  const { tensors, sessions } = ledger.counts();
  return { readbacks: { perStep, atTheEnd: all - perStep.reduce((sum, count) => sum + count, 0), inOrdinaryMemory }, psnr, live: { tensors, sessions } };
}

addEventListener('message', (event: MessageEvent<SamplingOrder>) => {
  compare(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
