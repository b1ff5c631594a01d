import { frameOf, movingHalf } from '../../../contract/pack/pack-parts.js';
import { rowReader } from '../../../workers/generator/model/tensor-reader.js';
import type { FilmState } from '../../../workers/generator/pipelines/film-state.js';
import type { FramePainter } from '../../../workers/generator/pipelines/frame-painter.js';
import type { PipelineContext } from '../../../workers/generator/pipelines/pipeline-context.js';
import { gaussianNoise } from '../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import type { GraphRunner } from '../../../workers/generator/pipelines/tensors/graph-runner.js';
import { float32, sizeOf } from '../../../workers/generator/pipelines/tensors/tensor.js';
import type { Runtime } from '../../../workers/generator/platform.js';
import { Stopwatch } from '../../../workers/lib/stopwatch.js';
import type { FilmFrame } from '../../../workers/lib/film-frame.js';
import type { ResourceLedger } from '../../../workers/lib/resource-ledger.js';
import { less, NO_TRAFFIC, plus, since, traffic, type Traffic } from './gpu-traffic.js';
import { openPack } from './open-pack.js';

/** A pack that moves a first frame which no prompt drew. */
export interface WindowScene {
  readonly context: PipelineContext;
  readonly runtime: Runtime;
  readonly ledger: ResourceLedger;
  /** Where a film of it begins; each call makes another first frame. @param colour of the disc, 0 to 1 */
  start(colour?: number): FilmState;
  /** Frames of a window after the first. */
  readonly perWindow: number;
  /** What was kept to go on from, so far. */
  readonly states: FilmState[];
  /** So far: what the decoder takes once a shot, before its first latent; and sampling alone. */
  readonly prepared: () => Traffic;
  readonly sampling: () => Traffic;
}

export async function openWindowScene(packUrl: string): Promise<WindowScene> {
  const { ledger, manifest, start, pack } = await openPack(packUrl);
  const half = movingHalf(manifest);
  const runtime = await start('webgpu', [half.denoiser, half.decoder.graph, ...(half.decoder.prepare ? [half.decoder.prepare.graph] : [])]);

  let sampling = NO_TRAFFIC;
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
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('No tensor is a file.')),
    readRows: rowReader(pack),
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => performance.now()),
    onUnit: () => undefined,
    onStage: () => undefined,
    onWindowEnd: (state) => states.push(state),
  };
  return {
    context,
    runtime,
    ledger,
    start: (colour = 0.9) => ({ frames: 0, shot: 0, open: { conditioning: conditioning(colour), window: 0, context: [], decoder: null } }),
    perWindow: half.window.latents * half.decoder.framesPerLatent.rest,
    states,
    prepared: () => prepared,
    sampling: () => sampling,
  };

  /** A first frame without a prompt: a disc in front of a slope. */
  function conditioning(colour: number): NonNullable<FilmState['open']>['conditioning'] {
    const shapeOf = (role: string): readonly number[] => manifest.graphs[half.denoiser]?.inputs.find((input) => input.role === role)?.shape.map(Number) ?? [];
    const noise = (role: string, stream: number) => float32(shapeOf(role), gaussianNoise(1, stream, sizeOf(shapeOf(role))));
    const { width, height } = frameOf(manifest);
    const plane = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: width * height }, (_, at) => value((at % width) / width, Math.floor(at / width) / height));
    const rgb = (value: (x: number, y: number, channel: number) => number): Float32Array => Float32Array.from([0, 1, 2].flatMap((channel) => [...plane((x, y) => value(x, y, channel))]));
    const alpha = plane((x, y) => Math.min(1, Math.max(0, (0.25 - Math.hypot(x - 0.5, y - 0.55)) * 60)));
    const plate = rgb((x, y, channel) => (channel === 0 ? x : channel === 1 ? y : 0.5 + 0.3 * Math.sin(40 * x)));
    const image = plate.map((value, at) => value + alpha[at % alpha.length]! * ((at < alpha.length ? colour : 0.2) - value));
    const mask = float32(shapeOf('textMask'), new Float32Array(sizeOf(shapeOf('textMask'))).fill(1));
    return { prompt: { promptEmbeds: [{ text: noise('text', 1), textMask: mask }], negativePromptEmbeds: null }, firstFrame: { image, alpha, plate, latents: noise('firstFrameLatents', 2).data } };
  }
}

/** Messages of devices that complain, from here on. */
export function heardErrors(): readonly string[] {
  const errors: string[] = [];
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...given) {
    const device = await requestDevice.apply(this, given);
    device.onuncapturederror = ({ error }) => errors.push(error.message);
    return device;
  };
  return errors;
}

export function timedBy<T>(add: (ms: number) => void, work: () => T): T {
  const began = performance.now();
  try {
    return work();
  } finally {
    add(performance.now() - began);
  }
}

/** The bytes of an image, which is closed. */
export async function bytesOf(image: VideoFrame, width: number, height: number): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const rgba = new Uint8ClampedArray(width * height * 4);
  await image.copyTo(rgba, { format: 'RGBA' });
  image.close();
  return rgba;
}

/** A painter that adds up the milliseconds of JavaScript that painting takes. */
export function timedPainter<Order>(painter: FramePainter<Order>, add: (ms: number) => void): FramePainter<Order> {
  return { output: painter.output, paint: (order) => timedBy(add, () => painter.paint(order)), show: (rgba) => painter.show(rgba), settled: () => painter.settled(), close: () => painter.close() };
}

/**
 * Takes all frames of a film as bytes, and counts what each window after the first frame moves.
 * @param perWindow frames of a window
 * @param prepared what is in no window
 * @throws Error of a frame that was painted in ordinary memory
 */
export async function takeWindows(frames: AsyncIterable<FilmFrame>, perWindow: number, prepared: () => Traffic): Promise<{ readonly painted: readonly Uint8ClampedArray[]; readonly windows: readonly Traffic[] }> {
  const painted: Uint8ClampedArray[] = [];
  const windows: Traffic[] = [];
  let before = traffic();
  for await (const frame of frames) {
    if (frame.index % perWindow === 0) {
      if (frame.index > 0) windows.push(less(since(before), windows.length === 0 ? prepared() : NO_TRAFFIC));
      before = traffic();
    }
    if (!('image' in frame)) throw new Error('A frame was painted in ordinary memory.');
    painted.push(await bytesOf(frame.image, frame.width, frame.height));
  }
  return { painted, windows };
}
