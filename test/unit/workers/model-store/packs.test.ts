import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ManifestFaultKind } from '../../../../contract/errors/manifest-fault.js';
import { chooseVariants, summarise } from '../../../../workers/model-store/choose-variants.js';
import { parseManifest } from '../../../../workers/model-store/manifest-schema.js';
import { PackReader } from '../../../../workers/model-store/pack-reader.js';
import { verifyFile } from '../../../../workers/model-store/verify-file.js';
import { FakeSite, MemoryFileStore, openStore } from './pack-site.js';
import { TOY_FILE, TOY_MANIFEST } from '../../../fixtures/worker/toy-pack.js';

const failureOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (caught) {
    return (caught as { error?: unknown }).error;
  }
  return 'nothing was thrown';
};

/** The toy manifest with one field, given by its path, replaced. */
function changed(path: string, value: unknown): string {
  const manifest = structuredClone(TOY_MANIFEST) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const parent = names.reduce((record, name) => record[name] as Record<string, unknown>, manifest);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return JSON.stringify(manifest);
}

describe('the manifest', () => {
  test('is taken as it is when it is right', () => {
    expect(parseManifest(JSON.stringify(TOY_MANIFEST))).toEqual(TOY_MANIFEST);
  });

  test.each([
    ['tiny', 'test/fixtures/tiny-pack/pack.json'],
    ['starter', 'public/packs/starter/pack.json'],
  ])('of the pack "%s" is right', (id, file) => {
    expect(parseManifest(readFileSync(file, 'utf8')).id).toBe(id);
  });

  test('may hold fields that a later version added', () => {
    expect(parseManifest(changed('colour', 'red')).id).toBe('toy');
  });

  const at = (where: string, kind?: ManifestFaultKind): object => ({
    code: 'manifest-faulty',
    params: { where: expect.stringMatching(new RegExp(`${where}$`)) as string, ...(kind && { fault: { kind } }) },
  });

  test.each([
    ['no JSON', '<!doctype html>', { code: 'manifest-not-json' }],
    ['JSON that is no record', '3', { code: 'pack-format-unknown', params: { format: null } }],
    ['another format', changed('format', 'kinora-pack/2'), { code: 'pack-format-unknown', params: { format: '"kinora-pack/2"', reads: ['kinora-pack/1'] } }],
    ['no format', changed('format', undefined), { code: 'pack-format-unknown', params: { format: null } }],
    ['no name', changed('id', ''), at('id')],
    ['an odd frame', changed('frame.width', 3), at('frame.width')],
    ['no frame rate', changed('frame.fps', 0), at('frame.fps')],
    ['a graph that is missing', changed('graphs.imageToVideo', undefined), at('graphs.imageToVideo')],
    ['a graph without variants', changed('graphs.textEncoder.variants', []), at('graphs.textEncoder.variants')],
    ['a short hash', changed('graphs.textEncoder.variants.0.sha256', 'abc'), at('variants.0.sha256', 'bad-hash')],
    ['a file outside', changed('graphs.textEncoder.variants.0.file', '../x.onnx'), at('variants.0.file', 'bad-path')],
    ['a file elsewhere', changed('tokenizer.file', 'https://example.org/x'), at('tokenizer.file')],
    ['a backend of another world', changed('graphs.textEncoder.variants.0.backend', ['cuda']), at('backend.0')],
    ['a schedule that climbs', changed('sampler.textToImage.sigmas', [1, 0.2, 0.5, 0]), at('sampler.textToImage.sigmas', 'sigmas-climb')],
    ['a schedule that ends early', changed('sampler.imageToVideo.sigmas', [1, 0.2]), at('sampler.imageToVideo.sigmas', 'sigmas-climb')],
    ['a window of nothing', changed('window.latents', 0), at('window.latents')],
  ])('with %s is refused, and the place is named', async (_, source, fault) => {
    expect(await failureOf(() => parseManifest(source))).toMatchObject(fault);
  });
});

