/**
 * Makes the pictures of the README, and those that an app store shows, out of the real app and the real starter pack: `node docs/make-images.mjs`.
 * Run `npm start` once before, so that everything is installed. Needs `ffmpeg` with libwebp.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../cli/find-browser.mjs';
import { DIST, PROJECT, ensureBuilt } from '../cli/prepare.mjs';
import { serve } from '../cli/serve.mjs';

const IMAGES = path.join(PROJECT, 'docs/images');
const FILM = { prompt: 'a rocket flying up in space', seconds: '4', seed: '4' };
/** Prompts of the moving picture, row by row, each with its seed. */
const MOVING = [
  ['a butterfly flapping its wings in the garden', '5'],
  ['a penguin dancing in a disco', '4'],
  ['a cat walking in paris', '4'],
  ['a blue car drives to the right on the street', '5'],
  ['a dog running in the park', '4'],
  ['a whale jumping out of the ocean', '4'],
  ['three penguins dancing in the snow', '4'],
  ['a purple dragon flying at a castle', '3'],
];
/** Prompts of the films on nothing, side by side. */
const STICKERS = [
  ['a dancing robot', '4'],
  ['a red heart pulsing', '7'],
  ['a penguin waving', '11'],
  ['a rocket flying', '3'],
];
const COLUMNS = 4;
/** Side of each film in the moving picture, in pixels. */
const SIDE = 192;
/** Named by public/manifest.webmanifest. */
const SCREENSHOTS = new Map([
  ['studio-light', 'studio-wide.png'],
  ['studio-phone', 'studio-narrow.png'],
]);
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
 * @param {Page} page that shows a finished film
 * @returns {Promise<Buffer>} its MP4
 */
async function filmFile(page) {
  const base64 = await page.getByTestId('result-video').evaluate(async (node) => {
    const bytes = new Uint8Array(await (await fetch(/** @type {HTMLVideoElement} */ (node).currentSrc)).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

/**
 * Films of one length and frame rate side by side, as an animated WebP that repeats.
 *
 * @param {string[]} films files
 * @param {string} target
 */
function tile(films, target) {
  const scaled = films.map((_, i) => `[${i}:v]scale=${SIDE}:${SIDE}[v${i}]`);
  const layout = films.map((_, i) => `${(i % COLUMNS) * SIDE}_${Math.floor(i / COLUMNS) * SIDE}`).join('|');
  const stacked = `${films.map((_, i) => `[v${i}]`).join('')}xstack=inputs=${films.length}:layout=${layout}`;
  const inputs = films.flatMap((file) => ['-i', file]);
  execFileSync('ffmpeg', ['-y', '-v', 'error', ...inputs, '-filter_complex', [...scaled, stacked].join(';'), '-c:v', 'libwebp_anim', '-quality', '65', '-loop', '0', target]);
}

/**
 * Transparent films of one length and frame rate side by side, as an animated WebP that repeats. Each file has its colours above its alpha.
 *
 * @param {string[]} films files
 * @param {string} target
 */
function tileTransparent(films, target) {
  const joined = films.map((_, i) =>
    [`[${i}:v]split[a${i}][b${i}]`, `[a${i}]crop=iw:ih/2:0:0[c${i}]`, `[b${i}]crop=iw:ih/2:0:ih/2,format=gray[m${i}]`, `[c${i}][m${i}]alphamerge,scale=${SIDE}:${SIDE}[v${i}]`].join(';'),
  );
  const layout = films.map((_, i) => `${i * SIDE}_0`).join('|');
  const stacked = `${films.map((_, i) => `[v${i}]`).join('')}xstack=inputs=${films.length}:layout=${layout},format=yuva420p`;
  const inputs = films.flatMap((file) => ['-i', file]);
  execFileSync('ffmpeg', ['-y', '-v', 'error', ...inputs, '-filter_complex', [...joined, stacked].join(';'), '-c:v', 'libwebp_anim', '-quality', '65', '-loop', '0', target]);
}

await ensureBuilt((line) => console.error(line));
await mkdir(IMAGES, { recursive: true });
const scratch = mkdtempSync(path.join(tmpdir(), 'kinora-images-'));
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
  const films = [];
  for (const [index, [prompt = '', seed = '']] of MOVING.entries()) {
    await makeFilm(page, { prompt, seconds: '4', seed });
    const file = path.join(scratch, `${index}.mp4`);
    await writeFile(file, await filmFile(page));
    films.push(file);
  }
  tile(films, path.join(IMAGES, 'films.webp'));

  await page.getByTestId('transparent').click();
  const stickers = [];
  for (const [index, [prompt = '', seed = '']] of STICKERS.entries()) {
    await makeFilm(page, { prompt, seconds: '3', seed });
    const file = path.join(scratch, `sticker-${index}.mp4`);
    await writeFile(file, await filmFile(page));
    stickers.push(file);
  }
  tileTransparent(stickers, path.join(IMAGES, 'stickers.webp'));
} finally {
  await browser.close();
  await site.close();
  rmSync(scratch, { recursive: true });
}
