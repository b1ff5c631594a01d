import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { KinoraError, Result } from '../../../../contract/errors.js';
import { catalogue } from '../../../../contract/catalogue/catalogue.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';
import { readAbout, readHubPack } from '../../../../workers/model-store/hub/read-hub-pack.js';
import { resolveHubPack } from '../../../../workers/model-store/hub/resolve-hub-pack.js';
import { filesInListing, nextPage } from '../../../../workers/model-store/hub/hub-listing.js';
import { ModelManager } from '../../../../workers/model-store/model-manager.js';
import { COMMIT, FakeHub, sha256 } from './fake-hub.js';
import { FakeSite, MemoryFileStore, noise, openStore } from './pack-site.js';

const PACK_URL = 'https://kinora.example/packs/hub/sd-turbo/';
const TEMPLATE = readFileSync('public/packs/hub/sd-turbo/pack.json', 'utf8').replace('https://huggingface.co/', 'https://hub.example/');
const DEVICE = { backend: 'webgpu', features: ['shader-f16'], limits: { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31 } } as const;
const WEIGHTS = { 'text_encoder/model.onnx': noise(3000, 1), 'unet/model.onnx': noise(9000, 2), 'vae_decoder/model.onnx': noise(4000, 3) };
const TOKENIZER = noise(90, 4);

function published(): FakeHub {
  const hub = new FakeHub();
  hub.repos.set('schmuell/sd-turbo-ort-web', new Map(Object.entries(WEIGHTS)));
  hub.repos.set('Xenova/clip-vit-base-patch16', new Map([['tokenizer.json', TOKENIZER]]));
  return hub;
}

const never = new AbortController().signal;
const resolved = async (hub: FakeHub, source = TEMPLATE) => readManifest(await resolveHubPack(readHubPack(source)!, hub.fetch, never));
const codeOf = (work: Promise<unknown>): Promise<KinoraError> => work.then(() => expect.fail('nothing was thrown'), (caught: unknown) => (caught as { error: KinoraError }).error);

describe('a listing', () => {
  const place = { hub: 'https://hub.example/', repo: 'owner/name', revision: COMMIT };

  test('gives sizes and hashes of files, not of folders', () => {
    const files = filesInListing(place, [
      { type: 'directory', path: 'unet', oid: '1'.repeat(40), size: 0 },
      { type: 'file', path: 'unet/model.onnx', oid: '2'.repeat(40), size: 12, lfs: { oid: 'f'.repeat(64), size: 1_610_000_000, pointerSize: 135 }, xetHash: '3'.repeat(64) },
      { type: 'file', path: 'tokenizer.json', oid: '4'.repeat(40), size: 2_224_003 },
    ]);
    expect(files).toEqual([
      { file: 'unet/model.onnx', bytes: 1_610_000_000, sha256: 'f'.repeat(64), gitSha1: '2'.repeat(40) },
      { file: 'tokenizer.json', bytes: 2_224_003, sha256: null, gitSha1: '4'.repeat(40) },
    ]);
  });

  test.each([null, {}, [{ path: 1 }], [{ type: 'file', path: 'a', lfs: { oid: 'no hash', size: 1 } }]])('that is none, %j, is said', (listing) => {
    expect(() => filesInListing(place, listing)).toThrow(expect.objectContaining({ error: { code: 'hub-listing-unreadable', params: { host: 'hub.example', repo: 'owner/name' } } }) as Error);
  });

  test('says where it goes on', () => {
    expect(nextPage('<https://hub.example/a?cursor=2>; rel="next"')?.href).toBe('https://hub.example/a?cursor=2');
    expect(nextPage('<https://hub.example/a>; rel="prev"')).toBeNull();
    expect(nextPage(null)).toBeNull();
  });
});

