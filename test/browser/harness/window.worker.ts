import { frameOf, movingHalf } from '../../../contract/pack/pack-parts.js';
import { openPackPainter } from '../../../workers/generator/jobs/film-painter.js';
import { rowReader } from '../../../workers/generator/model/tensor-reader.js';
import type { FilmState } from '../../../workers/generator/pipelines/film-state.js';
import { paintWhole, type ShownPicture } from '../../../workers/generator/pipelines/film-picture.js';
import type { FramePainter } from '../../../workers/generator/pipelines/frame-painter.js';
import { paintFilm } from '../../../workers/generator/pipelines/paint-film.js';
import type { PipelineContext } from '../../../workers/generator/pipelines/pipeline-context.js';
import { TextToVideoPipeline } from '../../../workers/generator/pipelines/text-to-video.js';
import { gaussianNoise } from '../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import type { GraphRunner } from '../../../workers/generator/pipelines/tensors/graph-runner.js';
import { float32, sizeOf } from '../../../workers/generator/pipelines/tensors/tensor.js';
import { Stopwatch } from '../../../workers/lib/stopwatch.js';
import { countTraffic, less, NO_TRAFFIC, plus, since, traffic, type Traffic } from './gpu-traffic.js';
import { psnr } from './read-back.js';
import { openPack } from './open-pack.js';

export interface WindowOrder {
  readonly packUrl: string;
  readonly windows: number;
  /** How strongly things move. */
  readonly motion: number;
}

export interface WindowReport {
  /** Of each window after the first frame, from its sampling to the last of its frames, and of what is kept to go on from. */
  readonly windows: readonly Traffic[];
  /** What the decoder takes once a shot, before its first latent; in no window. */
  readonly prepared: Traffic;
  /** Of sampling alone. */
  readonly sampling: Traffic;
  /** Each frame to that of ordinary memory, in dB. */
  readonly psnr: readonly number[];
  /** Between what can be gone on from after each window, on the GPU and in ordinary memory: the largest difference. */
  readonly stateDifference: number;
  /** Milliseconds of JavaScript a frame: painting it, here and there. */
  readonly paintMs: { readonly here: number; readonly there: number };
  readonly faults: readonly string[];
  readonly errors: readonly string[];
  readonly live: { readonly tensors: number; readonly sessions: number; readonly frames: number };
}

countTraffic();
const errors: string[] = [];
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...given) {
  const device = await requestDevice.apply(this, given);
  device.onuncapturederror = ({ error }) => errors.push(error.message);
  return device;
};

