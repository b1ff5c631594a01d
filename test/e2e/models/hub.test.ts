import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';
import type { KinoraError } from '../../../contract/errors.js';
import { FakeHub } from '../../fixtures/hub/fake-hub.js';
import { launchBrowser, visit, type Visit } from '../open-studio.js';

const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');
const REPO = 'someone/tiny';
const BIG_FILE = 'videoDecoder.q8.onnx';

let browser: Browser;
let hub: FakeHub;
let studio: Visit;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  hub = await FakeHub.start();
  hub.repo(REPO).publish(Object.fromEntries(readdirSync(TINY_PACK).map((file) => [file, readFileSync(path.join(TINY_PACK, file))])));
  studio = await visit(browser, inject('tinyStudio'), { automation: true });
});
afterEach(async () => {
  await studio.context.close();
  await hub.close();
});

/** What loading the pack of the hub ends with. */
const load = (page: Page): Promise<KinoraError | null> =>
  page.evaluate(async (packUrl) => {
    const loaded = await window.kinoraAutomation!.loadPack({ packUrl, backend: 'wasm', keep: true }, () => undefined);
    return loaded.ok ? null : loaded.error;
  }, `${hub.url}${REPO}/resolve/main/`);

it('a pack of a hub, whose large files lie on a third origin, comes through the rules of the page', async () => {
  expect(await load(studio.page)).toBeNull();
  expect(hub.requestsFor(BIG_FILE, 'cdn').map(({ status }) => status)).toEqual([200]);
});

it('a line that is cut is picked up where it was, across origins', async () => {
  hub.trouble(BIG_FILE, { cutAt: 100_000 });
  expect(await load(studio.page)).toBeNull();
  // The browser may have handed on less than came.
  const [first, second] = hub.requestsFor(BIG_FILE, 'cdn');
  expect([first?.status, second?.status]).toEqual([200, 206]);
});

it.each(['hub', 'cdn'] as const)('files that the %s does not let other sites read are told of, and come once it does', async (which) => {
  hub.cors[which] = false;
  expect(await load(studio.page)).toMatchObject({ code: 'pack-server-not-reached', params: { host: new URL(hub.url).host } });
  hub.cors[which] = true;
  expect(await load(studio.page)).toBeNull();
});

it('a model for people who signed in is told of', async () => {
  hub.repo(REPO).gated = true;
  expect(await load(studio.page)).toMatchObject({ code: 'pack-file-needs-sign-in', params: { file: 'pack.json' } });
});