describe('a pack of a hub', () => {
  test('becomes a manifest of the commit that the branch is at, with the sizes and hashes that are listed', async () => {
    const manifest = await resolved(published());
    expect(manifest).toMatchObject({
      source: { repo: 'schmuell/sd-turbo-ort-web', revision: COMMIT },
      base: `https://hub.example/schmuell/sd-turbo-ort-web/resolve/${COMMIT}/`,
      textToImage: { textEncoders: [{ tokenizer: { bytes: 90, sha256: sha256(TOKENIZER), base: `https://hub.example/Xenova/clip-vit-base-patch16/resolve/${COMMIT}/` } }] },
    });
    expect(manifest.graphs['unet']?.variants[0]).toMatchObject({ file: 'unet/model.onnx', bytes: 9000, sha256: sha256(WEIGHTS['unet/model.onnx']) });
  });

  test('is asked for at its commit alone where the commit is known', async () => {
    const hub = published();
    await resolved(hub, TEMPLATE.replaceAll('"main"', `"${COMMIT}"`));
    expect(hub.requests.filter((path) => path.includes('/revision/'))).toEqual([]);
  });

  test('may be listed on several pages', async () => {
    const hub = published();
    hub.pageSize = 2;
    expect((await resolved(hub)).graphs['vaeDecoder']?.variants[0]?.bytes).toBe(4000);
  });

  test.each([
    [401, 'hub-asks-for-sign-in'],
    [403, 'hub-asks-for-sign-in'],
    [404, 'hub-revision-gone'],
    [503, 'hub-refuses'],
    ['nothing', 'hub-not-reached'],
  ] as const)('that is answered with %s is told of as %s', async (status, code) => {
    const hub = published();
    hub.refuses = { path: /sd-turbo-ort-web/, status };
    expect(await codeOf(resolved(hub))).toMatchObject({ code });
  });

  test('that lost a file, or whose small file is another, is told of', async () => {
    const hub = published();
    hub.repos.set('schmuell/sd-turbo-ort-web', new Map([['unet/model.onnx', WEIGHTS['unet/model.onnx']]]));
    expect(await codeOf(resolved(hub))).toMatchObject({ code: 'hub-file-gone', params: { file: 'text_encoder/model.onnx' } });
    const lying = published();
    const honest = lying.fetch;
    const fetch = (url: URL): Promise<Response> => (url.pathname.endsWith('/tokenizer.json') ? Promise.resolve(new Response(noise(90, 5))) : honest(url));
    expect(await codeOf(resolveHubPack(readHubPack(TEMPLATE)!, fetch, never))).toMatchObject({ code: 'pack-hash-mismatch', params: { file: 'tokenizer.json' } });
  });
});

function open(hub = published(), fileStore = new MemoryFileStore()) {
  const site = new FakeSite();
  site.files.set('/packs/hub/sd-turbo/pack.json', new TextEncoder().encode(TEMPLATE));
  site.files.set('/packs/catalogue.json', new TextEncoder().encode(JSON.stringify({ format: 'kinora-catalogue/1', packs: ['hub/sd-turbo/'] })));
  const fetch = (url: URL, init: RequestInit): Promise<Response> => (url.host === 'hub.example' ? hub.fetch(url) : site.fetch(url, init));
  return { hub, site, fileStore, manager: new ModelManager(openStore(fileStore, site, 1e9, { fetch })) };
}

const errorOf = (result: Result<unknown>) => (result.ok ? null : result.error);

