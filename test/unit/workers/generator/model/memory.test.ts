import { describe, expect, test } from 'vitest';
import { GRAPHS_1 } from '../../../../../contract/pack/manifest-1.js';
import { upgradeManifest } from '../../../../../contract/pack/upgrade-manifest.js';
import type { PackManifest } from '../../../../../contract/pack/manifest.js';
import { graphsByStage } from '../../../../../contract/pack/pack-parts.js';
import { chooseVariants } from '../../../../../workers/model-store/choose-variants.js';
import { planMemory, STAGE_GROUPS } from '../../../../../workers/model-store/offers/plan-memory.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { GraphFiles, Runtime } from '../../../../../workers/generator/platform.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';
import { ModelLoader } from '../../../../../workers/generator/model/model-loader.js';
import { fakePlatform, LOAD } from '../../../../fixtures/worker/fake-platform.js';
import { SequentialOffload } from '../../../../../workers/generator/model/sequential-offload.js';
import { TOY_MANIFEST, TOY_MANIFEST_1 } from '../../../../fixtures/worker/toy-pack.js';

const MB = 1e6;
const GIB = 2 ** 30;

/** The toy pack with graphs of so many bytes each. */
function packOf(bytes: Partial<Record<(typeof GRAPHS_1)[number], number>>): PackManifest {
  const graphs = Object.fromEntries(
    GRAPHS_1.map((graph) => {
      const { variants, ...rest } = TOY_MANIFEST_1.graphs[graph];
      return [graph, { ...rest, variants: [{ ...variants[0]!, bytes: bytes[graph] ?? 1 * MB }] }];
    }),
  ) as unknown as typeof TOY_MANIFEST_1.graphs;
  return upgradeManifest({ ...TOY_MANIFEST_1, title: 'Heavy', graphs });
}

const plan = (pack: PackManifest, memoryGiB: number | null) => planMemory(pack, chooseVariants(pack, 'wasm', { features: [] }), 'wasm', { memoryGiB });

/** On a GPU whose adapter allows a buffer of so many bytes. */
const planGpu = (pack: PackManifest, maxBufferSize: number, memoryGiB: number | null = 8) =>
  planMemory(pack, chooseVariants(pack, 'webgpu', { features: [] }), 'webgpu', { memoryGiB, limits: { maxBufferSize, maxStorageBufferBindingSize: maxBufferSize } });

describe('the memory plan', () => {
  const heavy = packOf({ textToImage: 900 * MB, imageToVideo: 900 * MB });

  test.each([1, 4, 8, null])('holds a small pack together on %s GiB', (gigabytes) => {
    expect(plan(TOY_MANIFEST, gigabytes).sessions).toBe('together');
  });

  test('grows with the files, by more than their size', () => {
    const [small, large] = [plan(packOf({}), 8), plan(packOf({ imageToVideo: 101 * MB }), 8)];
    expect(large.neededBytes - small.neededBytes).toBeGreaterThan(100 * MB);
  });

  test('takes turns where not all fits at once, and needs less then', () => {
    const [roomy, tight] = [planGpu(heavy, 4 * GIB), planGpu(heavy, 1.2 * GIB)];
    expect([roomy.sessions, tight.sessions]).toEqual(['together', 'in turns']);
    expect(tight.neededBytes).toBeLessThan(roomy.neededBytes);
  });

  test('knows that WebAssembly ends at 4 GiB, however large the device is', () => {
    const large = packOf({ textToImage: 1300 * MB, imageToVideo: 1300 * MB });
    expect(planGpu(large, 4 * GIB, 64).sessions).toBe('together');
    expect(plan(large, 64).sessions).toBe('in turns');
  });

  test('goes one stage at a time where two together do not fit', () => {
    const tall = packOf({ imageToVideo: 700 * MB, videoDecoder: 700 * MB, textToImage: 700 * MB, imageDecoder: 1 * MB });
    expect(planGpu(tall, 1.1 * GIB).sessions).toBe('one by one');
  });

  test('of a GPU goes by the adapter, not by what the browser says of the device', () => {
    expect(planGpu(heavy, 2 * GIB, 1)).toEqual(planGpu(heavy, 2 * GIB, 64));
  });

  test('of a GPU refuses nothing on a guess, and says what it would take', () => {
    const { sessions, neededBytes, budgetBytes } = planGpu(heavy, 0.25 * GIB);
    expect(sessions).toBe('one by one');
    expect(neededBytes).toBeGreaterThan(budgetBytes);
  });

  test('believes what was measured of a stage', () => {
    const measured = { ...packOf({ imageToVideo: 700 * MB }), memory: { wasm: { motion: 100 * MB } } };
    expect(plan(packOf({ imageToVideo: 700 * MB }), 8).neededBytes - plan(measured, 8).neededBytes).toBeGreaterThan(1400 * MB);
  });

  test('knows that WebAssembly widens half floats, but those that a graph for it alone widens itself', () => {
    const half = { ...packOf({ imageToVideo: 700 * MB }) };
    const { imageToVideo, ...rest } = half.graphs;
    const withVariant = (changes: object) => ({ ...half, graphs: { ...rest, imageToVideo: { ...imageToVideo!, variants: imageToVideo!.variants.map((variant) => ({ ...variant, ...changes })) } } });
    const wide = withVariant({ dtype: 'float16' });
    expect(plan(withVariant({ dtype: 'float16', backend: ['wasm'] }), 8).neededBytes).toBe(plan(half, 8).neededBytes);
    expect(plan(wide, 8).neededBytes - plan(half, 8).neededBytes).toBe(1050 * MB);
    expect(planGpu(wide, 2 ** 30).neededBytes).toBe(planGpu(half, 2 ** 30).neededBytes);
  });

  test('tells a device that is too small what to do, with numbers', () => {
    const refused = (): unknown => plan(heavy, 2);
    expect(refused).toThrow(Failure);
    expect(refused).toThrow(expect.objectContaining({ error: { code: 'pack-needs-memory', params: { title: 'Heavy', neededBytes: expect.closeTo(2.3e9, -9) as number, availableBytes: expect.closeTo(1.6e9, -8) as number } } }) as Error);
  });
});

