import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Capabilities } from '../../contract/capabilities.js';
import type { BackendName } from '../../contract/names.js';
import { GRAPHS_1 } from '../../contract/pack/manifest-1.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';
import { requestFor } from '../fixtures/request-for.js';
import { hasAdapter } from '../has-adapter.js';
import { THOROUGH } from '../thorough.js';

const REQUEST = requestFor('a red apple bouncing on a green background');

let harness: OpenHarness;
let capabilities: Capabilities;

beforeAll(async () => {
  harness = await openHarness();
  capabilities = await harness.page.evaluate(() => window.harness.probe());
});
afterAll(() => harness.close());

const canTest = (backend: BackendName): boolean => backend === 'wasm' || hasAdapter(capabilities.webgpu, 'nothing was tested on WebGPU');

/** A software adapter compiles every shader for minutes where other work keeps the processor busy, in milliseconds. */
const SHADERS_TIMEOUT = 15 * 60_000;

/** Of packs whose decoder moves layers. */
const GRAPHS_2 = [...GRAPHS_1, 'videoDecoderPrepare'] as const;

// The tiny packs stand for all packs of their formats. The starter pack is what users get; a CPU that plays a GPU takes
// minutes for it, so there it runs the graphs that the tiny pack has another kind of, and only when the run is thorough.
describe.each(([
  ['tiny', 'wasm', GRAPHS_1],
  ['tiny', 'webgpu', GRAPHS_1],
  ['layers', 'wasm', GRAPHS_2],
  ['layers', 'webgpu', ['imageEncoder', 'imageDecoder', 'videoDecoderPrepare', 'videoDecoder']],
  ['starter', 'wasm', GRAPHS_2],
  ['starter', 'webgpu', ['textEncoder', 'textToImage', 'videoDecoderPrepare', 'videoDecoder']],
] as const).filter(([pack, backend]) => THOROUGH || pack !== 'starter' || backend === 'wasm'))('the %s pack on %s', (pack, backend, graphs) => {
  test("matches PyTorch's goldens", async (context) => {
    if (!canTest(backend)) return context.skip();
    const { differences, prompts, live } = await harness.page.evaluate(([name, order]) => window.harness.runGoldens(name, order), [pack, { backend, graphs }] as const);
    expect(new Set(differences.map(({ graph }) => graph))).toEqual(new Set(graphs));
    for (const { graph, output, maxAbs, allowed, shape, expectedShape } of differences) {
      expect(shape, `shape of ${graph}.${output}`).toEqual(expectedShape);
      expect(maxAbs, `largest difference of ${graph}.${output}`).toBeLessThanOrEqual(allowed);
    }
    expect(prompts.length).toBeGreaterThan(0);
    for (const { tokens, expected, text } of prompts) {
      expect(tokens, `tokens of "${text}"`).toEqual([...expected, ...tokens.slice(expected.length).fill(0)]);
    }
    expect(live).toEqual({ tensors: 0, sessions: 0 });
  });
}, SHADERS_TIMEOUT);

describe('the graph that Cast is called with first', () => {
  test('casts a constant when it is loaded, and a number when it is run', async () => {
    expect(await harness.page.evaluate(() => window.harness.primeCast())).toBe('1');
  });
});

describe('the latents of a window on a GPU', () => {
  test('are not read back while they are sampled, and are those of ordinary memory', async (context) => {
    if (!canTest('webgpu')) return context.skip();
    const { readbacks, psnr, live } = await harness.page.evaluate(() => window.harness.sampleWindow('layers', 3));
    expect(readbacks).toEqual({ perStep: [0, 0, 0], inOrdinaryMemory: 3, atTheEnd: 1 });
    expect(psnr).toBeGreaterThan(40);
    expect(live).toEqual({ tensors: 0, sessions: 0 });
  });
}, SHADERS_TIMEOUT);

describe.each(['wasm', 'webgpu'] as const)('inference on %s', (backend) => {
  test('goes the whole way from a prompt to a file, the same one each time', async (context) => {
    if (!canTest(backend)) return context.skip();
    const [film, again] = await harness.page.evaluate(
      ([request, name]) => window.harness.makeFilms(request, { backend: name, count: 2 }),
      [REQUEST, backend] as const,
    );
    if (film?.ok !== true || again?.ok !== true) throw new Error(JSON.stringify([film, again]));
    expect(film.metadata).toMatchObject({ frames: 12, seconds: 1, width: 64, height: 64, fps: 12, backend, seed: 7 });
    expect(film.clip.timestamps).toHaveLength(12);
    expect(film.previews).toBeGreaterThan(0);
    expect(again.metadata.framesSha256).toBe(film.metadata.framesSha256);
  });
}, SHADERS_TIMEOUT);

describe('the choice of a backend', () => {
  test('takes WASM where the only adapter is a software one', () => {
    if (capabilities.webgpu?.software === true) expect(capabilities.backend).toBe('wasm');
    expect(capabilities.wasm).toEqual({ simd: true, threads: Math.min(capabilities.wasm.threads, 8) });
    expect(capabilities.crossOriginIsolated).toBe(true);
  });

  test('works on a host without isolation headers, with one thread', async () => {
    const plain = await openHarness({ isolated: false });
    try {
      const found = await plain.page.evaluate(() => window.harness.probe());
      expect(found).toMatchObject({ crossOriginIsolated: false, wasm: { threads: 1 } });
      const [film] = await plain.page.evaluate((request) => window.harness.makeFilms(request, { backend: 'wasm' }), REQUEST);
      expect(film).toMatchObject({ ok: true, metadata: { frames: 12, adapter: 'CPU, 1 thread' } });
    } finally {
      await plain.close();
    }
  });

  test('asks nobody but the own origin', () => {
    const origins = new Set(harness.requests.map((url) => new URL(url)).filter(({ protocol }) => protocol.startsWith('http')).map(({ origin }) => origin));
    expect([...origins]).toEqual([new URL(harness.page.url()).origin]);
  });
});
