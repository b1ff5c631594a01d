import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../../cli/prepare.mjs';
import { serve } from '../../../cli/serve.mjs';
import type { ClipMetadata } from '../../../contract/events.js';
import { readSettings } from '../../../contract/request/read-clip-settings.js';
import { generate } from '../command-line/generate-command.js';
import { create, visitHost } from '../embedding/open-host.js';
import { launchBrowser, visit, type Visit } from '../open-studio.js';
import { serveHub, type Hub } from './serve-hub.js';

const FILM_MS = 120_000;
const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');
const DRAWER = path.join(PROJECT, 'test/fixtures/drawing-pack');
/** Words that the pack that moves has never heard of, and the one that draws reads as it reads any. */
const PROMPT = 'a photo of a red fox';

let browser: Browser;
let hub: Hub;
let folder: string;
let site: Awaited<ReturnType<typeof serve>>;
let host: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-pair-'));
  hub = await serveHub(DRAWER);
  const [catalogue, hubPack] = [path.join(folder, 'catalogue.json'), path.join(folder, 'pack.json')];
  await writeFile(catalogue, JSON.stringify({ format: 'kinora-catalogue/1', packs: ['starter/', 'drawer/', 'hub/drawer/'] }));
  await writeFile(hubPack, hub.pack);
  site = await serve({
    root: DIST,
    mounts: { '/packs/starter/': TINY_PACK, '/packs/drawer/': DRAWER, '/packs/catalogue.json': catalogue, '/packs/hub/drawer/pack.json': hubPack },
  });
  host = await serve({ root: path.join(PROJECT, 'test/fixtures/hosts'), isolated: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.close(), site.close(), host.close()]);
  await rm(folder, { recursive: true });
});

const choice = (page: Page, role: 'draw' | 'move', id: string) => page.getByTestId(`choice-${role}`).locator(`[data-id="${id}"]`);
const weights = (requests: readonly string[]): string[] => requests.filter((url) => /\.onnx(?:_data)?$/.test(url));

async function download(page: Page): Promise<Blob> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  return new Blob([readFileSync(await file.path())]);
}

describe('a model of a hub as what draws', () => {
  let opened: Visit;
  let page: Page;
  let film: Blob;
  beforeAll(async () => {
    opened = await visit(browser, site.url);
    page = opened.page;
  });
  afterAll(() => opened.context.close());

  it('is offered with its licence and size, and its hub is asked for nothing before it is chosen', async () => {
    await page.getByTestId('models-open').click();
    await choice(page, 'draw', 'hub-drawer').waitFor();
    expect(await choice(page, 'draw', 'tiny').getAttribute('data-in-use')).toBe('true');
    expect(await choice(page, 'move', 'tiny').getAttribute('data-in-use')).toBe('true');
    expect(await choice(page, 'move', 'hub-drawer').count()).toBe(0);
    expect(await choice(page, 'draw', 'hub-drawer').textContent()).toContain('Licence of a test');
    expect(hub.log).toEqual([]);
  });

  it('is fetched once its licence is accepted, and used', async () => {
    await choice(page, 'draw', 'hub-drawer').click();
    await page.getByTestId('proposal').waitFor();
    expect(hub.log.filter((asked) => asked.endsWith('.onnx'))).toEqual([]);
    expect(await page.getByTestId('proposal').textContent()).toContain('d'.repeat(40));
    expect(await page.getByTestId('proposal-accept').isDisabled()).toBe(true);
    await page.getByTestId('proposal-terms').check();
    await page.getByTestId('proposal-accept').click();
    await expect.poll(() => choice(page, 'draw', 'hub-drawer').getAttribute('data-in-use')).toBe('true');
    expect(await choice(page, 'move', 'tiny').getAttribute('data-in-use')).toBe('true');
    await page.getByTestId('close-dialog').click();
    await expect.poll(() => page.getByTestId('model').textContent()).toContain('Drawer of a hub + ');
  });

  it('draws a film that the other model moves, and both stand in its file', async () => {
    await page.getByTestId('prompt').fill(PROMPT);
    await page.getByTestId('seconds').fill('1');
    await page.getByTestId('generate').click();
    await page.getByTestId('download').waitFor({ timeout: FILM_MS });
    film = await download(page);
    expect(await readSettings(film)).toMatchObject({
      prompt: PROMPT,
      pack: { id: 'hub-drawer+tiny' },
      models: { draw: { id: 'hub-drawer', title: 'Drawer of a hub' }, move: { id: 'tiny' } },
    });
  });

  it('comes back with a remix, after other models were chosen', async () => {
    await page.getByTestId('models-open').click();
    await choice(page, 'draw', 'tiny').click();
    await expect.poll(() => choice(page, 'draw', 'tiny').getAttribute('data-in-use')).toBe('true');
    await page.getByTestId('close-dialog').click();
    await page.getByTestId('film-more').first().click();
    await page.getByTestId('film-remix').click();
    await expect.poll(() => page.getByTestId('model').textContent()).toContain('Drawer of a hub + ');
    expect(await page.getByTestId('prompt').inputValue()).toBe(PROMPT);
    expect(await page.getByTestId('models-missing').count()).toBe(0);
  });

  it('is there after a reload, without a word to the hub', async () => {
    const asked = hub.log.length;
    await page.reload();
    await expect.poll(() => page.getByTestId('model').textContent()).toContain('Drawer of a hub + ');
    expect(hub.log.slice(asked)).toEqual([]);
  });

  it('is missed by name where a film of it is opened without it, and can be shown', async () => {
    const other = await visit(browser, site.url);
    try {
      const file = path.join(folder, 'film.mp4');
      await writeFile(file, new Uint8Array(await film.arrayBuffer()));
      const asked = hub.log.length;
      await other.page.getByTestId('model').waitFor();
      await other.page.getByTestId('image-input').setInputFiles(file);
      await other.page.getByTestId('models-missing').waitFor();
      expect(await other.page.getByTestId('models-missing').textContent()).toContain('Drawer of a hub');
      await other.page.getByTestId('models-show').click();
      await other.page.getByTestId('proposal-look').waitFor();
      expect(hub.log.slice(asked)).toEqual([]);
    } finally {
      await other.context.close();
    }
  });

  it('lets no error go to the console', () => expect(opened.errors).toEqual([]));
});

