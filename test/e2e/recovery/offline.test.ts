import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { grayPng } from '../studio/gray-png.js';
import { PROMPT } from '../open-studio.js';
import { expectSound, readClip } from '../read-clip.js';
import { TroubledSite } from './troubled-site.js';

const FILM_MS = 120_000;
const CUT_FILE = '/packs/starter/imageDecoder.float16.onnx';
const FLIPPED_FILE = '/packs/starter/videoDecoder.q8.onnx';

declare global {
  interface Window {
    /** What the page tried and the Content-Security-Policy forbade. */
    violations?: string[];
  }
}

const site = new TroubledSite(inject('tinyStudio'));
let profile: string;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

/** Opens the browser that the person had before: what it kept on the disk is still there. */
async function openBrowser(): Promise<void> {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: launchFlags('wasm'),
    serviceWorkers: 'allow',
    acceptDownloads: true,
  });
  context.on('weberror', (error) => errors.push(error.error().message));
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => window.violations?.push(`${violatedDirective} ${blockedURI}`));
  });
  page = context.pages()[0] ?? (await context.newPage());
}

async function order(seconds: string, seed: string): Promise<void> {
  await page.getByTestId('prompt').fill(PROMPT);
  await page.getByTestId('seconds').fill(seconds);
  await page.getByTestId('seed').fill(seed);
  await page.getByTestId('generate').click();
}

async function filmIsReady(): Promise<void> {
  const error = page.getByTestId('error');
  await page.getByTestId('result-video').or(error).first().waitFor({ timeout: FILM_MS });
  expect(await error.allTextContents()).toEqual([]);
}

async function expectDownload(seconds: number): Promise<void> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').first().click()]);
  expectSound(await readClip(await readFile(await file.path())), { seconds, fps: 12 });
}

/** Seeds in the gallery, newest first, once there are `count` films and each shows its picture. */
async function filmsAre(count: number): Promise<string[]> {
  await expect.poll(() => page.getByTestId('film').count(), { timeout: FILM_MS }).toBe(count);
  await expect.poll(() => page.getByTestId('film-poster').count(), { timeout: FILM_MS }).toBe(count);
  return page.getByTestId('film').allTextContents();
}

const violations = () => page.evaluate(() => window.violations);

