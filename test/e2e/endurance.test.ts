import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../cli/find-browser.mjs';
import { PROMPT } from './open-studio.js';
import { PATIENCE, listenIn, load, openTab } from './told-jobs.js';

const site = inject('tinyStudio');
const JOBS = 100;
const WARM = 5;
const GROWTH = 1.1;

let browser: Browser;

beforeAll(async () => {
  // Memory is measured at once, and not some time when it is collected anyway.
  const args = [...launchFlags('wasm'), '--enable-blink-features=ForceEagerMeasureMemory'];
  browser = await chromium.launch({ executablePath: findBrowser(), args, chromiumSandbox: false });
});
afterAll(() => browser.close());

it('a hundred films in one page leave no more behind than five', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await listenIn(context);
  const page = await openTab(context, site);
  await load(page, site, 'wasm');
  const measured = await page.evaluate(
    async ([jobs, warm, prompt]) => {
      const automation = window.kinoraAutomation!;
      const film = (seed: number): Promise<void> =>
        new Promise((resolve, reject) => {
          void automation
            .generate({ prompt, seconds: 0.5, seed }, (event) => {
              if (event.type === 'done') resolve();
              if (event.type === 'failed') reject(new Error(event.error.message));
            })
            .then((accepted) => {
              if (!accepted.ok) reject(new Error(accepted.error.message));
            });
        });
      const measure = async () => {
        const { bytes } = await (performance as unknown as { measureUserAgentSpecificMemory: () => Promise<{ bytes: number }> }).measureUserAgentSpecificMemory();
        return { bytes, resources: await automation.resources() };
      };
      let early = null;
      for (let job = 1; job <= jobs; job++) {
        await film(job);
        if (job === warm) early = await measure();
      }
      return { early, late: await measure() };
    },
    [JOBS, WARM, PROMPT] as const,
  );
  const { early, late } = measured;
  if (!early) throw new Error('Nothing was measured after the first films.');
  expect(late.resources).toEqual(early.resources);
  expect(late.resources).toMatchObject({ tensors: 0, frames: 0 });
  expect(early.bytes).toBeGreaterThan(1e6);
  expect(late.bytes / early.bytes, JSON.stringify(measured)).toBeLessThan(GROWTH);
  await context.close();
}, 3 * PATIENCE);
