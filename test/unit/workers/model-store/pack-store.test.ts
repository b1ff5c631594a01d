import { beforeEach, describe, expect, test } from 'vitest';
import { GRAPHS_1, type PackManifest1 } from '../../../../contract/pack/manifest-1.js';
import type { PackFetchEvent } from '../../../../contract/pack-store.js';
import { ModelManager } from '../../../../workers/model-store/model-manager.js';
import { FakeSite, MemoryFileStore, entryFor, noise, openStore } from './pack-site.js';
import { TOY_MANIFEST_1 } from '../../../fixtures/worker/toy-pack.js';

const PACK_URL = 'https://models.example/toy/';
const DEVICE = { backend: 'wasm', features: [] } as const;
const BIG = 50_000;

const pathOf = (file: string): string => `/toy/${file}`;
const contents = new Map(GRAPHS_1.map((graph, index) => [`${graph}.onnx`, noise(graph === 'textToImage' ? BIG : 3000, index + 1)]));
contents.set('tokenizer.json', noise(500, 99));
const totalBytes = [...contents.values()].reduce((sum, bytes) => sum + bytes.length, 0);
const MANIFEST: PackManifest1 = {
  ...TOY_MANIFEST_1,
  tokenizer: { ...TOY_MANIFEST_1.tokenizer, ...entryFor('tokenizer.json', contents.get('tokenizer.json')!) },
  graphs: Object.fromEntries(
    GRAPHS_1.map((graph) => [
      graph,
      { ...TOY_MANIFEST_1.graphs[graph], variants: [{ ...TOY_MANIFEST_1.graphs[graph].variants[0]!, ...entryFor(`${graph}.onnx`, contents.get(`${graph}.onnx`)!) }] },
    ]),
  ) as unknown as PackManifest1['graphs'],
};
const BIG_FILE = pathOf('textToImage.onnx');
const bigEntry = MANIFEST.graphs.textToImage.variants[0]!;
const never = new AbortController().signal;
/** Hashes compare in an instant; fifty thousand numbers do not. */
const expectWhole = (bytes: Uint8Array | undefined): void => expect(entryFor('', bytes ?? new Uint8Array(0)).sha256).toBe(bigEntry.sha256);

let fileStore: MemoryFileStore;
let site: FakeSite;

/** A page opened anew: nothing but the fileStore is remembered. */
const openManager = (free: number | null = null): ModelManager => new ModelManager(openStore(fileStore, site, free));
const fetchPack = (manager: ModelManager, events: PackFetchEvent[] = []) => manager.fetch(PACK_URL, DEVICE, (event) => events.push(event));

beforeEach(() => {
  fileStore = new MemoryFileStore();
  site = new FakeSite();
  site.files.set(pathOf('pack.json'), new TextEncoder().encode(JSON.stringify(MANIFEST)));
  for (const [file, content] of contents) site.files.set(pathOf(file), content);
});

