import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { grayPng } from './gray-png.js';
import { PROMPT, launchBrowser, visit, type Visit } from '../open-studio.js';
import { expectSound, readClip } from '../read-clip.js';
import { least } from '../timed.js';

const FPS = 12;
/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;
const PLAY_MS = 60_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Fills in the form the way a person does, and asks for the film. */
async function order(page: Page, { prompt = PROMPT, seconds = '1', seed = '7' }: { prompt?: string; seconds?: string; seed?: string } = {}) {
  await page.getByTestId('prompt').fill(prompt);
  await page.getByTestId('seconds').fill(seconds);
  await page.getByTestId('seed').fill(seed);
  await page.getByTestId('generate').click();
}

const video = (page: Page) => page.getByTestId('result-video');

async function filmIsReady(page: Page): Promise<void> {
  const error = page.getByTestId('error');
  await video(page).or(error).first().waitFor({ timeout: FILM_MS });
  expect(await error.allTextContents()).toEqual([]);
}

/** What the film's video element is doing. */
const playback = (page: Page) =>
  video(page).evaluate((element: HTMLVideoElement) => ({
    width: element.videoWidth,
    height: element.videoHeight,
    time: element.currentTime,
    error: element.error?.message ?? null,
  }));

async function expectPlaying(page: Page): Promise<void> {
  await expect.poll(async () => (await playback(page)).time, { timeout: PLAY_MS }).toBeGreaterThan(0.3);
  // The tiny pack draws 64x64 pixels.
  expect(await playback(page)).toMatchObject({ width: 64, height: 64, error: null });
}

