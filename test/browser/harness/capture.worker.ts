import type * as Ort from 'onnxruntime-web';
import { movingHalf } from '../../../contract/pack/pack-parts.js';
import type { CaptureOutcome, DeviceTensor } from '../../../workers/generator/pipelines/tensors/graph-runner.js';
import { paintFilm } from '../../../workers/generator/pipelines/paint-film.js';
import { gaussianNoise } from '../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import { float32, sizeOf, type Float32Tensor } from '../../../workers/generator/pipelines/tensors/tensor.js';
import type { Runtime } from '../../../workers/generator/platform.js';
import { openPackPainter } from '../../../workers/generator/jobs/film-frames.js';
import { loadOrt } from '../../../workers/generator/runtime/ort-build.js';
import { probeDevice } from '../../../workers/generator/runtime/probe-device.js';
import { bufferBytes, callsOf, countCalls, type GpuCalls } from './gpu-calls.js';
import { countTraffic, less, type Traffic } from './gpu-traffic.js';
import { openPack } from './open-pack.js';
import { psnr } from './read-back.js';
import { heardErrors, openWindowScene, takeWindows } from './window-scene.js';

/** How sessions that capture are made to fail: they cannot be made, or each run gives what the first one gave. */
export type Breakage = 'not made' | 'not replayed';

export interface CaptureOrder {
  readonly packUrl: string;
  readonly windows: number;
  readonly breaks?: Breakage;
}

export interface CaptureReport {
  /** By graphs: those that make a window, and text-to-image. */
  readonly outcomes: Readonly<Record<string, CaptureOutcome>>;
  /** What is asked for in a film of one window, before and after: its painting is in it, and what is prepared once a shot. */
  readonly film: { readonly before: GpuCalls; readonly after: GpuCalls };
  /** Of its window alone. */
  readonly traffic: { readonly before: readonly Traffic[]; readonly after: readonly Traffic[] };
  /** Of a run of each graph that a step of sampling is. */
  readonly runs: Readonly<Record<string, { readonly before: GpuCalls; readonly after: GpuCalls; readonly difference: number; readonly apart: number; readonly here: number }>>;
  /** The largest difference of a byte, and whether frames of two films are told apart. */
  readonly frames: { readonly count: number; readonly difference: number; readonly apart: number };
  /** Of GPU buffers that nobody destroyed, in bytes; some of them wait for the garbage collector: with all graphs loaded and run, while they were captured, and then. */
  readonly buffers: { readonly before: number; readonly most: number; readonly after: number };
  readonly milliseconds: number;
  readonly errors: readonly string[];
  readonly live: { readonly tensors: number; readonly sessions: number; readonly frames: number };
}

countTraffic();
countCalls();
const errors = heardErrors();

async function capture({ packUrl, windows, breaks }: CaptureOrder): Promise<CaptureReport> {
  if (breaks) await breakCapture(breaks);
  const scene = await openWindowScene(packUrl);
  const { context, runtime, ledger, start, perWindow } = scene;
  const painter = await openPackPainter(context.manifest, runtime);
  if (!painter) throw new Error('Nothing paints on the GPU.');
  const film = { shots: [{ prompt: '', frames: 1 + windows * perWindow }], seed: 5 };
  const faults: string[] = [];
  const made = async (colour: number) => {
    const before = scene.prepared();
    const frames = paintFilm({ ...context, device: runtime.device }, painter, film, start(colour), (fault) => faults.push(String(fault)));
    return callsOf(() => takeWindows(frames, perWindow, () => less(scene.prepared(), before)));
  };
  await made(0.9);
  const [red, dark] = [await made(0.9), await made(0.1)];
  const before = bufferBytes().now;
  const began = performance.now();
  const outcomes = await runtime.captureRuns!(() => false);
  const milliseconds = performance.now() - began;
  const buffers = bufferBytes();
  const [redAgain, darkAgain] = [await made(0.9), await made(0.1)];
  painter.close();
  await runtime.release();

  const drawing = await captureDenoisers(packUrl);
  const { tensors, sessions, frames } = ledger.counts();
  const all = [red, dark].flatMap(([{ painted }]) => painted);
  const again = [redAgain, darkAgain].flatMap(([{ painted }]) => painted);
  return {
    outcomes: { ...outcomes, ...drawing.outcomes },
    film: { before: red[1], after: redAgain[1] },
    traffic: { before: red[0].windows, after: redAgain[0].windows },
    runs: drawing.runs,
    frames: { count: all.length, difference: Math.max(...all.map((frame, i) => largestDifference(frame, again[i]!))), apart: psnr(red[0].painted.at(-1)!, dark[0].painted.at(-1)!) },
    buffers: { before, most: buffers.most, after: buffers.now },
    milliseconds,
    errors: [...faults, ...errors],
    live: { tensors: tensors + drawing.live.tensors, sessions: sessions + drawing.live.sessions, frames },
  };
}