describe('a pack is fetched', () => {
  test('whole, once, and read back verified without the network', async () => {
    const events: PackFetchEvent[] = [];
    expect(await fetchPack(openManager(), events)).toMatchObject({ ok: true, value: { packUrl: PACK_URL, bytes: totalBytes, doneBytes: totalBytes } });
    expect(events.at(-1)).toMatchObject({ doneBytes: totalBytes, totalBytes });
    expect(site.requests.map(({ path }) => path).sort()).toEqual([...site.files.keys()].sort());

    site.down = true;
    const store = openStore(fileStore, site);
    expect(JSON.parse((await store.manifest(new URL(PACK_URL))).source)).toEqual(MANIFEST);
    expectWhole(await store.read(PACK_URL, bigEntry, true, never, () => undefined));
    expect(await openManager().look(PACK_URL, DEVICE)).toMatchObject({ ok: true, value: { missingBytes: 0 } });
  });

  test('at most three files at a time', async () => {
    let open = 0;
    let most = 0;
    const manager = new ModelManager(
      openStore(fileStore, site, null, {
        fetch: async (url, init) => {
          most = Math.max(most, ++open);
          await new Promise((resolve) => setTimeout(resolve, 2));
          open--;
          return site.fetch(url, init);
        },
      }),
    );
    expect((await fetchPack(manager)).ok).toBe(true);
    expect(most).toBe(3);
  });

  test('and goes on at half when the server comes back after the page was closed', async () => {
    // Every connection breaks at the middle, and then the server is gone.
    site.mishaps.set(BIG_FILE, [{ dropAt: BIG / 2 }]);
    const serve = site.fetch;
    const flaky = new ModelManager(
      openStore(fileStore, site, null, {
        fetch: (url, init) => (site.requestsFor(BIG_FILE).length > 0 && url.pathname === BIG_FILE ? Promise.reject(new TypeError('refused')) : serve(url, init)),
      }),
    );
    const broken = await fetchPack(flaky);
    expect(broken).toMatchObject({ ok: false, error: { code: 'pack-file-interrupted', params: { percent: 50 } } });
    expect((await openManager().list()).packs).toMatchObject([{ packUrl: PACK_URL, bytes: totalBytes }]);

    const before = site.requests.length;
    const events: PackFetchEvent[] = [];
    expect((await fetchPack(openManager(), events)).ok).toBe(true);
    expect(events[0]!.doneBytes).toBeGreaterThanOrEqual(BIG / 2);
    const again = site.requests.slice(before).filter(({ path }) => path === BIG_FILE);
    expect(again).toEqual([{ path: BIG_FILE, from: BIG / 2 }]);
    expectWhole(fileStore.files.get(bigEntry.sha256));
  });

  test('and a connection that drops is picked up again by itself', async () => {
    site.mishaps.set(BIG_FILE, [{ dropAt: 10_000 }, { dropAt: 30_000 }]);
    expect((await fetchPack(openManager())).ok).toBe(true);
    expect(site.requestsFor(BIG_FILE).map(({ from }) => from)).toEqual([0, 10_000, 30_000]);
  });

  test('from the start again where the server knows no ranges', async () => {
    site.understandsRange = false;
    site.mishaps.set(BIG_FILE, [{ dropAt: 10_000 }]);
    expect((await fetchPack(openManager())).ok).toBe(true);
    expectWhole(fileStore.files.get(bigEntry.sha256));
  });

  test('and one flipped byte has that file alone fetched again', async () => {
    site.mishaps.set(BIG_FILE, [{ flipAt: 40_000 }]);
    expect((await fetchPack(openManager())).ok).toBe(true);
    expect(site.requestsFor(BIG_FILE)).toHaveLength(2);
    expect(site.requests).toHaveLength(site.files.size + 1);
    expectWhole(fileStore.files.get(bigEntry.sha256));
  });

  test('and refused when it stays damaged; the damaged file is not kept', async () => {
    site.mishaps.set(BIG_FILE, [{ flipAt: 1 }, { flipAt: 1 }]);
    expect(await fetchPack(openManager())).toMatchObject({ ok: false, error: { code: 'pack-hash-mismatch', params: { file: 'textToImage.onnx' } } });
    expect(fileStore.files.get(bigEntry.sha256)?.length ?? 0).toBe(0);
  });

  test.each([
    ['cut short', BIG - 7, { code: 'pack-file-short', params: { found: 49_993, bytes: 50_000 } }],
    ['too long', BIG + 5000, { code: 'pack-file-long', params: { found: 50_001, bytes: 50_000 } }],
  ])('and refused when a file is published %s', async (_, length, error) => {
    site.files.set(BIG_FILE, noise(length, 2));
    expect(await fetchPack(openManager())).toMatchObject({ ok: false, error });
    // Never more than a byte too many is taken.
    expect(fileStore.files.get(bigEntry.sha256)?.length ?? 0).toBe(0);
  });
});

describe('room', () => {
  test('that is too small is said before anything is fetched', async () => {
    const result = await fetchPack(openManager(totalBytes / 2));
    expect(result).toMatchObject({ ok: false, error: { code: 'no-room-for-pack', params: { neededBytes: expect.any(Number) as number, freeBytes: totalBytes / 2 } } });
    expect(site.requests.map(({ path }) => path)).toEqual([pathOf('pack.json')]);
    expect(fileStore.files.size).toBe(0);
  });

  test('is asked for where the browser tells of more than there is', async () => {
    fileStore.capacity = totalBytes / 2;
    fileStore.honest = true;
    expect(await openManager(1e9).look(PACK_URL, DEVICE)).toMatchObject({ ok: true, value: { fits: false } });
    expect(await fetchPack(openManager(1e9))).toMatchObject({ ok: false, error: { code: 'no-room-for-pack', params: { freeBytes: 1e9 } } });
    expect(site.requests.filter(({ path }) => path !== pathOf('pack.json'))).toEqual([]);
  });

  test('is needed only for what is missing', async () => {
    expect((await fetchPack(openManager())).ok).toBe(true);
    expect((await fetchPack(openManager(0))).ok).toBe(true);
  });

  test('that runs out on the way is a full disk, and what came stays', async () => {
    fileStore.capacity = 30_000;
    expect(await fetchPack(openManager())).toMatchObject({ ok: false, error: { code: 'no-room-for-pack' } });
    fileStore.capacity = Infinity;
    const before = site.requests.length;
    expect((await fetchPack(openManager())).ok).toBe(true);
    expect(site.requests.slice(before).some(({ from }) => from > 0)).toBe(true);
  });
});

