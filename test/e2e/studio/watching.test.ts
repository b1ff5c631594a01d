import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { PROMPT, launchBrowser, visit } from '../open-studio.js';

const site = inject('tinyStudio');
const SECONDS = 30;
const PATIENCE = 240_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('the page plays a film while the rest is made, and then the whole of it, sought to any place', async () => {
  const { context, page, errors } = await visit(browser, site);
  context.setDefaultTimeout(PATIENCE);
  await page.getByTestId('prompt').fill(PROMPT);
  await page.getByTestId('seconds').fill(String(SECONDS));
  await page.getByTestId('seed').fill('7');
  await page.getByTestId('generate').click();

  // Everything at one moment: a picture on the screen, time that goes on, and work that is not done.
  const moment = await page.waitForFunction(() => {
    const live = document.querySelector<HTMLVideoElement>('[data-testid="live-video"]');
    const done = document.querySelector('[data-testid="result-video"]') !== null;
    if (done) return { done, time: 0, width: 0, shown: false };
    return live !== null && live.currentTime > 0.5 ? { done, time: live.currentTime, width: live.videoWidth, shown: live.checkVisibility() } : null;
  });
  expect(await moment.jsonValue()).toMatchObject({ done: false, width: 64, shown: true });

  const result = page.getByTestId('result-video').or(page.getByTestId('error')).first();
  await result.waitFor();
  expect(await page.getByTestId('error').allTextContents()).toEqual([]);
  const film = await page.getByTestId('result-video').evaluate(async (video: HTMLVideoElement) => {
    if (video.readyState === 0) await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }));
    video.pause();
    const places: number[] = [];
    for (const place of [25, 3.5]) {
      await new Promise((resolve) => {
        video.addEventListener('seeked', resolve, { once: true });
        video.currentTime = place;
      });
      places.push(video.currentTime);
    }
    return { duration: video.duration, seekable: video.seekable.end(0), places, width: video.videoWidth };
  });
  expect(film).toMatchObject({ places: [25, 3.5], width: 64 });
  expect(film.duration).toBeCloseTo(SECONDS, 1);
  expect(film.seekable).toBeCloseTo(SECONDS, 1);
  expect(errors).toEqual([]);
  await context.close();
}, PATIENCE);
