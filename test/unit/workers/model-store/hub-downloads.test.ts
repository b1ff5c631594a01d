import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeError } from '../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import { GERMAN } from '../../../../contract/errors/german/german.js';
import type { KinoraError } from '../../../../contract/errors.js';
import { GRAPHS_1, type PackManifest1 } from '../../../../contract/pack/manifest-1.js';
import { ModelManager } from '../../../../workers/model-store/model-manager.js';
import { PackStorage } from '../../../../workers/model-store/pack-storage.js';
import { FakeHub } from '../../../fixtures/hub/fake-hub.js';
import { TOY_MANIFEST_1 } from '../../../fixtures/worker/toy-pack.js';
import { entryFor, MemoryFileStore, noise } from './pack-site.js';

const REPO = 'someone/toy-model';
const DEVICE = { backend: 'wasm', features: [] } as const;
const BIG = 200_000;
const BIG_FILE = 'onnx/textToImage.onnx';

/** What a repository holds that is a pack; another `seed`, other weights. */
function packOf(seed: number): Record<string, Uint8Array<ArrayBuffer> | string> {
  const graphs = GRAPHS_1.map((graph, i) => [graph, `onnx/${graph}.onnx`, graph === 'textToImage' ? weights(seed) : noise(3000, i)] as const);
  const tokenizer = noise(500, 99);
  const manifest: PackManifest1 = {
    ...TOY_MANIFEST_1,
    tokenizer: { ...TOY_MANIFEST_1.tokenizer, ...entryFor('tokenizer.json', tokenizer) },
    graphs: Object.fromEntries(
      graphs.map(([graph, file, content]) => [graph, { ...TOY_MANIFEST_1.graphs[graph], variants: [{ ...TOY_MANIFEST_1.graphs[graph].variants[0]!, ...entryFor(file, content) }] }]),
    ) as unknown as PackManifest1['graphs'],
  };
  return { 'pack.json': JSON.stringify(manifest), 'tokenizer.json': tokenizer, 'README.md': '# Toy', ...Object.fromEntries(graphs.map(([, file, content]) => [file, content])) };
}

let hub: FakeHub;
let disk: MemoryFileStore;
const addressOf = (revision: string): string => `${hub.url}${REPO}/resolve/${revision}/`;
const weights = (seed: number): Uint8Array<ArrayBuffer> => noise(BIG, 100 + seed);
const bigSha = (seed: number): string => entryFor('', weights(seed)).sha256;

/** A page opened anew, on the same disk. */
function openManager(): ModelManager {
  return new ModelManager(
    new PackStorage({
      fileStore: disk,
      fetch: (url, init) => fetch(url, init),
      wait: () => Promise.resolve(),
      lock: (_name, _signal, work) => work(),
      freeBytes: () => Promise.resolve(null),
      usedBytes: () => Promise.resolve(null),
    }),
  );
}

async function errorOf(packUrl: string): Promise<KinoraError> {
  const fetched = await openManager().fetch(packUrl, DEVICE, () => undefined);
  if (fetched.ok) throw new Error('Nothing went wrong.');
  return fetched.error;
}

/** Both languages tell it in one sentence, with something to do. */
function expectTold(error: KinoraError, english: RegExp, german: RegExp): void {
  for (const [sentences, expected] of [
    [ENGLISH, english],
    [GERMAN, german],
  ] as const) {
    const { message, remedy } = describeError(error, sentences);
    expect(message).toMatch(expected);
    expect(message.match(/[.!?](?:\s|$)/g)).toHaveLength(1);
    expect(remedy).not.toBe('');
  }
}

async function expectWhole(packUrl: string): Promise<void> {
  expect(await openManager().fetch(packUrl, DEVICE, () => undefined)).toMatchObject({ ok: true });
  expect(await openManager().look(packUrl, DEVICE)).toMatchObject({ ok: true, value: { missingBytes: 0 } });
}

beforeEach(async () => {
  hub = await FakeHub.start();
  disk = new MemoryFileStore();
  hub.repo(REPO).publish(packOf(1));
});
afterEach(() => hub.close());

describe('the fake hub answers as hubs do', () => {
  test('with a commit for a branch, and all files of it, page by page', async () => {
    hub.pageSize = 5;
    const revision = (await (await fetch(`${hub.url}api/models/${REPO}/revision/main`)).json()) as { sha: string };
    let next: string | undefined = `${hub.url}api/models/${REPO}/tree/${revision.sha}?recursive=true`;
    const entries: { type: string; path: string; size: number; lfs?: { oid: string; size: number } }[] = [];
    while (next !== undefined) {
      const page: Response = await fetch(next);
      entries.push(...((await page.json()) as typeof entries));
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
    }
    expect(entries.filter(({ type }) => type === 'file').map(({ path }) => path)).toEqual(Object.keys(packOf(1)).sort());
    expect(entries.find(({ path }) => path === BIG_FILE)).toMatchObject({ size: BIG, lfs: { oid: bigSha(1), size: BIG } });
    expect(entries.find(({ path }) => path === 'pack.json')?.lfs).toBeUndefined();
  });

  test('with large files on another origin, whose addresses run out', async () => {
    const answer = await fetch(`${addressOf('main')}${BIG_FILE}`, { redirect: 'manual' });
    const place = new URL(answer.headers.get('Location')!);
    expect([answer.status, place.origin, answer.headers.get('X-Linked-Size')]).toEqual([302, new URL(hub.cdnUrl).origin, String(BIG)]);
    place.searchParams.set('Expires', '1');
    expect((await fetch(place)).status).toBe(403);
  });
});

