import { describe, expect, test, vi } from 'vitest';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import { GeneratorService } from '../../../../../workers/generator/jobs/generator-service.js';
import type { Platform } from '../../../../../workers/generator/platform.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { FilmWarning } from '../../../../../contract/errors/warnings.js';
import { FakeClip } from '../../../../fixtures/worker/fake-clip.js';
import { CAPABILITIES, LOAD, REQUEST, codeOf, failingOnce, fakePlatform, run } from '../../../../fixtures/worker/fake-platform.js';
import { noRows, TOY_FILE, TOY_MANIFEST, TOY_MANIFEST_1 } from '../../../../fixtures/worker/toy-pack.js';
import { requestFor } from '../../../../fixtures/request-for.js';

describe('the generator', () => {
  test('cancels in the middle, keeps the model, and goes on to the next job', async () => {
    const { platform, log } = fakePlatform();
    const generator = new GeneratorService(platform);
    await generator.loadPack(LOAD, () => undefined);
    const last = await run(generator, requestFor('red apple', 100), (event) => {
      if (event.type === 'progress' && event.done === 30) void generator.cancel(event.jobId);
    });
    expect(codeOf(last)).toBe('cancelled');
    expect(await generator.resources()).toEqual({ tensors: 0, frames: 0, sessions: 6 });
    expect(log).toContain('abort');
    expect(codeOf(await run(generator, REQUEST))).toBe('done');
    expect(log.filter((entry) => entry.startsWith('start'))).toHaveLength(1);
  });

  test('prepares nothing that would have to be fetched', async () => {
    const pack = { manifest: TOY_MANIFEST, read: () => Promise.resolve(TOY_FILE), open: () => Promise.resolve(new Blob([TOY_FILE])), fetchAll: () => Promise.resolve(), missingBytes: () => Promise.resolve(1), readRows: noRows };
    const { platform, log } = fakePlatform({ openPack: () => Promise.resolve(pack) });
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    expect(await generator.prepare()).toEqual({ ok: true, value: { ready: false } });
    expect(log).toEqual([]);
  });

  test('runs every graph of what it prepares, and leaves off when a film is asked for', async () => {
    const ran: string[] = [];
    let onRun = (): void => undefined;
    const base = fakePlatform();
    const startRuntime: Platform['startRuntime'] = async (...wanted) => {
      const runtime = await base.platform.startRuntime(...wanted);
      return { ...runtime, run: (graph, inputs) => (ran.push(graph), onRun(), runtime.run(graph, inputs)) };
    };
    const generator = new GeneratorService({ ...base.platform, startRuntime });
    await generator.describePack(LOAD);
    expect(await generator.prepare()).toEqual({ ok: true, value: { ready: true } });
    expect(new Set(ran)).toEqual(new Set(['textEncoder', 'textToImage', 'imageDecoder', 'imageToVideo', 'videoDecoder']));

    const whole = ran.splice(0).length;
    let film: ReturnType<typeof run> | null = null;
    onRun = () => {
      onRun = () => undefined;
      film = run(generator, REQUEST);
    };
    await generator.prepare();
    expect(ran.length).toBeLessThan(whole / 2);
    expect(codeOf(await film!)).toBe('done');
  });

  test('a pack that is chosen while another is prepared is the one that films are made with', async () => {
    const { platform } = fakePlatform();
    const other = { ...LOAD, packUrl: 'http://host/other/' };
    const generator = new GeneratorService({ ...platform, openPack: async (packUrl) => ({ ...(await platform.openPack(packUrl, { signal: new AbortController().signal })), manifest: { ...TOY_MANIFEST, id: packUrl.includes('other') ? 'other' : 'toy' } }) });
    await generator.describePack(LOAD);
    const preparing = generator.prepare();
    await generator.describePack(other);
    await preparing;
    expect(await run(generator, REQUEST)).toMatchObject({ type: 'done', metadata: { pack: { id: 'other' } } });
  });

  test('a model that fails while it is prepared is let go of, and loaded anew for the film', async () => {
    const { platform } = fakePlatform(failingOnce(new RangeError('Array buffer allocation failed')));
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    expect(await generator.prepare()).toMatchObject({ ok: false, error: { code: 'out-of-memory' } });
    expect((await generator.resources()).sessions).toBe(0);
    expect(codeOf(await run(generator, REQUEST))).toBe('done');
  });

  test('loads by itself when a pack was only described, and says so', async () => {
    const { platform } = fakePlatform();
    const generator = new GeneratorService(platform);
    expect((await generator.generate(REQUEST, () => undefined)).ok).toBe(false);
    await generator.describePack(LOAD);
    const stages: string[] = [];
    await run(generator, REQUEST, (event) => event.type === 'stage' && stages.push(event.stage));
    expect(stages[0]).toBe('load');
  });

  test.each([
    ['a broken graph', Failure.because('graph-not-run', { graph: 'imageToVideo' }), 'graph-not-run', 1],
    ['a defect', new TypeError('x is undefined'), 'unforeseen', 2],
    ['no memory', new RangeError('Array buffer allocation failed'), 'out-of-memory', 2],
  ])('a job that fails by %s does not poison the next', async (_, error, code, starts) => {
    const { platform } = fakePlatform(failingOnce(error));
    const startRuntime = vi.spyOn(platform, 'startRuntime');
    const generator = new GeneratorService(platform);
    await generator.loadPack(LOAD, () => undefined);
    expect(codeOf(await run(generator, REQUEST))).toBe(code);
    expect((await generator.resources()).frames).toBe(0);
    expect(codeOf(await run(generator, REQUEST))).toBe('done');
    expect(startRuntime).toHaveBeenCalledTimes(starts);
  });

  test('keeps the detail of a defect for the report', async () => {
    const { platform } = fakePlatform(failingOnce(new TypeError('x is undefined')));
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    expect(await run(generator, REQUEST)).toMatchObject({ error: { cause: 'TypeError: x is undefined' } });
  });

  test('a receiver that throws breaks nothing', async () => {
    const { platform } = fakePlatform();
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    const last = await run(generator, REQUEST, () => {
      throw new Error('The page has a defect.');
    });
    expect(codeOf(last)).toBe('done');
  });

  test('sends no second preview before the first was taken', async () => {
    const { platform } = fakePlatform();
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    let previews = 0;
    await run(generator, REQUEST, (event) => {
      if (event.type !== 'preview') return undefined;
      previews++;
      return new Promise(() => undefined);
    });
    expect(previews).toBe(1);
  });

  test('warns of unknown words and of a prompt that is cut off', async () => {
    const { platform } = fakePlatform();
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    const warnings: FilmWarning[] = [];
    await run(generator, requestFor(`red aple ${'x'.repeat(40)}`), (event) => event.type === 'warning' && warnings.push(event.warning));
    expect(warnings).toMatchObject([{ code: 'word-left-out', params: { word: 'aple', near: ['apple'] } }, { code: 'prompt-cut-off' }]);
  });

  test('fault 27: says once of each word what is drawn in its place', async () => {
    const unknown = [
      { word: 'beach', near: ['palm tree', 'seaside'], isRead: true },
      { word: 'aple', near: ['apple', 'ape'], isRead: false },
      { word: '🧿', near: [], isRead: false },
    ];
    const limits = [{ code: 'one-of-it' as const, params: { asked: 'two dogs', thing: 'dog' } }];
    const reader = { encode: () => ({ ids: Int32Array.of(5, 0, 0, 0, 0, 0), mask: Int32Array.of(1, 0, 0, 0, 0, 0) }), check: () => ({ unknown, knownCount: 1, limits }), readSubject: (text: string) => ({ text }), isTooLong: () => false };
    const generator = new GeneratorService(fakePlatform({ loadTokenizer: () => Promise.resolve(reader) }).platform);
    await generator.describePack(LOAD);
    const warnings: FilmWarning[] = [];
    const scenes = [{ prompt: 'a beach', seconds: 1 }, { prompt: 'an aple on a beach', seconds: 1 }];
    await run(generator, requestFor(scenes), (event) => event.type === 'warning' && warnings.push(event.warning));
    expect(warnings).toEqual([
      { code: 'word-replaced', params: { word: 'beach', drawn: 'palm tree' } },
      { code: 'word-left-out', params: { word: 'aple', near: ['apple', 'ape'] } },
      { code: 'word-left-out', params: { word: '🧿', near: [] } },
      { code: 'one-of-it', params: { asked: 'two dogs', thing: 'dog' } },
    ]);
  });

  test('falls back to WASM when the chosen WebGPU does not start, but not when WebGPU was asked for', async () => {
    const gpu: Capabilities['webgpu'] = { adapter: 'liar', software: false, features: [], maxStorageBufferBytes: 1, maxBufferBytes: 1 };
    const base = fakePlatform();
    const { platform } = fakePlatform({
      probe: () => Promise.resolve({ ...CAPABILITIES, webgpu: gpu, backend: 'webgpu' }),
      startRuntime: (backend, capabilities, ledger) =>
        backend === 'webgpu'
          ? Promise.reject(Failure.because('no-webgpu-device', {}))
          : base.platform.startRuntime(backend, capabilities, ledger),
    });
    const generator = new GeneratorService(platform);
    expect((await generator.loadPack(LOAD, () => undefined)).ok).toBe(true);
    expect(await run(generator, REQUEST)).toMatchObject({ type: 'done', metadata: { backend: 'wasm' } });
    expect(await generator.loadPack({ ...LOAD, backend: 'webgpu' }, () => undefined)).toMatchObject({ ok: false, error: { code: 'no-webgpu-device' } });
  });

  test('on a device with little memory parts take turns, and it says so; one that is too small is told before any file is read', async () => {
    const heavy = (bytes: number) => ({
      ...TOY_MANIFEST,
      graphs: Object.fromEntries(
        Object.entries(TOY_MANIFEST.graphs).map(([name, graph]) => [name, { ...graph, variants: graph.variants.map((variant) => ({ ...variant, bytes })) }]),
      ),
    });
    let reads = 0;
    const packOf = (bytes: number): Partial<Platform> => ({
      probe: () => Promise.resolve({ ...CAPABILITIES, deviceMemoryGiB: 2 }),
      openPack: async (...given) => {
        const pack = await fakePlatform().platform.openPack(...given);
        return { ...pack, manifest: heavy(bytes), open: (...asked: Parameters<typeof pack.open>) => (reads++, pack.open(...asked)) };
      },
    });
    const tight = new GeneratorService(fakePlatform(packOf(120e6)).platform);
    expect(await tight.loadPack(LOAD, () => undefined)).toMatchObject({ ok: true, value: { memory: { sessions: 'in turns' } } });
    const warnings: FilmWarning[] = [];
    expect(codeOf(await run(tight, REQUEST, (event) => event.type === 'warning' && warnings.push(event.warning)))).toBe('done');
    expect(warnings).toEqual([{ code: 'little-memory', params: {} }]);
    expect((await tight.resources()).sessions).toBeLessThanOrEqual(4);

    reads = 0;
    const small = new GeneratorService(fakePlatform(packOf(900e6)).platform);
    expect(await small.describePack(LOAD)).toMatchObject({ ok: false, error: { code: 'pack-needs-memory' } });
    expect(reads).toBe(0);
  });

  test('release ends what runs and what waits', async () => {
    const { platform } = fakePlatform();
    const generator = new GeneratorService(platform);
    await generator.loadPack(LOAD, () => undefined);
    const ends: ReturnType<typeof run>[] = [];
    await new Promise<void>((begun) => {
      ends.push(run(generator, requestFor('red apple', 100), () => begun()), run(generator, REQUEST));
    });
    await generator.release();
    expect((await Promise.all(ends)).map(codeOf)).toEqual(['cancelled', 'cancelled']);
    expect(await generator.resources()).toEqual({ tensors: 0, frames: 0, sessions: 0 });
  });

  test('a pack that fails to load leaves nothing behind, and can be loaded again', async () => {
    let reads = 0;
    const { platform, log } = fakePlatform({
      openPack: () =>
        Promise.resolve({
          manifest: TOY_MANIFEST,
          missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve(), readRows: noRows,
          read: () => Promise.resolve(TOY_FILE),
          open: () => (++reads === 4 ? Promise.reject(Failure.because('manifest-interrupted', {})) : Promise.resolve(new Blob([TOY_FILE]))),
        }),
    });
    const generator = new GeneratorService(platform);
    expect(await generator.loadPack(LOAD, () => undefined)).toMatchObject({ ok: false, error: { code: 'manifest-interrupted' } });
    expect((await generator.resources()).sessions).toBe(0);
    expect(log).toContain('release');
    expect((await generator.loadPack(LOAD, () => undefined)).ok).toBe(true);
  });
});

test('frames wait for the encoder in bounded number, and the next window is made meanwhile', async () => {
  let added = 0;
  let most = 0;
  let made = 0;
  const base = fakePlatform();
  const { platform } = fakePlatform({
    startRuntime: async (backend, capabilities, ledger) => {
      const runtime = await base.platform.startRuntime(backend, capabilities, ledger);
      return {
        ...runtime,
        run: (graph, inputs) => {
          if (graph === 'videoDecoder') made += TOY_MANIFEST_1.latent.framesPerLatent;
          return runtime.run(graph, inputs);
        },
      };
    },
    startEncoder: (_frame, _preferred, _ledger, start) => {
      const clip = new FakeClip([], start);
      const add = clip.add.bind(clip);
      clip.add = async (frame) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        added++;
        most = Math.max(most, made - added);
        await add(frame);
      };
      return Promise.resolve(clip);
    },
  });
  const generator = new GeneratorService(platform);
  await generator.describePack(LOAD);
  expect(codeOf(await run(generator, requestFor('red apple', 13)))).toBe('done');
  expect(most).toBeGreaterThan(4);
  expect(most).toBeLessThanOrEqual(16 + TOY_MANIFEST_1.latent.framesPerLatent + 1);
});
