import type { KinoraError } from '../../../contract/errors.js';
import type { Capabilities, GenerateRequest, GenerationEvent, LoadOptions } from '../../../contract/generator.js';
import { threadsFor } from '../../../contract/threads.js';
import type { GeneratorService } from '../../../workers/generator/jobs/generator-service.js';
import type { Platform } from '../../../workers/generator/platform.js';
import type { ResourceLedger } from '../../../workers/lib/resource-ledger.js';
import { memoryFolders } from '../../../workers/generator/checkpoints/memory-job-folders.js';
import { FakeClip } from './fake-clip.js';
import { TOY_FILE, TOY_MANIFEST, toyRunner } from './toy-pack.js';

export const CAPABILITIES: Capabilities = {
  webgpu: null,
  wasm: { simd: true, threads: 2 },
  jspi: false,
  crossOriginIsolated: true,
  codecs: ['h264'],
  videoEncoder: true,
  secureContext: true,
  fileStorage: true,
  webLocks: true,
  engine: 'other',
  deviceMemoryGiB: null,
  backend: 'wasm',
};
export const LOAD: LoadOptions = { packUrl: 'http://host/toy/' };
export const REQUEST: GenerateRequest = { prompt: 'red apple', seconds: 1, seed: 7 };

/** Parts without a browser, and what they were used for. */
export function fakePlatform(overrides: Partial<Platform> = {}) {
  const log: string[] = [];
  const runner = toyRunner();
  const platform: Platform = {
    probe: () => Promise.resolve(CAPABILITIES),
    openPack: () => Promise.resolve({ manifest: TOY_MANIFEST, read: () => Promise.resolve(TOY_FILE), missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve() }),
    loadTokenizer: () =>
      Promise.resolve({
        encode: () => Int32Array.of(5, 5, 0, 0, 0, 0),
        check: (prompt: string) => ({
          unknown: prompt.includes('aple') ? [{ word: 'aple', near: ['apple'], isRead: false }] : [],
          knownCount: prompt.includes('red') ? 1 : 0,
        }),
        isTooLong: (prompt: string) => prompt.length > 40,
      }),
    startRuntime: (backend, capabilities, ledger, threads) => {
      log.push(`start ${backend}`);
      return Promise.resolve({ ...countedRuntime(backend, ledger, log, runner), threads: threadsFor(threads, capabilities) });
    },
    decodePicture: () => Promise.resolve(new Float32Array(24)),
    inspect: () => Promise.reject(new Error('No file is looked at in these tests.')),
    openVideo: () => Promise.reject(new Error('No video is read in these tests.')),
    startEncoder: (_frame, _preferred, _ledger, start) => Promise.resolve(new FakeClip(log, start)),
    openFolders: () => Promise.resolve(memoryFolders()),
    drawPreview: () => Promise.resolve({ close: () => undefined } as ImageBitmap),
    encodePng: ({ rgba }) => Promise.resolve(new Blob([rgba], { type: 'image/png' })),
    yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    ...overrides,
  };
  return { platform, log };
}

function countedRuntime(backend: 'webgpu' | 'wasm', ledger: ResourceLedger, log: string[], runner: ReturnType<typeof toyRunner>) {
  let sessions = 0;
  return {
    backend,
    run: runner.run,
    load: () => {
      sessions++;
      ledger.opened('sessions');
      return Promise.resolve();
    },
    unload: () => {
      sessions--;
      ledger.closed('sessions');
      return Promise.resolve();
    },
    release: () => {
      log.push('release');
      for (; sessions > 0; sessions--) ledger.closed('sessions');
      return Promise.resolve();
    },
  };
}

export type Ended = Extract<GenerationEvent, { type: 'done' | 'failed' }>;

export async function run(generator: GeneratorService, request: GenerateRequest, onEvent: (event: GenerationEvent) => unknown = () => undefined): Promise<Ended> {
  return new Promise((resolve, reject) => {
    void generator
      .generate(request, (event) => {
        if (event.type === 'done' || event.type === 'failed') resolve(event);
        return onEvent(event);
      })
      .then((accepted) => {
        if (!accepted.ok) reject(new Error(accepted.error.message));
      });
  });
}

export const codeOf = (last: Ended): KinoraError['code'] | 'done' => (last.type === 'failed' ? last.error.code : 'done');

/** A runtime whose first run of the video denoiser fails with `error`. */
export function failingOnce(error: Error): Partial<Platform> {
  const base = fakePlatform();
  let failed = false;
  return {
    startRuntime: async (backend, capabilities, ledger) => {
      const runtime = await base.platform.startRuntime(backend, capabilities, ledger);
      return {
        ...runtime,
        run: (graph, inputs) => {
          if (graph !== 'imageToVideo' || failed) return runtime.run(graph, inputs);
          failed = true;
          return Promise.reject(error);
        },
      };
    },
  };
}
