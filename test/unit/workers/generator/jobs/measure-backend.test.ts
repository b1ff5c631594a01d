import { describe, expect, test } from 'vitest';
import { type MeasuredBackends, measuringKey } from '../../../../../contract/backends/measured-backends.js';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import type { BackendName } from '../../../../../contract/names.js';
import { frameOf } from '../../../../../contract/pack/pack-parts.js';
import type { Platform } from '../../../../../workers/generator/platform.js';
import { GeneratorService } from '../../../../../workers/generator/jobs/generator-service.js';
import { CAPABILITIES, codeOf, fakePlatform, LOAD, REQUEST, run } from '../../../../fixtures/worker/fake-platform.js';
import { TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

const WITH_GPU: Capabilities = {
  ...CAPABILITIES,
  webgpu: { adapter: 'nvidia ada', software: false, features: [], maxStorageBufferBytes: 2 ** 30, maxBufferBytes: 2 ** 31 },
  deviceMemoryGiB: 8,
  backend: 'webgpu',
};
const measured = (webgpu: number, wasm: number, version = TOY_MANIFEST.version): readonly MeasuredBackends[] => [{ key: measuringKey(WITH_GPU, { id: TOY_MANIFEST.id, version }), seconds: { webgpu, wasm }, tries: 0 }];

/** A device whose graphs take so many milliseconds a run on each backend. */
function slowDevice(milliseconds: Record<BackendName, number>, overrides: Partial<Platform> = {}, onRun: () => void = () => undefined) {
  let clock = 0;
  const ran: string[] = [];
  const base = fakePlatform();
  const startRuntime: Platform['startRuntime'] = async (backend, ...rest) => {
    const runtime = await base.platform.startRuntime(backend, ...rest);
    return {
      ...runtime,
      run: (graph, inputs) => {
        ran.push(graph);
        onRun();
        clock += milliseconds[backend];
        return runtime.run(graph, inputs);
      },
    };
  };
  const generator = new GeneratorService({ ...base.platform, probe: () => Promise.resolve(WITH_GPU), startRuntime, now: () => clock, ...overrides });
  return { generator, ran, log: base.log };
}

const secondsOn = async (generator: GeneratorService, backend: BackendName): Promise<number | null> => {
  const timed = await generator.measure({ ...LOAD, backend });
  if (!timed.ok) throw new Error(timed.error.code);
  return timed.value?.seconds ?? null;
};

describe('measuring a backend', () => {
  test('tells how long a second of film takes there, and leaves nothing loaded', async () => {
    const { generator, log } = slowDevice({ webgpu: 30, wasm: 10 });
    const [webgpu, wasm] = [await secondsOn(generator, 'webgpu'), await secondsOn(generator, 'wasm')];
    expect(wasm).toBeGreaterThan(0);
    expect(webgpu! / wasm!).toBeCloseTo(3, 5);
    expect(log).toEqual(['start webgpu', 'release', 'start wasm', 'release']);
    expect((await generator.resources()).sessions).toBe(0);
  });

  test('runs every graph of a film four times, the first of which does not count', async () => {
    const { generator, ran } = slowDevice({ webgpu: 10, wasm: 10 });
    const seconds = await secondsOn(generator, 'wasm');
    const runs = (...graphs: string[]): number => ran.filter((graph) => graphs.includes(graph)).length / 4;
    // A first frame is drawn once in a film of five seconds; this one has a window of frames.
    const once = runs('textEncoder', 'textToImage', 'imageDecoder');
    const { window, decoder } = TOY_MANIFEST.imageToVideo!;
    const windowSeconds = (1 + window.latents * decoder.framesPerLatent.rest) / frameOf(TOY_MANIFEST).fps;
    expect(seconds).toBeCloseTo(0.01 * (once / 5 + runs('imageToVideo', 'videoDecoder') / windowSeconds), 6);
    expect(new Set(ran)).toEqual(new Set(['textEncoder', 'textToImage', 'imageDecoder', 'imageToVideo', 'videoDecoder']));
  });

  test('does nothing where a file would have to be fetched, or memory does not hold the model twice', async () => {
    const base = fakePlatform();
    const openPack: Platform['openPack'] = async (...wanted) => ({ ...(await base.platform.openPack(...wanted)), missingBytes: () => Promise.resolve(1) });
    const missing = slowDevice({ webgpu: 1, wasm: 1 }, { openPack });
    expect(await secondsOn(missing.generator, 'wasm')).toBeNull();
    const tight = slowDevice({ webgpu: 1, wasm: 1 }, { probe: () => Promise.resolve({ ...WITH_GPU, deviceMemoryGiB: 0.5 }) });
    expect(await secondsOn(tight.generator, 'wasm')).toBeNull();
    expect([...missing.log, ...tight.log]).toEqual([]);
  });

  test('gives way to a film that is asked for', async () => {
    let film: ReturnType<typeof run> | null = null;
    let isMeasuring = false;
    const { generator } = slowDevice({ webgpu: 1, wasm: 1 }, {}, () => {
      if (isMeasuring) film ??= run(generator, REQUEST);
    });
    await generator.describePack(LOAD);
    // What makes films has been fetched before.
    expect(codeOf(await run(generator, REQUEST))).toBe('done');
    isMeasuring = true;
    expect(await generator.measure({ ...LOAD, backend: 'wasm' })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(codeOf(await film!)).toBe('done');
  });
});

describe('a film', () => {
  const backendOf = async (generator: GeneratorService, options = {}): Promise<string> => {
    const loaded = await generator.loadPack({ ...LOAD, ...options }, () => undefined);
    if (!loaded.ok) throw new Error(loaded.error.code);
    const film = await run(generator, REQUEST);
    return film.type === 'done' ? film.metadata.backend : film.error.code;
  };

  test('is made on the backend that was measured to be clearly faster', async () => {
    const { generator } = slowDevice({ webgpu: 1, wasm: 1 });
    expect(await backendOf(generator, { measured: measured(3, 1) })).toBe('wasm');
  });

  test('is made on the GPU where measurements say so, are close, or are of another version', async () => {
    for (const known of [measured(1, 3), measured(1.1, 1), measured(3, 1, '0.0.1'), []]) {
      expect(await backendOf(slowDevice({ webgpu: 1, wasm: 1 }).generator, { measured: known })).toBe('webgpu');
    }
  });

  test('is made on the backend that a person chose, whatever was measured', async () => {
    const { generator } = slowDevice({ webgpu: 1, wasm: 1 });
    expect(await backendOf(generator, { backend: 'webgpu', measured: measured(3, 1) })).toBe('webgpu');
    expect(await backendOf(generator, { backend: 'wasm', measured: measured(1, 3) })).toBe('wasm');
  });

  test('follows a measurement that came while a model was loaded, and loads nothing anew for one that changes nothing', async () => {
    const { generator, log } = slowDevice({ webgpu: 1, wasm: 1 });
    expect(await backendOf(generator)).toBe('webgpu');
    expect(await backendOf(generator, { measured: measured(1, 3) })).toBe('webgpu');
    expect(log.filter((entry) => entry.startsWith('start'))).toEqual(['start webgpu']);
    expect(await backendOf(generator, { measured: measured(3, 1) })).toBe('wasm');
    expect(log.filter((entry) => entry.startsWith('start'))).toEqual(['start webgpu', 'start wasm']);
  });

  test('that had to run on the CPU does not load its model again', async () => {
    const base = fakePlatform();
    const startRuntime: Platform['startRuntime'] = (backend, ...rest) => (backend === 'webgpu' ? Promise.reject(new Error('no driver')) : base.platform.startRuntime(backend, ...rest));
    const generator = new GeneratorService({ ...base.platform, probe: () => Promise.resolve(WITH_GPU), startRuntime });
    expect(await backendOf(generator)).toBe('wasm');
    expect(await backendOf(generator)).toBe('wasm');
    expect(base.log.filter((entry) => entry.startsWith('start'))).toEqual(['start wasm']);
  });
});
