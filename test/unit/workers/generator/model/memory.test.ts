import { describe, expect, test } from 'vitest';
import { GRAPH_NAMES, type GraphName, type PackManifest } from '../../../../../contract/pack.js';
import { chooseVariants } from '../../../../../workers/model-store/choose-variants.js';
import { planMemory } from '../../../../../workers/generator/model/plan-memory.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { Runtime } from '../../../../../workers/generator/platform.js';
import { SequentialOffload } from '../../../../../workers/generator/model/sequential-offload.js';
import { TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

const MB = 1e6;

/** The toy pack with graphs of so many bytes each. */
function packOf(bytes: Partial<Record<GraphName, number>>): PackManifest {
  const graphs = Object.fromEntries(
    GRAPH_NAMES.map((graph) => {
      const { variants, ...rest } = TOY_MANIFEST.graphs[graph];
      return [graph, { ...rest, variants: [{ ...variants[0]!, bytes: bytes[graph] ?? 1 * MB }] }];
    }),
  ) as unknown as PackManifest['graphs'];
  return { ...TOY_MANIFEST, title: 'Heavy', graphs };
}

const plan = (pack: PackManifest, deviceMemoryGiB: number | null, backend: 'wasm' | 'webgpu' = 'wasm') =>
  planMemory(pack, chooseVariants(pack, backend, []), backend, { deviceMemoryGiB });

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
    const [roomy, tight] = [plan(heavy, 16, 'webgpu'), plan(heavy, 4, 'webgpu')];
    expect([roomy.sessions, tight.sessions]).toEqual(['together', 'in turns']);
    expect(tight.neededBytes).toBeLessThan(roomy.neededBytes);
  });

  test('knows that WebAssembly ends at 4 GiB, however large the device is', () => {
    const large = packOf({ textToImage: 1300 * MB, imageToVideo: 1300 * MB });
    expect(plan(large, 64, 'webgpu').sessions).toBe('together');
    expect(plan(large, 64, 'wasm').sessions).toBe('in turns');
  });

  test('tells a device that is too small what to do, with numbers', () => {
    const refused = (): unknown => plan(heavy, 2);
    expect(refused).toThrow(Failure);
    expect(refused).toThrow(expect.objectContaining({ error: { code: 'pack-needs-memory', params: { title: 'Heavy', neededBytes: expect.closeTo(2.3e9, -9) as number, availableBytes: expect.closeTo(1.6e9, -8) as number } } }) as Error);
  });
});

describe('a staged runtime', () => {
  function staged() {
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
    const held = new SequentialOffload(runtime, (graph) => {
      reads.push(graph);
      return Promise.resolve(new Uint8Array(1));
    });
    return { held, live, log, reads, most: () => most };
  }

  test('never holds the first-frame graphs and the motion graphs together', async () => {
    const { held, live, most } = staged();
    for (const graph of GRAPH_NAMES) await held.load(graph, new Uint8Array(1));
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
});
