import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DIST } from '../../../cli/prepare.mjs';
import { PROMPT, launchBrowser } from '../open-studio.js';

/** Milliseconds that a film of the tiny pack may take on a busy machine. */
const FILM_MS = 120_000;

/** Refuses memory that may grow beyond 512 MiB, as phones do that set it aside at once. */
const LIKE_A_PHONE = `
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(wanted) {
      if (wanted.shared && wanted.maximum > 8192) throw new RangeError('Out of memory');
      super(wanted);
    }
  };
`;

/** Takes away what Safari 16.4 lacks and scripts of this program or of its packages might reach for; runs in pages and workers. */
const AS_IN_SAFARI_16_4 = `
  if (isSecureContext) for (const [owner, names] of [
    [URL, ['canParse', 'parse']],
    [AbortSignal, ['any']],
    [Promise, ['withResolvers', 'try']],
    [Object, ['groupBy']],
    [Map, ['groupBy']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find']],
    [ArrayBuffer.prototype, ['transfer', 'transferToFixedLength']],
    [Blob.prototype, ['bytes']],
    [ReadableStream.prototype, ['values', Symbol.asyncIterator]],
    [FileSystemFileHandle.prototype, ['createWritable']],
    [StorageManager.prototype, ['estimate']],
    [RegExp, ['escape']],
    [Uint8Array.prototype, ['toHex', 'toBase64']],
    [globalThis, ['Iterator', 'scheduler', 'requestIdleCallback', 'Float16Array', 'launchQueue']],
    [Object.getPrototypeOf(navigator), ['gpu', 'deviceMemory']],
    [WebAssembly, ['Suspending', 'promising']],
  ]) for (const name of names) delete owner[name];
`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('a browser that has what Safari 16.4 has', () => {
  it('makes a film, and keeps it from visit to visit', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(FILM_MS);
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(error.error().message));
    await context.addInitScript(AS_IN_SAFARI_16_4);
    let workers = 0;
    await context.route(/\/assets\/[\w.]*worker-[\w-]+\.js$/, async (route) => {
      const response = await route.fetch();
      workers++;
      await route.fulfill({ response, body: AS_IN_SAFARI_16_4 + LIKE_A_PHONE + (await response.text()) });
    });
    const page = await context.newPage();
    await page.goto(inject('tinyStudio'));
    expect(await page.evaluate(() => [typeof Reflect.get(URL, 'canParse'), typeof Reflect.get(AbortSignal, 'any')])).toEqual(['undefined', 'undefined']);
    await page.getByTestId('prompt').fill(PROMPT);
    await page.getByTestId('seconds').fill('1');
    await page.getByTestId('generate').click();
    await expect.poll(() => page.getByTestId('film').count(), { timeout: FILM_MS }).toBe(1);
    // A film is kept before its poster is drawn.
    await page.getByTestId('film-poster').waitFor();
    await page.reload();
    await expect.poll(() => page.getByTestId('film').count(), { timeout: FILM_MS }).toBe(1);
    expect(workers).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    // The page asks for a worker of its own accord, until it is closed.
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  });

  it('finds no light-dark() in the styles, which it would skip', () => {
    const folder = path.join(DIST, 'assets');
    const styles = readdirSync(folder).filter((name) => name.endsWith('.css'));
    expect(styles.length).toBeGreaterThan(0);
    for (const name of styles) expect(readFileSync(path.join(folder, name), 'utf8')).not.toContain('light-dark(');
  });
});