// One person's story, each test from where the one before ended: first visit, bad line, no line, new version.
describe('a person who', () => {
  beforeAll(async () => {
    profile = await mkdtemp(path.join(tmpdir(), 'kinora-offline-'));
    await site.start();
    await openBrowser();
  });
  afterAll(async () => {
    await context.close();
    await site.stop();
    await rm(profile, { recursive: true, force: true });
  });

  it('visits is told what the first film will fetch, before it does', async () => {
    await page.goto(site.url);
    await page.getByTestId('first-fetch').getByText(/\d KB|\d MB/).waitFor();
    expect(site.log.filter(({ path }) => path.endsWith('.onnx'))).toEqual([]);
  });

  it('may install it', async () => {
    const devtools = await context.newCDPSession(page);
    const manifest = (await devtools.send('Page.getAppManifest')) as { url: string; errors: unknown[]; data?: string };
    expect(manifest.errors).toEqual([]);
    expect(manifest.url).toBe(`${site.url}manifest.webmanifest`);
    await page.evaluate(async () => { await navigator.serviceWorker.ready; });
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    const { icons, screenshots } = JSON.parse(manifest.data ?? '{}') as Record<'icons' | 'screenshots', { src: string }[]>;
    for (const { src } of [...icons, ...screenshots]) expect((await page.request.get(site.url + src)).status(), src).toBe(200);
  });

  it('loses the line at half of a file goes on from there when the server is back, and a damaged file comes again alone', async () => {
    site.troubles.set(CUT_FILE, [{ cutAfter: 0.5 }]);
    site.troubles.set(FLIPPED_FILE, [{ flipAt: 1000 }]);
    await page.getByTestId('fetch-now').click();
    await page.getByTestId('models-error').waitFor({ timeout: FILM_MS });
    expect(await page.getByTestId('models-error').getAttribute('data-code')).toBe('network');

    await site.start();
    await page.getByTestId('fetch-now').click();
    await page.getByTestId('first-fetch').waitFor({ state: 'detached', timeout: FILM_MS });
    const ranges = site.requestsFor(CUT_FILE).map(({ range }) => range);
    expect(ranges).toHaveLength(2);
    expect(ranges[0]).toBeNull();
    expect(Number(/^bytes=(\d+)-$/.exec(ranges[1] ?? '')?.[1])).toBeGreaterThan(1000);
    expect(site.requestsFor(FLIPPED_FILE).length).toBeGreaterThan(1);
    const others = site.log.filter(({ path }) => path.endsWith('.onnx') && path !== CUT_FILE && path !== FLIPPED_FILE);
    // Where the line went down under other files too, they went on and did not start again.
    expect(others.filter(({ range }) => range === null)).toHaveLength(new Set(others.map(({ path }) => path)).size);
  });

  it('makes a film under the strict policy, and then has all that is needed', async () => {
    expect((await page.request.get(site.url)).headers()['content-security-policy']).toContain("default-src 'none'");
    const fetched = site.log.length;
    await order('1', '7');
    await filmIsReady();
    expect(site.log.slice(fetched).filter(({ path }) => path.endsWith('.onnx'))).toEqual([]);
    await page.getByTestId('offline-ready').waitFor({ timeout: FILM_MS });
    expect(await violations()).toEqual([]);
  });

  it('has no network after a restart still opens the page, makes a film and downloads it', async () => {
    await context.close();
    await site.stop();
    await openBrowser();
    await page.goto(site.url);
    await filmsAre(1);
    await order('1', '8');
    await filmIsReady();
    await expectDownload(1);
    await page.reload();
    await filmsAre(2);
    await page.getByTestId('clip').last().click();
    await expectDownload(1);
    await page.reload();
    await page.getByTestId('offline-ready').waitFor({ timeout: FILM_MS });
    expect(await violations()).toEqual([]);
  });

  it('shares a picture to it finds it as the first frame', async () => {
    const png = [...grayPng(40, 30)];
    const landed = await page.evaluate(async (bytes) => {
      const form = new FormData();
      form.append('picture', new File([Uint8Array.from(bytes)], 'my picture.png', { type: 'image/png' }));
      form.append('text', 'a red apple');
      return (await fetch('share', { method: 'POST', body: form })).url;
    }, png);
    await page.goto(landed);
    await page.getByTestId('image-preview').waitFor();
    expect(await page.getByTestId('prompt').inputValue()).toBe('a red apple');
    expect(page.url()).toBe(site.url);
    await page.getByTestId('image-remove').click();
  });

  it('makes a film while a new version comes keeps the film, and takes the version when asked', async () => {
    await site.start();
    site.replaced.set('/index.html', (html) => html.replace('<head>', '<head><meta name="version" content="next">'));
    site.replaced.set('/service-worker.js', (script) => script.replace(/("?url"?:\s*[`"']index\.html[`"'],\s*"?revision"?:\s*[`"'])[0-9a-f]+/, '$1next'));
    await order('15', '9');
    await page.getByTestId('progress').waitFor();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByTestId('update').waitFor({ timeout: FILM_MS });
    expect(await page.getByTestId('progress').count(), 'the film is still being made').toBe(1);
    expect(await page.getByTestId('update-reload').isDisabled()).toBe(true);
    await filmIsReady();
    await expectDownload(15);

    const films = await filmsAre(3);
    expect(await page.locator('meta[name="version"]').count()).toBe(0);
    await page.getByTestId('update-reload').click();
    await page.locator('meta[name="version"]').waitFor({ state: 'attached', timeout: FILM_MS });
    await page.getByTestId('offline-ready').waitFor({ timeout: FILM_MS });
    expect(await page.getByTestId('update').count()).toBe(0);
    expect(await filmsAre(3), 'the gallery is as it was').toEqual(films);
    await page.getByTestId('clip').first().click();
    await expectDownload(15);
  });

  it('deletes the model, and has too little room, is told so before anything is fetched', async () => {
    await page.getByTestId('models-open').click();
    await page.getByTestId('model-remove').click();
    await page.getByTestId('model-fetch').waitFor();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 1000 });
    const fetched = site.log.length;
    await page.getByTestId('model-fetch').click();
    await page.getByTestId('models-error').waitFor();
    expect(await page.getByTestId('models-error').getAttribute('data-code')).toBe('disk-full');
    await page.getByTestId('close-dialog').click();
    await page.getByTestId('first-fetch-no-room').waitFor();
    expect(site.log.slice(fetched).filter(({ path }) => path.endsWith('.onnx'))).toEqual([]);
    expect(errors).toEqual([]);
  });
});