describe('a staged runtime', () => {
  const FILES: GraphFiles = { model: new Blob(['x']), data: [], freeDimensions: {} };
  const stages = graphsByStage(TOY_MANIFEST);
  const groupsOf = (sessions: 'in turns' | 'one by one') => STAGE_GROUPS[sessions].map((group) => group.flatMap((stage) => stages[stage]));

  function staged(groups = groupsOf('in turns')) {
    const log: string[] = [];
    const live = new Set<string>();
    let most = 0;
    const runtime: Runtime = {
      backend: 'wasm',
      threads: 1,
      load: async (graph) => {
        await Promise.resolve();
        live.add(graph);
        most = Math.max(most, live.size);
        log.push(`+${graph}`);
      },
      unload: (graph) => {
        live.delete(graph);
        log.push(`-${graph}`);
        return Promise.resolve();
      },
      run: (graph) => {
        if (!live.has(graph)) throw new Error(`${graph} is not loaded.`);
        return Promise.resolve({});
      },
      release: () => {
        live.clear();
        return Promise.resolve();
      },
    };
    const reads: string[] = [];
    const held = new SequentialOffload(runtime, groups, (graph) => {
      reads.push(graph);
      return Promise.resolve(FILES);
    });
    return { held, live, log, reads, most: () => most };
  }

  test('never holds the first-frame graphs and the motion graphs together', async () => {
    const { held, live, most } = staged();
    for (const graph of GRAPHS_1) await held.load(graph, FILES);
    for (const graph of ['textEncoder', 'textToImage', 'imageDecoder', 'imageToVideo', 'videoDecoder', 'textToImage', 'imageToVideo'] as const) {
      await held.run(graph, {});
      const [picture, motion] = [live.has('textToImage') || live.has('imageDecoder'), live.has('imageToVideo') || live.has('videoDecoder')];
      expect(picture && motion).toBe(false);
      expect(live.has('textEncoder')).toBe(true);
    }
    expect(most()).toBeLessThanOrEqual(4);
  });

  test('reads a graph again only when it was freed', async () => {
    const { held, reads } = staged();
    await held.run('imageToVideo', {});
    await held.run('videoDecoder', {});
    await held.run('imageToVideo', {});
    expect(reads).toEqual(['imageToVideo', 'videoDecoder']);
    await held.run('textToImage', {});
    await held.run('imageToVideo', {});
    expect(reads).toEqual(['imageToVideo', 'videoDecoder', 'textToImage', 'imageToVideo']);
  });

  test('runs what is asked at once in turn', async () => {
    const { held, live } = staged();
    await Promise.all([held.run('textToImage', {}), held.run('imageToVideo', {}), held.run('imageDecoder', {})]);
    expect([...live]).toEqual(['imageDecoder']);
    await held.release();
    expect(live.size).toBe(0);
  });

  test('that goes one by one never holds two stages', async () => {
    const { held, live } = staged(groupsOf('one by one'));
    for (const graph of ['textEncoder', 'textToImage', 'imageDecoder', 'imageEncoder', 'imageToVideo', 'videoDecoder'] as const) {
      await held.run(graph, {});
      const stage = Object.values(stages).find((graphs) => graphs.includes(graph))!;
      expect([...live].every((other) => stage.includes(other))).toBe(true);
    }
    expect([...live]).toEqual(['videoDecoder']);
  });
});

test('a model that does not fit at once is loaded as far as its first graphs fit, and the rest when it is run', async () => {
  const manifest = packOf({ textToImage: 900 * MB, imageToVideo: 900 * MB });
  const opened: string[] = [];
  const open = (entry: { readonly bytes: number }) => {
    opened.push(manifest.graphs['imageToVideo']!.variants[0] === entry ? 'imageToVideo' : manifest.graphs['textToImage']!.variants[0] === entry ? 'textToImage' : 'small');
    return Promise.resolve(new Blob(['x']));
  };
  const { platform } = fakePlatform();
  const loader = new ModelLoader(
    { ...platform, openPack: async (...asked) => ({ ...(await platform.openPack(...asked)), manifest, open }) },
    new ResourceLedger(),
    async () => ({ ...(await platform.probe()), deviceMemoryGiB: 4 }),
  );
  const heard: number[] = [];
  const loaded = await loader.load(LOAD, new AbortController().signal, (done) => heard.push(done));
  expect(loaded.summary.memory?.sessions).toBe('in turns');
  expect(opened).toContain('textToImage');
  expect(opened).not.toContain('imageToVideo');
  expect(heard.at(-1)).toBeGreaterThan(900 * MB);
});