test('a pack of a hub is fetched through its redirects', async () => {
  await expectWhole(addressOf('main'));
  expect(hub.requestsFor(BIG_FILE, 'cdn')).toHaveLength(1);
});

test.each([
  ['once', [{ cutAt: BIG / 2 }]],
  ['again and again', [{ cutAt: 50_000 }, { cutAt: 50_000 }, { cutAt: 120_000 }, { cutAt: 199_999 }]],
])('a line that is cut %s is picked up where it was', async (_, faults) => {
  hub.trouble(BIG_FILE, ...faults);
  await expectWhole(addressOf('main'));
  const ranges = hub.requestsFor(BIG_FILE, 'cdn').map(({ range }) => range);
  const cuts = [...new Set(faults.map(({ cutAt }) => cutAt))];
  expect([...new Set(ranges)]).toEqual([null, ...cuts.map((cutAt) => `bytes=${cutAt}-`)]);
});

test('a line that stays cut is told of, and the next visit goes on from there', async () => {
  hub.trouble(BIG_FILE, ...Array.from({ length: 5 }, () => ({ cutAt: BIG / 2 })));
  expectTold(await errorOf(addressOf('main')), /dropped while "textToImage.onnx" .* at 50%/, /riss ab, während „textToImage.onnx“ .* bei 50\s%/);
  hub.log.length = 0;
  hub.trouble(BIG_FILE);
  await expectWhole(addressOf('main'));
  expect(hub.requestsFor(BIG_FILE, 'cdn').map(({ range }) => range)).toEqual([`bytes=${BIG / 2}-`]);
});

test('a hub that gives no parts of files gives the whole file once more', async () => {
  hub.ranges = false;
  hub.trouble(BIG_FILE, { cutAt: BIG / 2 });
  await expectWhole(addressOf('main'));
});

test('a file that is not the one that was meant is fetched once more, then told of; the others stay', async () => {
  hub.trouble(BIG_FILE, { flipAt: 77 });
  await expectWhole(addressOf('main'));

  disk.files.clear();
  hub.trouble(BIG_FILE, { flipAt: 77 }, { flipAt: 78 });
  expectTold(await errorOf(addressOf('main')), /^"onnx\/textToImage.onnx" is not the file that the manifest means/, /^„onnx\/textToImage.onnx“ ist nicht die Datei/);
  hub.log.length = 0;
  await expectWhole(addressOf('main'));
  expect(hub.log.filter(({ at, path }) => at === 'cdn' && path === BIG_FILE).map(({ range }) => range)).toEqual([null]);
});

test('a branch that moves during a download is told of, and the next try fetches what it leads to now', async () => {
  hub.trouble(BIG_FILE, ...Array.from({ length: 5 }, () => ({ cutAt: BIG / 2 })));
  await errorOf(addressOf('main'));
  // pack.json is of the old commit where a page read it before.
  const before = await openManager().look(addressOf('main'), DEVICE);
  expect(before).toMatchObject({ ok: true });
  hub.repo(REPO).publish({ ...packOf(2), 'pack.json': packOf(1)['pack.json']! });
  hub.trouble(BIG_FILE);
  expectTold(await errorOf(addressOf('main')), /is not the file that the manifest means/, /ist nicht die Datei/);
  hub.repo(REPO).publish(packOf(2));
  await expectWhole(addressOf('main'));
  expect([...disk.files.keys()]).toContain(bigSha(2));
});

test('a pinned revision stays whole when its branch moves', async () => {
  const sha = hub.repo(REPO).publish(packOf(1));
  hub.trouble(BIG_FILE, { cutAt: BIG / 2 });
  hub.repo(REPO).publish(packOf(2));
  await expectWhole(addressOf(sha));
  expect([...disk.files.keys()]).toContain(bigSha(1));
});

test('a revision that is gone is told of by the file that was asked for', async () => {
  const sha = hub.repo(REPO).publish(packOf(1));
  hub.repo(REPO).forget(sha);
  expectTold(await errorOf(addressOf(sha)), /^"pack.json" of the pack cannot be fetched: the server answered 404/, /^„pack.json“ .* antwortet mit 404/);
});

test('a model for people who signed in is told of, and so is one that became so in the middle', async () => {
  hub.repo(REPO).gated = true;
  expectTold(await errorOf(addressOf('main')), /only to people who signed in there/, /nur Leuten, die dort angemeldet sind/);
  hub.repo(REPO).gated = false;
  hub.trouble(BIG_FILE, { cutAt: BIG / 2 }, { status: 401 });
  expect((await errorOf(addressOf('main'))).code).toBe('pack-file-needs-sign-in');
  await expectWhole(addressOf('main'));
  expect(hub.requestsFor(BIG_FILE, 'cdn').at(-1)?.range).toBe(`bytes=${BIG / 2}-`);
});

test.each([429, 500, 503])('a hub that answers %i is asked again, and told of when it goes on so', async (status) => {
  hub.trouble(BIG_FILE, { status }, { status });
  await expectWhole(addressOf('main'));
  disk.files.clear();
  hub.trouble(BIG_FILE, ...Array.from({ length: 9 }, () => ({ status })));
  expectTold(await errorOf(addressOf('main')), new RegExp(`at the moment: it answered ${status}`), new RegExp(`gerade nicht liefern: Die Antwort war ${status}`));
});

test('a hub that cannot be reached is told of by its name', async () => {
  const packUrl = addressOf('main');
  const { host } = new URL(packUrl);
  await hub.close();
  expectTold(await errorOf(packUrl), new RegExp(`^The server ${host} gives this page no answer`), new RegExp(`^Der Server ${host} gibt dieser Seite keine Antwort`));
  hub = await FakeHub.start();
});
