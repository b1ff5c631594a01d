/**
 * A first visit with its first film, and a second film after it: what goes over the line, when there is a picture, a moving piece and the film, and the page's memory.
 *
 *   node bench/first-visit.mjs [DIST] --megabytes 2.5
 *
 * DIST is a built site, that of this checkout where it is left out; a checkout beside this one serves its own with `--checkout FOLDER`.
 * The line gives so many megabytes a second; without a number it is as fast as the machine. On Linux only. Nothing else should run meanwhile.
 */
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../cli/find-browser.mjs';
import { PROJECT } from '../cli/prepare.mjs';
import { watchProcesses } from './process-memory.mjs';

const PROMPT = 'a butterfly flapping its wings in the garden';
const PATIENCE_MS = 600_000;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { megabytes: { type: 'string' }, checkout: { type: 'string', default: PROJECT } } });
const checkout = path.resolve(values.checkout);
const bytesPerMs = values.megabytes === undefined ? Infinity : Number(values.megabytes) * 1000;

/** @type {typeof import('../cli/serve.mjs')} */
const { serve } = await import(pathToFileURL(path.join(checkout, 'cli/serve.mjs')).href);
const site = await serve({ root: path.resolve(positionals[0] ?? path.join(checkout, 'dist')) });
const line = await openLine(site.port, bytesPerMs);
const browser = await chromium.launch({ executablePath: findBrowser(), args: [...launchFlags('wasm'), '--autoplay-policy=no-user-gesture-required'] });
const memory = watchProcesses();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(noteFirsts);
  let started = performance.now();
  const told = (/** @type {string} */ what) =>
    console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s, ${(line.bytes() / 1e6).toFixed(1)} MB, page at most ${(memory.takePeak().page / 1e6).toFixed(0)} MB`);
  await page.goto(line.url);
  await page.getByTestId('prompt').fill(PROMPT);
  await page.getByTestId('seconds').fill('3');
  await makeFilm('4', 'first');
  await page.getByTestId('offline-ready').waitFor();
  told('all of it on the device');
  // The model stays loaded: what a film takes that is asked for now.
  started = performance.now();
  await makeFilm('5', 'second');

  /** @param {string} seed @param {string} which */
  async function makeFilm(seed, which) {
    await page.evaluate(() => {
      for (const name of ['picture', 'piece']) delete document.documentElement.dataset[name];
    });
    await page.getByTestId('seed').fill(seed);
    await page.getByTestId('generate').click();
    for (const what of /** @type {const} */ (['picture', 'piece'])) {
      await page.waitForFunction((name) => document.documentElement.dataset[name] === 'seen', what);
      told(what === 'picture' ? `picture of the ${which} film` : `moving piece of the ${which} film`);
    }
    await page.getByTestId('progress').waitFor({ state: 'detached' });
    await page.getByTestId('result-video').waitFor();
    told(`${which} film`);
  }
} finally {
  memory.stop();
  await browser.close();
  line.close();
  await site.close();
}

/** Runs inside the page: notes when a bitmap is first drawn, and when a player gets its first piece. */
function noteFirsts() {
  const note = (/** @type {'picture' | 'piece'} */ what) => {
    document.documentElement.dataset[what] = 'seen';
  };
  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (/** @type {any[]} */ ...given) {
    if (given[0] instanceof ImageBitmap) note('picture');
    // @ts-expect-error It has several forms.
    return drawImage.apply(this, given);
  };
  const { appendBuffer } = SourceBuffer.prototype;
  SourceBuffer.prototype.appendBuffer = function (data) {
    note('piece');
    return appendBuffer.call(this, data);
  };
}

/**
 * A line to a server of this machine, whose bytes are counted.
 *
 * @param {number} port
 * @param {number} speed bytes a millisecond, of all connections together
 */
async function openLine(port, speed) {
  let bytes = 0;
  let freeAt = 0;
  const server = net.createServer((client) => {
    const behind = net.connect(port, '127.0.0.1');
    client.pipe(behind);
    client.on('error', () => behind.destroy());
    behind.on('error', () => client.destroy());
    client.on('close', () => behind.destroy());
    behind.on('end', () => client.end());
    behind.on('data', (part) => {
      bytes += part.length;
      freeAt = Math.max(freeAt, performance.now()) + part.length / speed;
      behind.pause();
      setTimeout(() => {
        client.write(part);
        behind.resume();
      }, freeAt - performance.now());
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {net.AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}/`, bytes: () => bytes, close: () => server.close() };
}
