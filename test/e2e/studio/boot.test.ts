/** No way of opening the page ends in a blank one: what stands in it until it starts, and what it says when it does not. */
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { DIST } from '../../../cli/prepare.mjs';

/** What a person waits before the page has to have said something, in milliseconds. */
const PATIENCE_MS = 5000;
const PLAIN_NAME = 'kinora.test';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findBrowser(),
    // A name that is not this computer's own, so that plain http is no secure context.
    args: [...launchFlags('wasm'), `--host-resolver-rules=MAP ${PLAIN_NAME} 127.0.0.1`],
  });
});
afterAll(() => browser.close());

async function open(url: string, prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(), options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; errors: string[]; requests: string[] }> {
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  context.on('request', (request) => requests.push(request.url()));
  await prepare(page);
  // Not until the page is complete: some of what it loads never comes.
  await page.goto(url, { waitUntil: 'commit' });
  return { page, errors, requests };
}

const note = (page: Page): ReturnType<Page['locator']> => page.locator('#boot');

describe('opening the page', () => {
  it('shows nothing of the fallback in a usual visit', async () => {
    const { page, errors } = await open(inject('tinyStudio'));
    await page.getByTestId('model').waitFor();
    await page.waitForTimeout(PATIENCE_MS);
    expect(await note(page).count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('fault 3: over plain http the studio says within five seconds that it needs https, and asks for no file of the model', async () => {
    const url = inject('tinyStudio').replace('127.0.0.1', PLAIN_NAME);
    const { page, errors, requests } = await open(url);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const message = page.getByTestId('error-message');
    await message.waitFor({ timeout: PATIENCE_MS });
    expect(await message.textContent()).toContain('plain http');
    expect(await page.getByTestId('error-remedy').textContent()).toContain('https');
    expect(await page.getByTestId('generate').isDisabled()).toBe(true);
    expect(requests.filter((request) => request.endsWith('.onnx'))).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('fault 3: the embedded page says the same in German', async () => {
    const url = `${inject('tinyStudio').replace('127.0.0.1', PLAIN_NAME)}embed.html?ui=minimal`;
    const { page, errors } = await open(url, undefined, { locale: 'de-DE' });
    const message = page.getByTestId('error-message');
    await message.waitFor({ timeout: PATIENCE_MS });
    expect(await message.textContent()).toContain('unverschlüsseltes http');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('names the file that could not be loaded', async () => {
    const { page } = await open(inject('tinyStudio'), (page) => page.route(/assets\/index-[\w-]+\.js$/, (route) => route.abort()));
    await expect.poll(() => note(page).textContent()).toMatch(/could not be loaded \(.*assets\/index-.*\.js\)\. Check the connection/);
    await page.context().close();
  });

  it('names the error of a script that does not run here', async () => {
    const { page } = await open(inject('tinyStudio'), (page) =>
      page.route(/assets\/index-[\w-]+\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: 'import.meta.nothing.here;' })),
    );
    await expect.poll(() => note(page).textContent()).toMatch(/^Kinora could not start: .*undefined.*Reload the page/);
    await page.context().close();
  });

  it('says that it has not started while its script does not arrive', async () => {
    const { page } = await open(`${inject('tinyStudio')}embed.html`, (page) => page.route(/assets\/embed-[\w-]+\.js$/, () => new Promise(() => undefined)), { locale: 'de' });
    await expect.poll(() => note(page).isVisible()).toBe(true);
    expect(await note(page).textContent()).toContain('Kinora ist nicht gestartet.');
    await page.context().close();
  });

  it('stays when the list of films cannot be loaded, and says so', async () => {
    const { page } = await open(inject('tinyStudio'), (page) => page.route(/assets\/film-grid-[\w-]+\.js$/, (route) => route.abort()));
    await page.getByTestId('prompt').fill('a red apple bouncing');
    await page.getByTestId('generate').click();
    await page.getByText('They are safe: reload the page.').waitFor({ timeout: 120_000 });
    expect(await page.getByTestId('prompt').isVisible()).toBe(true);
    await page.context().close();
  });

  it('says that it needs JavaScript', async () => {
    const { page } = await open(inject('tinyStudio'), undefined, { javaScriptEnabled: false });
    await expect.poll(() => page.locator('body').innerText()).toMatch(/Kinora has not started\.[^]*Allow JavaScript/);
    await page.context().close();
  });

  it('says how to start it when the page is opened as a file', async () => {
    const { page } = await open(pathToFileURL(path.join(DIST, 'index.html')).href);
    await expect.poll(() => note(page).textContent()).toContain('Run "npm start"');
    await page.context().close();
  });
});