describe('a film from a picture', () => {
  it('fetches the model that moves alone', async () => {
    const { page, context, requests } = await visit(browser, `${site.url}?draw=packs/drawer/`);
    try {
      await page.getByTestId('model').getByText('Toy graphs that draw').waitFor();
      await page.getByTestId('image-input').setInputFiles(path.join(PROJECT, 'docs/images/studio-light.png'));
      await page.getByTestId('prompt').fill('a red apple');
      await page.getByTestId('seconds').fill('1');
      await page.getByTestId('generate').click();
      await page.getByTestId('download').waitFor({ timeout: FILM_MS });
      expect(weights(requests).filter((url) => url.includes('/packs/drawer/'))).toEqual([]);
      expect(weights(requests).length).toBeGreaterThan(0);
      expect(await readSettings(await download(page))).toMatchObject({ pack: { id: 'tiny' }, needs: ['image'] });
      // With words alone both are fetched.
      await page.getByTestId('image-remove').click();
      await page.getByTestId('prompt').fill(PROMPT);
      await page.getByTestId('generate').click();
      await expect.poll(() => weights(requests).filter((url) => url.includes('/packs/drawer/')).length, { timeout: FILM_MS }).toBeGreaterThan(0);
    } finally {
      await context.close();
    }
  });
});

describe('a host page', () => {
  it('asks for a film of two models of this site, and for none of elsewhere', async () => {
    const { page, context } = await visitHost(browser, host.url.replace('127.0.0.1', 'localhost'), site.url);
    try {
      expect(await create(page, { ui: 'minimal' })).toBeNull();
      const made = await page.evaluate(async (prompt) => {
        const { metadata } = await window.kinora!.generate({ prompt, seconds: 1, seed: 1, models: { draw: 'tiny-drawer', move: 'tiny' } });
        const refused = await window.kinora!.generate({ prompt, seconds: 1, models: { draw: 'hub-drawer' } }).catch((error: unknown) => error as { reason: string; message: string });
        return { metadata, refused: 'reason' in refused ? refused.reason : null };
      }, PROMPT);
      const { pack, models } = made.metadata as ClipMetadata;
      expect([pack.id, models?.draw?.id, models?.move.id, made.refused]).toEqual(['tiny-drawer+tiny', 'tiny-drawer', 'tiny', 'model-not-here']);
    } finally {
      await context.close();
    }
  });
});

describe('the command line', () => {
  const flags = (): string[] => ['--draw', folder, '--pack', TINY_PACK, '--prompt', PROMPT, '--seconds', '1', '--seed', '1', '--backend', 'wasm', '--out', path.join(folder, 'made.mp4')];

  it('ends with code 2 where a licence is not accepted, and names it; the hub is asked for nothing', async () => {
    const asked = hub.log.length;
    const { code, stderr } = await generate(folder, ...flags());
    expect([code, hub.log.length]).toEqual([2, asked]);
    expect(stderr).toContain('Licence of a test (https://example.com/licence)');
    expect(stderr).toContain('--accept-licence');
  });

  it('makes the film where it is', async () => {
    const { code, stderr } = await generate(folder, ...flags(), '--accept-licence', '--steps', '7');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('the 7 that were asked for do not change that');
    expect(await readSettings(new Blob([readFileSync(path.join(folder, 'made.mp4'))]))).toMatchObject({ models: { draw: { id: 'hub-drawer' }, move: { id: 'tiny' } } });
  });
});
