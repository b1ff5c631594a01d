import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { countGpuBuffers, destroyGpuDevice, liveGpuBuffers } from './count-gpu-buffers.js';
import { hasAdapter } from '../../has-adapter.js';
import { PROMPT } from '../open-studio.js';
import { PATIENCE, course, ended, expectFilm, listenIn, load, openTab, ready, recover, segments, start, unfinished } from '../told-jobs.js';

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

const hasDevice = async (page: Page): Promise<boolean> => hasAdapter((await page.evaluate(() => window.kinoraAutomation!.probe())).webgpu, 'no device could be lost');

it('a film outlives the GPU device that draws it, with the same frames, and leaves no buffers behind', async (test) => {
  const page = await openTab(context, site);
  if (!(await hasDevice(page))) return test.skip();
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

it('a film in three layers outlives its device, and a reload, painted on the GPU before and after', async (test) => {
  const layered = inject('layersStudio');
  const place = { x: 0.3, y: 0.6, size: 0.6 };
  const request = { prompt: 'a red apple on a beach', seconds: 4, seed: 7, fps: 24 as const, shadows: true, layers: [{ prompt: 'a dog running', ...place }, { prompt: 'a cat', ...place, x: 0.7 }, { text: 'Hi', ...place, y: 0.2, size: 0.2 }] };
  const page = await openTab(context, layered);
  if (!(await hasDevice(page))) return test.skip();
  const worker = page.workers().at(-1)!;
  await countGpuBuffers(worker);
  await load(page, layered, 'webgpu');
  await start(page, request);
  const usual = await ended(page);
  expect(course(usual)).toEqual(['done']);
  const [before] = await liveGpuBuffers(worker);

  await start(page, request);
  await segments(page, 2);
  await destroyGpuDevice(worker);
  expect(course(await expectFilm(page, usual.metadata))).toEqual(['device-lost', 'resumed', 'done']);
  const after = await liveGpuBuffers(worker);
  expect(after[1]!.count).toBeLessThanOrEqual(before!.count);

  const id = await start(page, request);
  await segments(page, 2);
  await page.reload();
  await ready(page);
  await expect.poll(() => unfinished(page), { timeout: PATIENCE }).toHaveLength(1);
  expect((await unfinished(page))[0]!.doneFrames).toBeGreaterThan(0);
  expect(await recover(page, id)).toMatchObject({ ok: true });
  expect(course(await expectFilm(page, usual.metadata))).toEqual(['resumed', 'done']);
  await page.close();
}, 3 * PATIENCE);
