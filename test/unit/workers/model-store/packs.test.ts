import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chooseVariants, summarise, widensItself } from '../../../../workers/model-store/choose-variants.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';
import { upgradeManifest } from '../../../../contract/pack/upgrade-manifest.js';
import { PackReader } from '../../../../workers/model-store/pack-reader.js';
import { verifyFile } from '../../../../workers/model-store/verify-file.js';
import { FakeSite, MemoryFileStore, openStore } from './pack-site.js';
import { TOY_FILE, TOY_MANIFEST_1 } from '../../../fixtures/worker/toy-pack.js';

const failureOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (caught) {
    return (caught as { error?: unknown }).error;
  }
  return 'nothing was thrown';
};

describe('the choice of variants', () => {
  const variant = (file: string, backend: readonly ('webgpu' | 'wasm')[], needs: readonly string[] = []) =>
    ({ ...TOY_MANIFEST_1.graphs.textEncoder.variants[0]!, file, backend, needs, bytes: 100 });
  const old = {
    ...TOY_MANIFEST_1,
    graphs: {
      ...TOY_MANIFEST_1.graphs,
      textToImage: { variants: [variant('half.onnx', ['webgpu'], ['shader-f16']), variant('single.onnx', ['webgpu', 'wasm'])] },
    },
  };
  const manifest = upgradeManifest(old);

  test.each([
    ['webgpu', ['shader-f16'], 'half.onnx'],
    ['webgpu', [], 'single.onnx'],
    ['wasm', [], 'single.onnx'],
  ] as const)('on %s with %j takes %s', (backend, features, file) => {
    expect(chooseVariants(manifest, backend, { features }).get('textToImage')?.file).toBe(file);
  });

  test.each([
    ['sd-turbo', { url: 'https://stability.ai/license' }],
    ['image-to-video', undefined],
  ])('of %s says whether its licence has to be accepted', async (name, terms) => {
    const described = await readManifest(readFileSync(`test/fixtures/manifests/${name}.json`, 'utf8'));
    const chosen = chooseVariants(described, 'webgpu', { features: ['shader-f16'], limits: { maxBufferSize: 2 ** 32, maxStorageBufferBindingSize: 2 ** 32 } });
    expect(summarise(described, chosen).terms).toEqual(terms);
  });

  test('knows the limits of the device', () => {
    const needs = { features: [], maxStorageBufferBindingSize: 2 ** 28 };
    const graph = manifest.graphs['textToImage']!;
    const wide = { ...manifest, graphs: { ...manifest.graphs, textToImage: { ...graph, variants: [{ ...graph.variants[0]!, needs }, graph.variants[1]!] } } };
    const on = (bytes: number) => chooseVariants(wide, 'webgpu', { features: [], limits: { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes } }).get('textToImage')?.file;
    expect([on(2 ** 28), on(2 ** 27)]).toEqual(['half.onnx', 'single.onnx']);
  });

  test.each([
    ['float16', ['wasm'], true],
    ['float16', ['webgpu', 'wasm'], false],
    ['q8', ['wasm'], false],
  ] as const)('knows that %s for %j widens itself: %j', (dtype, backend, widens) => {
    expect(widensItself({ ...manifest.graphs['textToImage']!.variants[0]!, dtype, backend })).toBe(widens);
  });

  test('adds up the download', () => {
    const { downloadBytes, chosen } = summarise(manifest, chooseVariants(manifest, 'wasm', { features: [] }));
    expect(downloadBytes).toBe(100 + 6 * TOY_FILE.length);
    expect(chosen).toHaveLength(6);
  });

  test('says which graph has none', async () => {
    const only = upgradeManifest({ ...old, graphs: { ...old.graphs, imageDecoder: { variants: [variant('gpu.onnx', ['webgpu'])] } } });
    const error = await failureOf(() => chooseVariants(only, 'wasm', { features: [] }));
    expect(error).toMatchObject({ code: 'no-variant', params: { graph: 'imageDecoder', backend: 'wasm' } });
  });
});

