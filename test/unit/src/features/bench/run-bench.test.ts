import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import { kinoraError } from '../../../../../contract/errors.js';
import type { GenerationEvent } from '../../../../../contract/events.js';
import type { GeneratorApi, LoadOptions } from '../../../../../contract/generator.js';
import { kindsOf, rowsOf, type BenchRun } from '../../../../../src/features/bench/bench-report.js';
import { BENCH_ROUNDS, runBench } from '../../../../../src/features/bench/run-bench.js';

const GPU = { adapter: 'fast', software: false, features: [], maxStorageBufferBytes: 1, maxBufferBytes: 1 };
const device = (more: Partial<Capabilities> = {}): Capabilities => ({
  webgpu: GPU, wasm: { simd: true, threads: 4 }, jspi: true, crossOriginIsolated: true, codecs: ['h264'], videoEncoder: true, secureContext: true,
  fileStorage: true, webLocks: true, engine: 'chromium', deviceMemoryGiB: 8, backend: 'webgpu', ...more,
});
const TIMINGS = { load: 0, text: 0, image: 0, video: 0, decode: 0, encode: 0, total: 0 };
const metadata = (adapter: string, framesSha256 = 'a') => ({ seconds: 5, frames: 60, width: 64, height: 64, fps: 12, codec: 'h264', adapter, framesSha256 }) as const;

/** A generator that takes its time by moving a clock: seconds a film, by backend. */
function fake(seconds: Partial<Record<string, number>>, clock: { now: number }) {
  const loads: LoadOptions[] = [];
  const generator: Pick<GeneratorApi, 'loadPack' | 'generate' | 'cancel' | 'kept'> = {
    loadPack: (options) => {
      loads.push(options);
      clock.now += 100;
      return Promise.resolve({ ok: true, value: { chosen: [{ graph: 'imageDecoder', halfFloats: options.backend === 'webgpu' }, { graph: 'videoDecoder', halfFloats: false }] } as never });
    },
    generate: (_, onEvent) => {
      const backend = `${loads.at(-1)?.backend}${loads.at(-1)?.threads ?? ''}`;
      queueMicrotask(() => {
        const took = seconds[backend];
        const event = (one: object): void => onEvent({ jobId: 'job', ...one } as GenerationEvent);
        if (took === undefined) {
          event({ type: 'failed', error: kinoraError('device-lost', {}) });
          return;
        }
        clock.now += 500;
        event({ type: 'preview', index: 0, frame: { close: () => undefined } });
        event({ type: 'segment' });
        clock.now += took * 1000 - 500;
        event({ type: 'done', metadata: metadata(backend), timings: TIMINGS, file: new Blob() });
      });
      return Promise.resolve({ ok: true, value: { jobId: 'job' } });
    },
    cancel: () => Promise.resolve(),
    kept: () => Promise.resolve(),
  };
  return { generator, loads };
}

async function run(seconds: Partial<Record<string, number>>, capabilities = device(), signal = new AbortController().signal) {
  const clock = { now: 0 };
  const { generator, loads } = fake(seconds, clock);
  const runs: BenchRun[] = [];
  const ended = await runBench(generator, capabilities, { packUrl: 'https://site/' }, { onRun: (one) => runs.push(one), onProgress: () => undefined }, signal, () => clock.now);
  return { ended, runs, loads };
}

describe('a device is measured', () => {
  test('in every way that it offers, and a GPU that the CPU plays is left out', () => {
    const names = (more?: Partial<Capabilities>) => kindsOf(device(more)).map(({ name }) => name);
    expect(names()).toEqual(['webgpu', 'wasm', 'wasm, one thread']);
    expect(names({ webgpu: { ...GPU, software: true } })).toEqual(['wasm', 'wasm, one thread']);
    expect(names({ webgpu: null, crossOriginIsolated: false })).toEqual(['wasm, one thread']);
  });

  test('in turns, with the load apart from the film', async () => {
    const { ended, runs, loads } = await run({ webgpu: 2, wasm: 5, wasm1: 10 });
    expect(ended.ok).toBe(true);
    expect(runs.slice(0, 2).map(({ halfFloats }) => halfFloats)).toEqual([['imageDecoder'], []]);
    expect(loads.slice(0, 4).map(({ backend, threads }) => [backend, threads])).toEqual([['webgpu', undefined], ['wasm', undefined], ['wasm', 1], ['webgpu', undefined]]);
    expect(rowsOf(runs)).toEqual([
      { kind: 'webgpu', adapter: 'webgpu', runs: BENCH_ROUNDS, load: 0.1, firstPicture: 0.5, firstPiece: 0.5, total: 2, spread: 1, realTimeFactor: 0.4, sameFrames: true },
      { kind: 'wasm', adapter: 'wasm', runs: BENCH_ROUNDS, load: 0.1, firstPicture: 0.5, firstPiece: 0.5, total: 5, spread: 1, realTimeFactor: 1, sameFrames: true },
      { kind: 'wasm, one thread', adapter: 'wasm1', runs: BENCH_ROUNDS, load: 0.1, firstPicture: 0.5, firstPiece: 0.5, total: 10, spread: 1, realTimeFactor: 2, sameFrames: true },
    ]);
  });

  test('until something fails, which is told, and what was measured stays', async () => {
    const { ended, runs } = await run({ webgpu: 2 });
    expect(ended).toMatchObject({ ok: false, error: { code: 'device-lost' } });
    expect(runs).toHaveLength(1);
  });

  test('until a person stops it', async () => {
    expect((await run({ webgpu: 2, wasm: 5, wasm1: 9 }, device(), AbortSignal.abort())).runs).toEqual([]);
  });
});

test('a row is the median of its runs, tells their spread, and whether their frames were the same', () => {
  const one = (total: number, frames: string): BenchRun => ({ kind: 'wasm', load: 1, firstPicture: 1, firstPiece: null, halfFloats: [], total, timings: TIMINGS, metadata: metadata('CPU', frames) });
  expect(rowsOf([one(4, 'a'), one(9, 'b'), one(6, 'a'), one(7, 'a')])).toMatchObject([{ total: 6.5, firstPiece: null, spread: 2.25, sameFrames: false, realTimeFactor: 1.3 }]);
});
