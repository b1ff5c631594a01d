/**
 * Makes the pictures of the README, and those that an app store shows, out of the real app and the real starter pack: `node docs/make-images.mjs`.
 * Run `npm start` once before, so that everything is installed.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../cli/find-browser.mjs';
import { DIST, PROJECT, ensureBuilt } from '../cli/prepare.mjs';
import { serve } from '../cli/serve.mjs';

const IMAGES = path.join(PROJECT, 'docs/images');
const FILM = { prompt: 'a rocket floating, night sky background', seconds: '4', seed: '5' };
/** Prompts whose frames are shown below one another. */
const STRIPS = [
  ['a red apple bouncing on a green background', '7'],
  ['a penguin swinging on a light blue background', '3'],
  ['a butterfly flapping its wings in the clouds', '5'],
];
/** Named by public/manifest.webmanifest. */
const SCREENSHOTS = new Map([
  ['studio-light', 'studio-wide.png'],
  ['studio-phone', 'studio-narrow.png'],
]);
const FRAMES_SHOWN = 7;
const FILM_MS = 300_000;

/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {Page} page
 * @param {{ prompt: string, seconds: string, seed: string }} film
 */
async function makeFilm(page, { prompt, seconds, seed }) {
  await page.getByTestId('prompt').fill(prompt);
  await page.getByTestId('seconds').fill(seconds);
  await page.getByTestId('seed').fill(seed);
  await page.getByTestId('generate').click();
  const error = page.getByTestId('error-message');
  // The film before, if any, leaves the screen as soon as this one begins.
  await page.getByTestId('progress').or(error).first().waitFor();
  await page.getByTestId('result-video').or(error).first().waitFor({ timeout: FILM_MS });
  if (await error.count()) throw new Error((await error.textContent()) ?? 'It failed without a word.');
}

/**
 * Evenly spaced frames of the film on the screen, side by side.
 *
 * @param {Page} page
 * @param {number} count
 * @returns {Promise<string>} PNG as base64
 */
function filmStrip(page, count) {
  return page.getByTestId('result-video').evaluate(async (node, frames) => {
    const video = /** @type {HTMLVideoElement} */ (node);
    video.pause();
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth * frames;
    canvas.height = video.videoHeight;
    const context = canvas.getContext('2d');
    for (let i = 0; i < frames; i++) {
      await new Promise((resolve) => {
        video.addEventListener('seeked', resolve, { once: true });
        video.currentTime = ((i + 0.5) / frames) * video.duration;
      });
      context?.drawImage(video, i * video.videoWidth, 0);
    }
    return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
  }, count);
}

await ensureBuilt((line) => console.error(line));
await mkdir(IMAGES, { recursive: true });
const site = await serve({ root: DIST });
const browser = await chromium.launch({ executablePath: findBrowser(), args: launchFlags('wasm') });
try {
  for (const [name, options] of /** @type {const} */ ([
    ['studio-light', { colorScheme: 'light', viewport: { width: 1280, height: 860 } }],
    ['studio-dark', { colorScheme: 'dark', viewport: { width: 1280, height: 860 } }],
    ['studio-phone', { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true }],
  ])) {
    const page = await browser.newPage(options);
    await page.goto(site.url);
    await makeFilm(page, FILM);
    await page.getByTestId('result-video').evaluate((node) => {
      const video = /** @type {HTMLVideoElement} */ (node);
      video.pause();
      video.currentTime = video.duration / 3;
    });
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
    const shown = SCREENSHOTS.get(name);
    if (shown !== undefined) await copyFile(path.join(IMAGES, `${name}.png`), path.join(PROJECT, 'public/screenshots', shown));
    await page.close();
  }

  const page = await browser.newPage();
  await page.goto(site.url);
  for (const [index, [prompt = '', seed = '']] of STRIPS.entries()) {
    await makeFilm(page, { prompt, seconds: '4', seed });
    await writeFile(path.join(IMAGES, `frames-${index + 1}.png`), Buffer.from(await filmStrip(page, FRAMES_SHOWN), 'base64'));
  }
} finally {
  await browser.close();
  await site.close();
}
