import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import type { BackendName } from '../../../../../contract/names.js';
import type { Golden } from '../../../../../contract/pack/graph-schema.js';
import type { GraphVariant, PackManifest } from '../../../../../contract/pack/manifest.js';
import { isAlike, noiseFor } from '../../../../../workers/generator/model/golden.js';
import { ModelLoader } from '../../../../../workers/generator/model/model-loader.js';
import type { PackFiles, Runtime } from '../../../../../workers/generator/platform.js';
import { float32 } from '../../../../../workers/generator/pipelines/tensors/tensor.js';
import type { FileEntry } from '../../../../../workers/model-store/verify-file.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';
import { CAPABILITIES, fakePlatform, LOAD } from '../../../../fixtures/worker/fake-platform.js';
import { TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

const GOLDEN: Golden = { inputs: { latents: [1, 2, 1, 2] }, outputs: { image: { every: 5, numbers: [0, 0.25, 0.5, 0.75, 1] } } };
const GOLDEN_FILE = new TextEncoder().encode(JSON.stringify(GOLDEN));
const imageOf = (numbers: readonly number[]) => ({ image: float32([24], Float32Array.from({ length: 24 }, (_, i) => (i % 5 === 0 ? (numbers[i / 5] ?? 0) : -9))) });

const own = (file: string, letter: string): FileEntry & Pick<GraphVariant, 'bytes'> => ({ file, bytes: 1000, sha256: letter.repeat(64) });
const { imageDecoder } = TOY_MANIFEST.graphs;
const safe: GraphVariant = { ...imageDecoder!.variants[0]!, ...own('decoder.q8.onnx', 'a') };
const half: GraphVariant = {
  ...{ ...safe, ...own('decoder.f16.onnx', 'b'), bytes: 30, backend: ['webgpu'], needs: { features: ['shader-f16'] } },
  ...{ data: [{ ...own('decoder.q8.onnx', 'a'), path: 'decoder.q8.onnx' }], golden: { ...own('decoder.f16.golden.json', 'c'), bytes: 20 } },
};
const MANIFEST: PackManifest = { ...TOY_MANIFEST, graphs: { ...TOY_MANIFEST.graphs, imageDecoder: { ...imageDecoder!, variants: [half, safe] } } };

interface Case {
  readonly features?: readonly string[];
  readonly backend?: BackendName;
  /** What the variant with half floats makes of the golden's noise. */
  readonly makes?: Runtime['run'];
  readonly load?: (data: readonly string[]) => Promise<void>;
  /** Hashes of files that the network does not give. */
  readonly unreached?: readonly string[];
  readonly kept?: readonly string[];
}

function loaderFor({ features = ['shader-f16'], backend = 'webgpu', makes = () => Promise.resolve(imageOf([0, 0.25, 0.5, 0.75, 1])), load = () => Promise.resolve(), unreached = [], kept = [] }: Case) {
  const { platform } = fakePlatform();
  const fetched: string[] = [];
  const decoder: string[] = [];
  const capabilities: Capabilities = { ...CAPABILITIES, webgpu: { adapter: 'test gpu', software: false, features, maxStorageBufferBytes: 2 ** 30, maxBufferBytes: 2 ** 30 } };
  const openPack = async (...asked: Parameters<typeof platform.openPack>): Promise<PackFiles> => ({
    ...(await platform.openPack(...asked)),
    manifest: MANIFEST,
    missingBytes: (entries) => Promise.resolve(entries.filter(({ sha256 }) => sha256.length === 64 && /^[abc]+$/.test(sha256) && !kept.includes(sha256[0] ?? '')).reduce((sum, { bytes }) => sum + bytes, 0)),
    fetchAll: (entries) => {
      if (entries.some(({ sha256 }) => unreached.includes(sha256[0] ?? ''))) return Promise.reject(new Error('No network.'));
      fetched.push(...entries.map(({ file }) => file));
      return Promise.resolve();
    },
    read: (entry) => Promise.resolve(entry.file.endsWith('.json') ? GOLDEN_FILE : new Uint8Array()),
  });
  const startRuntime: typeof platform.startRuntime = async (...asked) => {
    const runtime = await platform.startRuntime(...asked);
    return {
      ...runtime,
      load: async (graph, files) => {
        const data = files.data.map(({ path }) => path);
        if (graph === 'imageDecoder') decoder.push(data.length > 0 ? 'half' : 'safe');
        if (graph === 'imageDecoder' && data.length > 0) await load(data);
        await runtime.load(graph, files);
      },
      run: (graph, inputs) => (graph === 'imageDecoder' ? makes(graph, inputs) : runtime.run(graph, inputs)),
      unload: async (graph) => {
        if (graph === 'imageDecoder') decoder.push('unload');
        await runtime.unload(graph);
      },
    };
  };
  const ledger = new ResourceLedger();
  const loader = new ModelLoader({ ...platform, openPack, startRuntime }, ledger, () => Promise.resolve(capabilities));
  const open = () => loader.load({ ...LOAD, backend }, new AbortController().signal, () => undefined);
  const usedBy = async (): Promise<string | undefined> => (await open()).summary.chosen.find(({ graph }) => graph === 'imageDecoder')?.file;
  return { loader, open, usedBy, fetched, decoder, ledger };
}

describe('a variant with half floats', () => {
  test('is kept where it gives what its golden says', async () => {
    const inputs: unknown[] = [];
    const { open, fetched, decoder } = loaderFor({ makes: (_, given) => (inputs.push(given), Promise.resolve(imageOf([0, 0.251, 0.499, 0.75, 1]))) });
    const { summary, chosen } = await open();
    expect(summary.chosen.find(({ graph }) => graph === 'imageDecoder')).toMatchObject({ file: half.file, halfFloats: true, bytes: 1050 });
    expect(summary.chosen.filter(({ halfFloats }) => halfFloats)).toHaveLength(1);
    expect(chosen.get('imageDecoder')).toBe(half);
    expect(decoder).toEqual(['half']);
    expect(fetched.filter((file) => file.startsWith('decoder'))).toEqual([half.file, safe.file, half.golden?.file]);
    expect(inputs).toEqual([noiseFor(GOLDEN)]);
  });

  test.each<[string, Pick<Case, 'makes' | 'load'>]>([
    ['gives something else', { makes: () => Promise.resolve(imageOf([0, 0.3, 0.5, 0.7, 1])) }],
    ['gives no numbers', { makes: () => Promise.resolve(imageOf([NaN, 0.25, 0.5, 0.75, 1])) }],
    ['cannot be run', { makes: () => Promise.reject(new Error('No such kernel.')) }],
    ['cannot be loaded', { load: () => Promise.reject(new Error('No such type.')) }],
  ])('that %s is replaced by the safe one, which is here already', async (_, faulty) => {
    const { loader, usedBy, decoder, fetched, ledger } = loaderFor(faulty);
    expect(await usedBy()).toBe(safe.file);
    expect(decoder).toEqual(['half', 'unload', 'safe']);
    expect(fetched.filter((file) => file === safe.file)).toHaveLength(1);
    await loader.release();
    expect(await usedBy(), 'it is not tried again').toBe(safe.file);
    expect(decoder.filter((each) => each === 'half')).toHaveLength(1);
    await loader.release();
    expect(ledger.counts().tensors).toBe(0);
  });

  test.each<[string, Case]>([
    ['an adapter without them', { features: [] }],
    ['WebAssembly', { backend: 'wasm' }],
  ])('is neither fetched nor compared on %s', async (_, given) => {
    const { usedBy, fetched, decoder } = loaderFor({ ...given, makes: () => Promise.reject(new Error('It is not to be run.')) });
    expect(await usedBy()).toBe(safe.file);
    expect(decoder).toEqual(['safe']);
    expect(fetched).not.toContain(half.file);
    expect(fetched).not.toContain(half.golden?.file);
  });

  test('is done without where it cannot be fetched and the rest is here', async () => {
    const { loader, usedBy, decoder } = loaderFor({ unreached: ['b'], kept: ['a'] });
    const pack = await loader.resolve({ ...LOAD, backend: 'webgpu' }, new AbortController().signal);
    expect([await loader.isKept(pack), await loader.isDownloaded(pack)]).toEqual([true, false]);
    expect(await usedBy()).toBe(safe.file);
    expect(decoder).toEqual(['safe']);
  });

  test('that cannot be fetched, nor the rest, is a failed download', async () => {
    await expect(loaderFor({ unreached: ['b'] }).usedBy()).rejects.toThrow('No network.');
  });
});

test('a golden is given noise of variance 1 around 0, and outputs that it does not name are not compared', () => {
  const { latents } = noiseFor({ ...GOLDEN, inputs: { latents: [1, 8, 32, 32] } });
  const numbers = [...(latents?.data as Float32Array)];
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(Math.abs(mean)).toBeLessThan(0.05);
  expect(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length).toBeCloseTo(1, 1);
  expect(numbers.slice(0, 3).map((number) => number.toFixed(5))).toEqual(['-0.91429', '-0.76707', '1.10690']);
  expect(isAlike({ ...imageOf([0, 0.25, 0.5, 0.75, 1]), alpha: float32([1]) }, GOLDEN)).toBe(true);
  expect(isAlike({ alpha: float32([1]) }, GOLDEN)).toBe(false);
});