/** Runs denoisers with made-up inputs, before and after. */
async function captureDenoisers(packUrl: string) {
  const { ledger, manifest, start } = await openPack(packUrl);
  const names = [movingHalf(manifest).denoiser, ...(manifest.textToImage ? [manifest.textToImage.denoiser] : [])];
  const runtime = await start('webgpu', names);
  const runs: Record<string, CaptureReport['runs'][string]> = {};
  const inputsOf = (graph: string, stream: number): Record<string, Float32Tensor> =>
    Object.fromEntries((manifest.graphs[graph]?.inputs ?? []).map(({ name, shape }, i) => [name, float32(shape.map(Number), gaussianNoise(7, 100 * stream + i, sizeOf(shape.map(Number))).map(Math.abs))]));
  const outputsOf = (graph: string) => (manifest.graphs[graph]?.outputs ?? []).map(({ name, shape }) => ({ name, shape: shape.map(Number) }));
  const run = async (graph: string, stream: number): Promise<Float32Array> => {
    const outputs = await runtime.device!.run(graph, inputsOf(graph, stream), outputsOf(graph));
    const [first] = Object.values(outputs) as [DeviceTensor];
    const { data } = await first.read();
    first.close();
    return data;
  };
  const before: Record<string, { readonly calls: GpuCalls; readonly results: readonly Float32Array[] }> = {};
  for (const graph of names) {
    await run(graph, 9);
    const results = [await run(graph, 1), await run(graph, 2)];
    before[graph] = { results, calls: (await callsOf(() => run(graph, 3)))[1] };
  }
  const outcomes = await runtime.captureRuns!(() => false);
  for (const graph of names) {
    const { results, calls } = before[graph]!;
    const again = [await run(graph, 1), await run(graph, 2)];
    const [, after] = await callsOf(() => run(graph, 3));
    const here = Object.values(await runtime.run(graph, inputsOf(graph, 1)))[0]!.data as Float32Array;
    runs[graph] = {
      before: calls,
      after,
      difference: Math.max(...results.map((result, i) => largestDifference(result, again[i]!))),
      apart: largestDifference(results[0]!, results[1]!),
      here: largestDifference(results[0]!, here),
    };
  }
  await unloadAndRelease(runtime, names);
  return { outcomes, runs, live: ledger.counts() };
}

async function unloadAndRelease(runtime: Runtime, [first = '']: readonly string[]): Promise<void> {
  await runtime.unload(first);
  await runtime.release();
}

/** Has ONNX Runtime fail to capture, from here on. */
async function breakCapture(breaks: Breakage): Promise<void> {
  const { InferenceSession } = (await loadOrt('webgpu', await probeDevice())) as unknown as { InferenceSession: { create: (model: Uint8Array, options: Ort.InferenceSession.SessionOptions) => Promise<Ort.InferenceSession> } };
  const { create } = InferenceSession;
  InferenceSession.create = async (model, options) => {
    if (options.enableGraphCapture !== true) return create.call(InferenceSession, model, options);
    if (breaks === 'not made') throw new Error('This session cannot use the graph capture feature.');
    const session = await create.call(InferenceSession, model, options);
    const run = session.run.bind(session);
    const first = new Map<string, ReturnType<Ort.Tensor['getData']>>();
    session.run = async (...given: unknown[]) => {
      const made = await (run as (...same: unknown[]) => Promise<Ort.InferenceSession.ReturnType>)(...given);
      for (const [name, tensor] of Object.entries(made)) {
        const getData = tensor.getData.bind(tensor);
        Object.defineProperty(tensor, 'getData', {
          value: () => {
            const kept = first.get(name) ?? getData();
            first.set(name, kept);
            return kept;
          },
        });
      }
      return made;
    };
    return session;
  };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

addEventListener('message', (event: MessageEvent<CaptureOrder>) => {
  capture(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