describe('what is kept', () => {
  test('and rots is found when it is read, and fetched again alone', async () => {
    await fetchPack(openManager());
    fileStore.files.get(bigEntry.sha256)![123]! ^= 1;
    const before = site.requests.length;
    expectWhole(await openStore(fileStore, site).read(PACK_URL, bigEntry, true, never, () => undefined));
    expect(site.requests.slice(before)).toEqual([{ path: BIG_FILE, from: 0 }]);
  });

  test('can be paused and gone on with', async () => {
    let requests = 0;
    const manager: ModelManager = new ModelManager(
      openStore(fileStore, site, null, {
        fetch: (url, init) => {
          if (++requests === 4) void manager.pause(PACK_URL);
          return site.fetch(url, init);
        },
      }),
    );
    const paused = await fetchPack(manager);
    expect(paused).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const [kept] = (await manager.list()).packs;
    expect(kept!.doneBytes).toBeLessThan(totalBytes);
    expect(await fetchPack(manager)).toMatchObject({ ok: true, value: { doneBytes: totalBytes } });
  });

  test('is deleted, except for what another pack shares', async () => {
    const otherUrl = 'https://models.example/other/';
    const other = { ...MANIFEST, id: 'other', graphs: { ...MANIFEST.graphs, textToImage: { variants: [{ ...bigEntry, ...entryFor('textToImage.onnx', noise(10, 77)) }] } } };
    site.files.set('/other/pack.json', new TextEncoder().encode(JSON.stringify(other)));
    for (const [file, content] of contents) site.files.set(`/other/${file}`, content);
    site.files.set('/other/textToImage.onnx', noise(10, 77));
    const manager = openManager();
    await fetchPack(manager);
    expect((await manager.fetch(otherUrl, DEVICE, () => undefined)).ok).toBe(true);
    expect(await manager.remove(PACK_URL)).toMatchObject({ ok: true, value: { packs: [{ packUrl: otherUrl }] } });
    expect(fileStore.files.has(bigEntry.sha256)).toBe(false);
    expect(fileStore.files.has(MANIFEST.tokenizer.sha256)).toBe(true);
    await manager.remove(otherUrl);
    expect(fileStore.files.size).toBe(0);
  });

  test('of an older version goes when the new one is complete', async () => {
    await fetchPack(openManager());
    const changed = noise(700, 55);
    const newer = { ...MANIFEST, version: '2.0.0', tokenizer: { ...MANIFEST.tokenizer, ...entryFor('tokenizer.json', changed) } };
    site.files.set(pathOf('pack.json'), new TextEncoder().encode(JSON.stringify(newer)));
    site.files.set(pathOf('tokenizer.json'), changed);
    const before = site.requests.length;
    expect(await fetchPack(openManager())).toMatchObject({ ok: true, value: { version: '2.0.0' } });
    expect(site.requests.slice(before).map(({ path }) => path)).toEqual([pathOf('pack.json'), pathOf('tokenizer.json')]);
    expect(fileStore.files.has(MANIFEST.tokenizer.sha256)).toBe(false);
  });

  test('without storage everything is fetched and verified each time', async () => {
    const store = openStore(null, site);
    site.mishaps.set(BIG_FILE, [{ dropAt: 20_000 }]);
    expectWhole(await store.read(PACK_URL, bigEntry, true, never, () => undefined));
    expect(site.requestsFor(BIG_FILE).map(({ from }) => from)).toEqual([0, 20_000]);
    expect(await fetchPack(new ModelManager(store))).toMatchObject({ ok: false, error: { code: 'no-storage-for-packs' } });
  });
});

describe('a folder of this device', () => {
  const picked = (prefix: string) => [
    { path: `${prefix}pack.json`, blob: new Blob([JSON.stringify(MANIFEST)]) },
    ...[...contents].map(([file, content]) => ({ path: prefix + file, blob: new Blob([content]) })),
  ];

  test.each(['', 'downloads/toy/'])('becomes a pack that needs no network (folder "%s")', async (prefix) => {
    site.down = true;
    const added = await openManager().addFolder(picked(prefix), DEVICE, () => undefined);
    expect(added).toMatchObject({ ok: true, value: { packUrl: expect.stringMatching(/^kinora-local:\/\/[0-9a-f]{16}\/$/) as string, doneBytes: totalBytes } });
    const packUrl = added.ok ? added.value.packUrl : '';
    expect(await openManager().look(packUrl, DEVICE)).toMatchObject({ ok: true, value: { missingBytes: 0, summary: { id: 'toy' } } });
    expectWhole(await openStore(fileStore, site).read(packUrl, bigEntry, true, never, () => undefined));
  });

  test.each([
    ['without a manifest', (files: ReturnType<typeof picked>) => files.slice(1), { code: 'folder-lacks-manifest' }],
    ['without one of its files', (files: ReturnType<typeof picked>) => files.filter(({ path }) => path !== 'textToImage.onnx'), { code: 'folder-lacks-file', params: { file: 'textToImage.onnx' } }],
    ['with a damaged file', (files: ReturnType<typeof picked>) => files.map((file) => (file.path === 'textToImage.onnx' ? { ...file, blob: new Blob([noise(BIG, 1234)]) } : file)), { code: 'pack-hash-mismatch' }],
  ])('%s is refused and leaves nothing', async (_, spoil, error) => {
    const added = await openManager().addFolder(spoil(picked('')), DEVICE, () => undefined);
    expect(added).toMatchObject({ ok: false, error });
    expect(fileStore.files.size).toBe(0);
  });
});
