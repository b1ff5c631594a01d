import { chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import type { Harness } from './harness-page.js';

declare global {
  interface Window {
    harness: Harness;
  }
}

export interface OpenHarness {
  readonly page: Page;
  /** Every address that the page and its workers asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the test page in a Chromium of its own.
 *
 * @param isolated whether the page is cross-origin isolated, so that WebAssembly has threads
 */
export async function openHarness({ isolated = true } = {}): Promise<OpenHarness> {
  // A machine that has a GPU says so with KINORA_WEBGPU=hardware; all others use Chromium's software adapter.
  const gpu = process.env['KINORA_WEBGPU'] === 'hardware' ? 'webgpu' : 'webgpu-software';
  const browser = await chromium.launch({ executablePath: findBrowser(), args: launchFlags(gpu), chromiumSandbox: false });
  const page = await browser.newPage();
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => console.error(error));
  await page.goto(new URL('harness.html', inject(isolated ? 'harness' : 'plainHarness')).href);
  await page.waitForFunction(() => 'harness' in window);
  return { page, requests, close: () => browser.close() };
}
