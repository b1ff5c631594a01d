import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { countGpuBuffers, destroyGpuDevice, liveGpuBuffers } from './count-gpu-buffers.js';
import { PROMPT } from '../open-studio.js';
import { PATIENCE, course, ended, expectFilm, listenIn, load, openTab, segments, start } from '../told-jobs.js';

const site = inject('tinyStudio');
/** Three windows: a software GPU is slow, and on a busy machine the device is lost later than it is asked for. */
const REQUEST = { prompt: PROMPT, seconds: 4, seed: 7 };

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: launchFlags('webgpu-software'), chromiumSandbox: false });
  context = await browser.newContext({ serviceWorkers: 'block' });
  await listenIn(context);
}, PATIENCE);
afterAll(() => browser.close());

it('a film outlives the GPU device that draws it, with the same frames, and leaves no buffers behind', async (test) => {
  const page = await openTab(context, site);
  const { webgpu } = await page.evaluate(() => window.kinoraAutomation!.probe());
  if (!webgpu) {
    if (process.env['KINORA_REQUIRE_WEBGPU'] === '1') throw new Error('KINORA_REQUIRE_WEBGPU is 1, but Chromium offers no WebGPU adapter.');
    console.warn('\n*** SKIPPED: Chromium offers no WebGPU adapter, so no device could be lost. ***\n');
    return test.skip();
  }
  const worker = page.workers().at(-1)!;
  await countGpuBuffers(worker);

  await load(page, site, 'webgpu');
  await start(page, REQUEST);
  const usual = await ended(page);
  expect(usual.metadata.backend).toBe('webgpu');
  const [before] = await liveGpuBuffers(worker);
  expect(before!.count).toBeGreaterThan(0);

  await start(page, REQUEST);
  // The first window is written down, the second is being made.
  await segments(page, 2);
  await destroyGpuDevice(worker);
  const film = await expectFilm(page, usual.metadata);
  expect(course(film)).toEqual(['device-lost', 'resumed', 'done']);
  expect(film.metadata.backend).toBe('webgpu');
  const after = await liveGpuBuffers(worker);
  expect(after).toHaveLength(2);
  expect(after[1]!.count).toBeLessThanOrEqual(before!.count);
  await page.close();
}, 3 * PATIENCE);