describe('the choice of variants', () => {
  const variant = (file: string, backend: readonly ('webgpu' | 'wasm')[], needs: readonly string[] = []) =>
    ({ ...TOY_MANIFEST.graphs.textEncoder.variants[0]!, file, backend, needs, bytes: 100 });
  const manifest = {
    ...TOY_MANIFEST,
    graphs: {
      ...TOY_MANIFEST.graphs,
      textToImage: { variants: [variant('half.onnx', ['webgpu'], ['shader-f16']), variant('single.onnx', ['webgpu', 'wasm'])] },
    },
  };

  test.each([
    ['webgpu', ['shader-f16'], 'half.onnx'],
    ['webgpu', [], 'single.onnx'],
    ['wasm', [], 'single.onnx'],
  ] as const)('on %s with %j takes %s', (backend, features, file) => {
    expect(chooseVariants(manifest, backend, features).textToImage.file).toBe(file);
  });

  test('adds up the download', () => {
    const { downloadBytes, chosen } = summarise(manifest, chooseVariants(manifest, 'wasm', []));
    expect(downloadBytes).toBe(100 + 6 * TOY_FILE.length);
    expect(chosen).toHaveLength(6);
  });

  test('says which graph has none', async () => {
    const only = { ...manifest, graphs: { ...manifest.graphs, imageDecoder: { variants: [variant('gpu.onnx', ['webgpu'])] } } };
    const error = await failureOf(() => chooseVariants(only, 'wasm', []));
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
  site.files.set('/p/pack.json', new TextEncoder().encode(JSON.stringify(TOY_MANIFEST)));
  site.files.set('/p/toy.onnx', TOY_FILE);
  const never = new AbortController().signal;

  test.each(['http://host/p', 'http://host/p/'])('finds its folder with and without a slash (%s)', async (url) => {
    const pack = await PackReader.open(url, openStore(null, site));
    const received: number[] = [];
    const bytes = await pack.read(TOY_MANIFEST.graphs.textEncoder.variants[0]!, never, (count) => received.push(count));
    expect([...bytes]).toEqual([...TOY_FILE]);
    expect(received.at(-1)).toBe(TOY_FILE.length);
  });

  test('says what is missing, what cannot be reached, and what is no address', async () => {
    const down = new FakeSite();
    down.down = true;
    expect(await failureOf(() => PackReader.open('http://host/q', openStore(null, site)))).toMatchObject({ code: 'pack-file-not-found', params: { file: 'pack.json', status: 404 } });
    expect(await failureOf(() => PackReader.open('no address', openStore(null, site)))).toMatchObject({ code: 'pack-address-malformed' });
    expect(await failureOf(() => PackReader.open('http://host/p', openStore(null, down)))).toMatchObject({ code: 'manifest-interrupted' });
  });

  test.each([
    ['keeps when there is room', undefined, null, true],
    ['keeps nothing when told so', false, null, false],
    ['does without keeping when there is no room', undefined, 0, false],
  ])('%s', async (_, keep, free, kept) => {
    const fileStore = new MemoryFileStore();
    const pack = await PackReader.open('http://host/p', openStore(fileStore, site, free), undefined, keep);
    const entry = TOY_MANIFEST.graphs.textEncoder.variants[0]!;
    await pack.fetchAll([entry], never, () => undefined);
    expect([...(await pack.read(entry, never))]).toEqual([...TOY_FILE]);
    expect(fileStore.files.has(entry.sha256)).toBe(kept);
  });

  test('fails when it was told to keep and there is no room', async () => {
    const pack = await PackReader.open('http://host/p', openStore(new MemoryFileStore(), site, 0), undefined, true);
    const entry = TOY_MANIFEST.graphs.textEncoder.variants[0]!;
    expect(await failureOf(() => pack.fetchAll([entry], never, () => undefined))).toMatchObject({ code: 'no-room-for-pack' });
  });
});
