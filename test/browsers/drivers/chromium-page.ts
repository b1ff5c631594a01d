import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { COMPILE_ONCE } from '../../e2e/compile-once.js';
import { testIdSelector, type BrowserPage, type LaunchOptions } from './browser-page.js';

/** Starts Chromium without a window, through Playwright. */
export async function openChromium({ proxy, compileOnce = false }: LaunchOptions = {}): Promise<BrowserPage> {
  const browser = await chromium.launch({
    executablePath: findBrowser({ install: false }),
    // Headless Chromium plays without a click only when told to.
    args: [...launchFlags('wasm'), '--autoplay-policy=no-user-gesture-required', ...(compileOnce ? [COMPILE_ONCE] : [])],
    ...(proxy === undefined ? {} : { proxy: { server: `http://${proxy}`, bypass: '127.0.0.1,localhost' } }),
  });
  const page = await browser.newPage();
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  page.context().on('weberror', (error) => heard.push(error.error().message));
  const at = (testId: string) => page.locator(testIdSelector(testId)).first();
  return {
    name: `Chromium ${browser.version()}`,
    go: async (url) => {
      await page.goto(url);
    },
    // As text, like the other drivers: the page's policy forbids it to evaluate any itself.
    run: (work, ...args) => page.evaluate(`(${String(work)})(...${JSON.stringify(args)})`),
    click: (testId) => at(testId).click(),
    type: (testId, text) => at(testId).fill(text),
    give: (testId, file) => at(testId).setInputFiles(file),
    screenshot: () => page.screenshot(),
    errors: async () => heard.splice(0),
    close: () => browser.close(),
  };
}