async function makeWindows({ packUrl, windows, motion }: WindowOrder): Promise<WindowReport> {
  const { ledger, manifest, start, pack } = await openPack(packUrl);
  const half = movingHalf(manifest);
  const runtime = await start('webgpu', [half.denoiser, half.decoder.graph, ...(half.decoder.prepare ? [half.decoder.prepare.graph] : [])]);

  let sampling = NO_TRAFFIC;
  /** Once a shot, in its first window. */
  let prepared = NO_TRAFFIC;
  // A step at a time, as the pipeline takes them.
  const watched: GraphRunner = {
    run: async (...given) => {
      const began = traffic();
      try {
        return await runtime.run(...given);
      } finally {
        prepared = plus(prepared, since(began));
      }
    },
    ...(runtime.device && { device: runtime.device }),
    keepLatents: (numbers) => {
      const latents = runtime.keepLatents!(numbers);
      return {
        ...latents,
        step: async (...given) => {
          const before = traffic();
          await latents.step(...given);
          sampling = plus(sampling, since(before));
        },
      };
    },
  };
  const states: FilmState[] = [];
  const context: PipelineContext = {
    manifest,
    runner: watched,
    tokenize: () => ({ ids: new Int32Array(), mask: new Int32Array() }),
    readTensor: () => Promise.reject(new Error('No tensor is a file.')),
    readRows: rowReader(pack),
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => performance.now()),
    onUnit: () => undefined,
    onStage: () => undefined,
    onWindowEnd: (state) => states.push(state),
  };
  const perWindow = half.window.latents * half.decoder.framesPerLatent.rest;
  const film = { shots: [{ prompt: '', frames: 1 + windows * perWindow }], seed: 5, motion };
  const from: FilmState = { frames: 0, shot: 0, open: { conditioning: conditioning(), window: 0, context: [], decoder: null } };

  const painter = await openPackPainter(manifest, runtime);
  if (!painter) throw new Error('Nothing paints on the GPU.');
  const faults: string[] = [];
  const painted: Uint8ClampedArray[] = [];
  const counted: Traffic[] = [];
  let paintMs = 0;
  const timed: FramePainter<ShownPicture> = { output: painter.output, paint: (order) => timedBy((ms) => (paintMs += ms), () => painter.paint(order)), show: (rgba) => painter.show(rgba), settled: () => painter.settled(), close: () => painter.close() };
  let before = traffic();
  for await (const frame of paintFilm({ ...context, device: runtime.device }, timed, film, from, (fault) => faults.push(String(fault)))) {
    if (frame.index % perWindow === 0) {
      if (frame.index > 0) counted.push(less(since(before), counted.length === 0 ? prepared : NO_TRAFFIC));
      before = traffic();
    }
    if (!('image' in frame)) throw new Error('A frame was painted in ordinary memory.');
    const rgba = new Uint8ClampedArray(frame.width * frame.height * 4);
    await frame.image.copyTo(rgba, { format: 'RGBA' });
    frame.image.close();
    painted.push(rgba);
  }
  const once = prepared;
  painter.close();
  const there = states.splice(0);

  const differences: number[] = [];
  let hereMs = 0;
  for await (const made of new TextToVideoPipeline(context).pictures(film, from)) {
    if (made.kind === 'window end') states.push(made.state);
    else differences.push(psnr(painted[differences.length]!, timedBy((ms) => (hereMs += ms), () => paintWhole(made.picture, 'background'))));
  }
  await runtime.release();
  const { tensors, sessions, frames } = ledger.counts();
  return {
    windows: counted,
    prepared: once,
    sampling,
    psnr: differences,
    stateDifference: Math.max(...there.map((state, number) => differenceOf(numbersOf(state), numbersOf(states[number]!)))),
    paintMs: { here: hereMs / differences.length, there: paintMs / painted.length },
    faults,
    errors,
    live: { tensors, sessions, frames },
  };

  /** A first frame without a prompt: a disc in front of a slope. */
  function conditioning(): NonNullable<FilmState['open']>['conditioning'] {
    const shapeOf = (role: string): readonly number[] => manifest.graphs[half.denoiser]?.inputs.find((input) => input.role === role)?.shape.map(Number) ?? [];
    const noise = (role: string, stream: number) => float32(shapeOf(role), gaussianNoise(1, stream, sizeOf(shapeOf(role))));
    const { width, height } = frameOf(manifest);
    const plane = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: width * height }, (_, at) => value((at % width) / width, Math.floor(at / width) / height));
    const rgb = (value: (x: number, y: number, channel: number) => number): Float32Array => Float32Array.from([0, 1, 2].flatMap((channel) => [...plane((x, y) => value(x, y, channel))]));
    const alpha = plane((x, y) => Math.min(1, Math.max(0, (0.25 - Math.hypot(x - 0.5, y - 0.55)) * 60)));
    const plate = rgb((x, y, channel) => (channel === 0 ? x : channel === 1 ? y : 0.5 + 0.3 * Math.sin(40 * x)));
    const image = plate.map((value, at) => value + alpha[at % alpha.length]! * ((at < alpha.length ? 0.9 : 0.2) - value));
    const mask = float32(shapeOf('textMask'), new Float32Array(sizeOf(shapeOf('textMask'))).fill(1));
    return { prompt: { promptEmbeds: [{ text: noise('text', 1), textMask: mask }], negativePromptEmbeds: null }, firstFrame: { image, alpha, plate, latents: noise('firstFrameLatents', 2).data } };
  }
}

function timedBy<T>(add: (ms: number) => void, work: () => T): T {
  const began = performance.now();
  try {
    return work();
  } finally {
    add(performance.now() - began);
  }
}

const numbersOf = ({ open }: FilmState): readonly number[] => [...(open?.context ?? []).flatMap((latent) => [...latent]), ...Object.values(open?.decoder ?? {}).flatMap(({ data }) => Array.from(data, Number))];

const differenceOf = (a: readonly number[], b: readonly number[]): number => (a.length === b.length ? a.reduce((most, number, i) => Math.max(most, Math.abs(number - b[i]!)), 0) : Infinity);

addEventListener('message', (event: MessageEvent<WindowOrder>) => {
  makeWindows(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