describe('a file', () => {
  const entry = { file: 'a.onnx', bytes: TOY_FILE.length, sha256: createHash('sha256').update(TOY_FILE).digest('hex') };

  test('passes when it is whole', async () => {
    expect(await failureOf(() => verifyFile(entry, TOY_FILE))).toBe('nothing was thrown');
  });

  test.each([
    ['cut short', TOY_FILE.slice(0, 2), { code: 'pack-file-short', params: { file: 'a.onnx', found: 2, bytes: 3 } }],
    ['too long', new Uint8Array(4), { code: 'pack-file-long', params: { file: 'a.onnx', found: 4, bytes: 3 } }],
    ['another one', Uint8Array.of(1, 2, 3), { code: 'pack-hash-mismatch', params: { file: 'a.onnx' } }],
  ])('%s is refused', async (_, bytes, fault) => {
    expect(await failureOf(() => verifyFile(entry, bytes))).toMatchObject(fault);
  });
});

describe('the reader of packs', () => {
  const site = new FakeSite();
  site.files.set('/p/pack.json', new TextEncoder().encode(JSON.stringify(TOY_MANIFEST_1)));
  site.files.set('/p/toy.onnx', TOY_FILE);
  const never = new AbortController().signal;

  test.each(['http://host/p', 'http://host/p/'])('finds its folder with and without a slash (%s)', async (url) => {
    const pack = await PackReader.open(url, openStore(null, site));
    const received: number[] = [];
    const bytes = await pack.read(TOY_MANIFEST_1.graphs.textEncoder.variants[0]!, never, (count) => received.push(count));
    expect([...bytes]).toEqual([...TOY_FILE]);
    expect(received.at(-1)).toBe(TOY_FILE.length);
  });

  test('finds files where the manifest says, also those that are kept', async () => {
    const { graphs, ...rest } = upgradeManifest(TOY_MANIFEST_1);
    const published = new FakeSite();
    published.files.set('/catalogue/pack.json', new TextEncoder().encode(JSON.stringify({ ...rest, graphs, base: 'http://host/published/' })));
    published.files.set('/published/toy.onnx', TOY_FILE);
    const entry = graphs['textEncoder']!.variants[0]!;
    const fileStore = new MemoryFileStore();
    const pack = await PackReader.open('http://host/catalogue', openStore(fileStore, published), { keep: true });
    await pack.fetchAll([entry], never, () => undefined);
    expect(await (await pack.open(entry, never)).text()).toBe('toy');
    expect(published.requests.map(({ path }) => path)).toEqual(['/catalogue/pack.json', '/published/toy.onnx']);
    const unkept = await PackReader.open('http://host/catalogue', openStore(null, published));
    expect([...(await unkept.read(entry, never))]).toEqual([...TOY_FILE]);
  });

  test('says what is missing, what cannot be reached, and what is no address', async () => {
    const down = new FakeSite();
    down.down = true;
    expect(await failureOf(() => PackReader.open('http://host/q', openStore(null, site)))).toMatchObject({ code: 'pack-file-not-found', params: { file: 'pack.json', status: 404 } });
    expect(await failureOf(() => PackReader.open('no address', openStore(null, site)))).toMatchObject({ code: 'pack-address-malformed' });
    expect(await failureOf(() => PackReader.open('http://host/p', openStore(null, down)))).toMatchObject({ code: 'pack-server-not-reached' });
  });

  test.each([
    ['keeps when there is room', undefined, null, true],
    ['keeps nothing when told so', false, null, false],
    ['does without keeping when there is no room', undefined, 0, false],
  ])('%s', async (_, keep, free, kept) => {
    const fileStore = new MemoryFileStore();
    const pack = await PackReader.open('http://host/p', openStore(fileStore, site, free), { keep });
    const entry = TOY_MANIFEST_1.graphs.textEncoder.variants[0]!;
    await pack.fetchAll([entry], never, () => undefined);
    expect([...(await pack.read(entry, never))]).toEqual([...TOY_FILE]);
    expect(fileStore.files.has(entry.sha256)).toBe(kept);
  });

  test('fails when it was told to keep and there is no room', async () => {
    const pack = await PackReader.open('http://host/p', openStore(new MemoryFileStore(), site, 0), { keep: true });
    const entry = TOY_MANIFEST_1.graphs.textEncoder.variants[0]!;
    expect(await failureOf(() => pack.fetchAll([entry], never, () => undefined))).toMatchObject({ code: 'no-room-for-pack' });
  });
});
