import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { countGpuBuffers, liveGpuBuffers } from './count-gpu-buffers.js';
import { hasAdapter } from '../../has-adapter.js';
import { THOROUGH } from '../../thorough.js';
import { PROMPT } from '../open-studio.js';
import { PATIENCE, listenIn, load, openTab } from '../told-jobs.js';

const site = inject('tinyStudio');
const WARM = 5;
/** A CPU that plays a GPU takes seconds for each film. What is left on the GPU is counted exactly, so that fewer films show it. */
const JOBS = THOROUGH ? { wasm: 100, webgpu: 20 } : { wasm: 50, webgpu: 12 };
const GROWTH = 1.1;

let browser: Browser;

beforeAll(async () => {
  // Memory is measured at once, and not some time when it is collected anyway.
  const args = [...launchFlags('webgpu-software'), '--enable-blink-features=ForceEagerMeasureMemory'];
  browser = await chromium.launch({ executablePath: findBrowser(), args, chromiumSandbox: false });
});
afterAll(() => browser.close());

/** Makes films with these seeds, one after another. */
const films = (page: Page, first: number, last: number): Promise<void> =>
  page.evaluate(
    async ([from, to, prompt]) => {
      for (let seed = from; seed <= to; seed++) {
        await new Promise<void>((resolve, reject) => {
          void window
            .kinoraAutomation!.generate({ prompt, seconds: 0.5, steps: 1, seed }, (event) => {
              if (event.type === 'done') resolve();
              if (event.type === 'failed') reject(new Error(event.error.code));
            })
            .then((accepted) => {
              if (!accepted.ok) reject(new Error(accepted.error.code));
            });
        });
      }
    },
    [first, last, PROMPT] as const,
  );

it.for(['wasm', 'webgpu'] as const)('many films in one page leave no more behind than five, on %s', { timeout: 20 * PATIENCE }, async (backend, test) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await listenIn(context);
  const page = await openTab(context, site);
  const { webgpu } = await page.evaluate(() => window.kinoraAutomation!.probe());
  const worker = page.workers().at(-1)!;
  if (backend === 'webgpu') {
    if (!hasAdapter(webgpu, 'no GPU buffers are counted')) return test.skip();
    await countGpuBuffers(worker);
  }
  await load(page, site, backend);

  const measure = async () => {
    const memory = await page.evaluate(async () => ({
      ...(await (performance as unknown as { measureUserAgentSpecificMemory: () => Promise<{ bytes: number }> }).measureUserAgentSpecificMemory()),
      resources: await window.kinoraAutomation!.resources(),
    }));
    const [gpu = { count: 0, bytes: 0 }] = backend === 'webgpu' ? await liveGpuBuffers(worker) : [];
    return { bytes: memory.bytes, resources: memory.resources, gpu };
  };
  await films(page, 1, WARM);
  const early = await measure();
  await films(page, WARM + 1, JOBS[backend]);
  const late = await measure();

  const measured = JSON.stringify({ early, late });
  expect(late.resources).toEqual(early.resources);
  expect(late.resources).toMatchObject({ tensors: 0, frames: 0 });
  if (backend === 'webgpu') expect(early.gpu.count).toBeGreaterThan(0);
  expect(late.gpu.count, measured).toBeLessThanOrEqual(early.gpu.count);
  expect(late.gpu.bytes, measured).toBeLessThanOrEqual(early.gpu.bytes);
  expect(early.bytes).toBeGreaterThan(1e6);
  expect(late.bytes / early.bytes, measured).toBeLessThan(GROWTH);
  console.log(`${backend}, after ${WARM} and ${JOBS[backend]} films: ${measured}`);
  await context.close();
});