async function download(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe('the studio', () => {
  const site = inject('tinyStudio');
  let studio: Visit;
  let page: Page;

  beforeEach(async () => {
    studio = await visit(browser, site);
    page = studio.page;
  });

  afterEach(async () => {
    const { requests, errors } = studio;
    await studio.context.close();
    expect(errors).toEqual([]);
    // The graphs come through the worker: seeing none of their requests would mean that nothing was watched.
    expect(requests.length).toBeGreaterThan(2);
    const elsewhere = requests.filter((url) => !url.startsWith(site) && !/^(blob|data):/.test(url));
    expect(elsewhere, 'requests that left the origin').toEqual([]);
  });

  it('makes a film from typed words, plays it and gives it away', async () => {
    await order(page, { seconds: '2' });
    await filmIsReady(page);
    await expectPlaying(page);

    const file = await download(page);
    expect(file.name).toBe('a-red-apple-bouncing-on-a-green-background-7.mp4');
    const clip = await readClip(file.bytes);
    expectSound(clip, { seconds: 2, fps: FPS });
    expect(clip).toMatchObject({ width: 64, height: 64 });
    expect(studio.requests.some((url) => url.endsWith('.onnx'))).toBe(true);
  });

  it('shows how far it is and frames while they are made', async () => {
    await order(page, { seconds: '120' });
    const progress = page.getByTestId('progress');
    await progress.waitFor();
    await page.waitForFunction(() => Number(document.querySelector('[data-testid="progress"]')?.getAttribute('aria-valuenow')) > 0, undefined, { timeout: FILM_MS });
    await page.waitForFunction(
      () => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-testid="preview"]');
        if (canvas === null || canvas.width !== 64) return false;
        const pixels = canvas.getContext('2d')!.getImageData(0, 0, 64, 64).data;
        return pixels.some((value, index) => index % 4 !== 3 && value > 0);
      },
      undefined,
      { timeout: FILM_MS },
    );
    await page.getByTestId('cancel').click();
    await progress.waitFor({ state: 'detached' });
  });

  it('stops within a second of cancelling and is ready for the next film', async () => {
    const milliseconds = await least(3000, async () => {
      await order(page, { seconds: '120' });
      await page.waitForFunction(() => Number(document.querySelector('[data-testid="progress"]')?.getAttribute('aria-valuenow')) > 26, undefined, { timeout: FILM_MS });
      const cancelledAt = performance.now();
      await page.getByTestId('cancel').click();
      await page.getByTestId('progress').waitFor({ state: 'detached' });
      const passed = performance.now() - cancelledAt;
      expect(await video(page).count()).toBe(0);
      expect(await page.getByTestId('error').count()).toBe(0);
      return passed;
    });
    // The page on top of the worker, whose own second is held in jobs.test.ts.
    expect(milliseconds).toBeLessThan(3000);

    await order(page);
    await filmIsReady(page);
  });

  it('starts a film from a picture', async () => {
    await page.getByTestId('image-input').setInputFiles({ name: 'square.png', mimeType: 'image/png', buffer: grayPng(200, 120) });
    await page.getByTestId('image-preview').waitFor();
    await order(page);
    await filmIsReady(page);
    expectSound(await readClip((await download(page)).bytes), { seconds: 1, fps: FPS });
  });

  it('names the words that the model does not know', async () => {
    await page.getByTestId('prompt').fill('a red aple bouncing');
    await page.getByTestId('unknown-words').getByText('aple', { exact: true }).waitFor();
    await page.getByTestId('unknown-words').getByRole('button', { name: 'apple', exact: true }).click();
    await expect.poll(() => page.getByTestId('prompt').inputValue()).toBe('a red apple bouncing');
  });

  it('fault 27: tells of an unknown word under the prompt, and nowhere else', async () => {
    await order(page, { prompt: 'a red aple bouncing' });
    await filmIsReady(page);
    expect((await page.getByTestId('unknown-words').innerText()).replace(/\s+/g, ' ')).toContain('The model does not know aple and leaves it out; try');
    expect(await page.getByTestId('warnings').count()).toBe(0);
  });

  it('makes two films one after another with one load of the model, and at the next visit loads it while the prompt is typed', async () => {
    await order(page);
    await filmIsReady(page);
    const graphs = () => studio.requests.filter((url) => url.endsWith('.onnx')).length;
    const loaded = graphs();
    expect(loaded).toBeGreaterThan(0);
    await order(page, { seed: '8' });
    await expect.poll(() => page.getByTestId('clip').count(), { timeout: FILM_MS }).toBe(2);
    expect(graphs()).toBe(loaded);

    await page.reload();
    const model = page.getByTestId('model');
    await expect.poll(() => model.textContent(), { timeout: PLAY_MS }).toContain('on this device');
    // The form is remembered, and loads nothing until somebody types.
    expect(await page.getByTestId('prompt').inputValue()).toBe(PROMPT);
    expect(await model.textContent()).not.toContain('in memory');
    await page.getByTestId('prompt').fill(`${PROMPT}, slowly`);
    await expect.poll(() => model.textContent(), { timeout: FILM_MS }).toContain('in memory');
    expect(graphs()).toBe(loaded);
  });

  it('refuses each bad request with a remedy, and then makes a film', async () => {
    const faults: [faulty: Parameters<typeof order>[1], message: string][] = [
      [{ prompt: '' }, 'empty'],
      [{ prompt: 'apple '.repeat(1700) }, 'the most is 500'],
      [{ seconds: '0' }, 'Seconds is 0'],
      [{ seconds: '-1' }, 'Seconds is -1'],
      [{ seconds: 'NaN' }, 'not a number'],
      [{ seconds: '10000' }, 'the most is 120'],
      [{ seed: '4294967296' }, 'Seed is 4294967296'],
      [{ prompt: 'xyzzy plugh frobnicate' }, 'none of the words'],
    ];
    for (const [faulty, message] of faults) {
      await order(page, faulty);
      await expect.poll(() => page.getByTestId('error-message').allTextContents(), { timeout: FILM_MS }).toEqual([expect.stringContaining(message)]);
      expect(await page.getByTestId('error').getAttribute('data-code')).toBe('bad-request');
      expect(await page.getByTestId('error-remedy').textContent()).toMatch(/^[A-Z].+\.$/);
      expect(await video(page).count()).toBe(0);
    }
    await order(page);
    await filmIsReady(page);
  });

  it('says it in German on a German page, also what the worker refuses', async () => {
    const told = async (): Promise<string[]> => [...(await page.getByTestId('error-message').allTextContents()), ...(await page.getByTestId('error-remedy').allTextContents())];
    await order(page, { seconds: '10000' });
    await page.getByTestId('language').selectOption('de');
    await expect.poll(told).toEqual(['10.000 Sekunden sind zu lang.', 'Gib höchstens 120 Sekunden an.']);
    await order(page, { prompt: 'xyzzy' });
    await expect.poll(told, { timeout: FILM_MS }).toEqual([
      'Das Modell kennt keines der Wörter der Beschreibung („xyzzy“).',
      expect.stringMatching(/^Nimm (?:Wörter, die es kennt, etwa „.+“|englische Wörter aus der Liste dessen, was es zeichnen kann)\.$/),
    ]);
    await page.getByTestId('language').selectOption('en');
  });

  it('refuses pictures that cannot be used', async () => {
    const pictures: [buffer: Buffer, message: string][] = [
      [Buffer.from('this is text'), 'not a picture'],
      [grayPng(1, 1), '1x1'],
      [grayPng(20_000, 20_000), '20000x20000'],
    ];
    for (const [buffer, message] of pictures) {
      await page.getByTestId('image-input').setInputFiles({ name: 'in.png', mimeType: 'image/png', buffer });
      await expect.poll(() => page.getByTestId('error-message').allTextContents(), { timeout: FILM_MS }).toEqual([expect.stringContaining(message)]);
      expect(await page.getByTestId('error').getAttribute('data-code')).toBe('bad-image');
      expect(await page.getByTestId('image-preview').count()).toBe(0);
    }
  });
});

describe('on a host that sends no isolation headers', () => {
  const site = inject('plainStudio');

  it('works on one thread', async () => {
    const { context, page } = await visit(browser, site);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await order(page);
    await filmIsReady(page);
    await expectPlaying(page);
    await context.close();
  });

  it('gains threads from the service worker', async () => {
    const { context, page } = await visit(browser, site, { serviceWorkers: 'allow' });
    await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout: FILM_MS });
    await order(page);
    await filmIsReady(page);
    await context.close();
  });
});