describe('choosing a pack of a hub', () => {
  test('shows what it is, about how large, and what it needs, before the hub is asked', async () => {
    const { hub, manager } = open();
    const listed = await manager.choices('https://kinora.example/packs/catalogue.json', DEVICE, []);
    expect(listed).toMatchObject({
      ok: true,
      value: { packs: [{ packUrl: PACK_URL, title: 'SD-Turbo', draws: true, moves: false, exact: false, doneBytes: 0, host: 'hub.example', features: ['shader-f16'], fault: null, tight: false, licence: { mustAccept: true } }] },
    });
    if (!listed.ok) return;
    expect(listed.value.packs[0]!.bytes).toBeGreaterThan(2.5e9);
    expect(listed.value.packs[0]!.stages).toContainEqual({ stage: 'image', bytes: 2_900_000_000 });
    for (const consent of [undefined, 'hub'] as const) {
      expect(errorOf(await manager.look(PACK_URL, DEVICE, consent))).toMatchObject({ code: 'licence-not-accepted', params: { licence: 'Stability AI Community License' } });
    }
    expect(hub.requests).toEqual([]);
  });

  test.each([
    [{ ...DEVICE, features: [] }, 'pack-needs-features'],
    [{ ...DEVICE, limits: { maxBufferSize: 2 ** 27, maxStorageBufferBindingSize: 2 ** 27 } }, 'pack-needs-buffer'],
    [{ backend: 'wasm', features: [] }, 'pack-needs-gpu'],
  ] as const)('on a device that cannot run it says so, %#: %s', async (device, code) => {
    const listed = await open().manager.choices('https://kinora.example/packs/catalogue.json', device, []);
    expect(listed).toMatchObject({ ok: true, value: { packs: [{ fault: { code } }] } });
  });

  test('on a GPU that may be too small says that, and leaves the choice', async () => {
    const device = { ...DEVICE, limits: { maxBufferSize: 2 ** 29, maxStorageBufferBindingSize: 2 ** 29 } };
    expect(await open().manager.choices('https://kinora.example/packs/catalogue.json', device, [])).toMatchObject({ ok: true, value: { packs: [{ fault: null, tight: true }] } });
  });

  test('fetches it with the licence accepted, and not without', async () => {
    const { hub, manager } = open();
    expect(await manager.look(PACK_URL, DEVICE, 'look')).toMatchObject({ ok: true, value: { missingBytes: 16_090, host: 'hub.example', revision: COMMIT, summary: { terms: {} } } });
    expect(errorOf(await manager.fetch(PACK_URL, DEVICE, () => undefined, 'hub'))).toMatchObject({ code: 'licence-not-accepted' });
    expect(hub.requests.filter((path) => path.endsWith('.onnx'))).toEqual([]);
    expect(await manager.fetch(PACK_URL, DEVICE, () => undefined, 'licence')).toMatchObject({ ok: true, value: { doneBytes: 16_090, draws: true, moves: false } });
  });

  test('leaves it what it was when it was fetched, and asks the hub no more', async () => {
    const first = open();
    await first.manager.fetch(PACK_URL, DEVICE, () => undefined, 'licence');
    const moved = published();
    moved.refuses = { path: /./, status: 'nothing' };
    const later = open(moved, first.fileStore);
    expect(await later.manager.look(PACK_URL, DEVICE)).toMatchObject({ ok: true, value: { missingBytes: 0, revision: COMMIT } });
    expect(await later.manager.fetch(PACK_URL, DEVICE, () => undefined)).toMatchObject({ ok: true });
    expect(await later.manager.choices('https://kinora.example/packs/catalogue.json', DEVICE, [])).toMatchObject({ ok: true, value: { packs: [{ exact: true, doneBytes: 16_090 }] } });
    expect(moved.requests).toEqual([]);
  });

  test('finds out that what came is not what was listed', async () => {
    const { hub, manager } = open();
    await manager.look(PACK_URL, DEVICE, 'look');
    hub.repos.set('schmuell/sd-turbo-ort-web', new Map([...Object.entries(WEIGHTS), ['unet/model.onnx', noise(9000, 7)]]));
    expect(errorOf(await manager.fetch(PACK_URL, DEVICE, () => undefined, 'licence'))).toMatchObject({ code: 'pack-hash-mismatch', params: { file: 'unet/model.onnx' } });
  });

  test('is possible without a catalogue, and says of one that cannot be read', async () => {
    const { site, manager } = open();
    site.files.set('/packs/catalogue.json', new TextEncoder().encode('{"format":"kinora-catalogue/1","packs":["../secret/"]}'));
    expect(errorOf(await manager.choices('https://kinora.example/packs/catalogue.json', DEVICE, []))).toMatchObject({ code: 'catalogue-unreadable' });
    site.files.delete('/packs/catalogue.json');
    expect(await manager.choices('https://kinora.example/packs/catalogue.json', DEVICE, [])).toEqual({ ok: true, value: { packs: [], recipes: [] } });
  });
});

describe('the catalogue of this site', () => {
  const { packs } = catalogue.parse(JSON.parse(readFileSync('public/packs/catalogue.json', 'utf8')));

  test('lists every pack of a hub that lies in the build, and the starter', () => {
    expect([...packs].sort()).toEqual([...readdirSync('public/packs/hub').map((name) => `hub/${name}/`), 'starter/'].sort());
  });

  test.each(packs.filter((folder) => folder.startsWith('hub/')))('describes %s rightly', async (folder) => {
    const pack = readHubPack(readFileSync(`public/packs/${folder}pack.json`, 'utf8'));
    if (pack === null) throw new Error('No pack of a hub.');
    const manifest = await readAbout(pack);
    expect(`hub/${manifest.id}/`).toBe(folder);
    // What is fetched comes from the hub, all of it.
    expect(JSON.stringify(pack)).not.toMatch(/sha256|"bytes"/);
    const files = Object.values(manifest.graphs).flatMap(({ variants }) => variants.flatMap((variant) => [variant.file, ...variant.data.map(({ file }) => file)]));
    expect([...files, 'tokenizer.json'].sort()).toEqual(Object.keys(pack.files).sort());
  });
});
