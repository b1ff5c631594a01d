import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create, frameOf, openSites, visitHost, type Sites } from './open-host.js';
import { PROMPT, launchBrowser } from '../open-studio.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 200_000;
/** A download that has not begun by then never does. Milliseconds. */
const QUIET_MS = 1000;

let sites: Sites;
let browser: Browser;
let page: Page;
let downloads: string[];

beforeAll(async () => {
  [sites, browser] = await Promise.all([openSites(), launchBrowser()]);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await sites.close();
});

/** Kinora in a bare frame on `host`, in a sandbox with `tokens`, with a film made. */
async function filmIn(host: string, ui: 'full' | 'minimal', tokens: string): Promise<Frame> {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1100, height: 900 } });
  page = await context.newPage();
  downloads = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await page.goto(host);
  await page.evaluate(
    ([src, sandbox]) => {
      const iframe = document.createElement('iframe');
      iframe.setAttribute('sandbox', sandbox);
      iframe.src = src;
      iframe.style.cssText = 'width: 1000px; height: 860px';
      document.body.replaceChildren(iframe);
    },
    [`${sites.plain}embed.html?ui=${ui}`, tokens] as const,
  );
  await expect.poll(() => page.frames().some((frame) => frame.url().includes('/embed.html'))).toBe(true);
  const frame = frameOf(page);
  await frame.getByTestId('prompt').fill(PROMPT);
  if (ui === 'full') await frame.getByTestId('seconds').fill('1');
  else await frame.getByTestId('seconds').selectOption('2');
  await frame.getByTestId('generate').click();
  await frame.getByTestId('download').waitFor({ timeout: FILM_MS });
  expect(await frame.getByTestId('no-download').count(), 'nothing is said before there is need').toBe(0);
  return frame;
}

const SANDBOX = 'allow-scripts allow-same-origin';

describe('a frame that may not download', () => {
  it('fault 21: says what may have happened, offers a new tab, and says when there is none', async () => {
    const frame = await filmIn(`${sites.host}bare.html`, 'minimal', SANDBOX);
    await frame.getByTestId('download').click();
    const note = frame.getByTestId('no-download');
    await note.waitFor();
    expect(await note.getAttribute('data-blocked'), 'a sandbox of another origin cannot be read').toBe('false');
    expect(await note.textContent()).toMatch(/Was no file saved\?.*Save video as.*allow-downloads/);
    await frame.getByTestId('no-download-open').click();
    await expect.poll(() => note.textContent()).toContain('New tabs are not allowed either.');
    await page.waitForTimeout(QUIET_MS);
    expect(downloads).toEqual([]);
    await note.getByRole('button', { name: 'Dismiss' }).click();
    await note.waitFor({ state: 'detached' });
  });

  it('fault 21: opens the film in a new tab where that is allowed', async () => {
    const frame = await filmIn(`${sites.host}bare.html`, 'minimal', `${SANDBOX} allow-popups`);
    await frame.getByTestId('download').click();
    const [tab] = await Promise.all([page.context().waitForEvent('page'), frame.getByTestId('no-download-open').click()]);
    await expect.poll(() => tab.evaluate(() => [document.contentType, document.querySelector('video')?.videoWidth])).toEqual(['video/mp4', 64]);
  });

  it('fault 21: says so for sure where the sandbox can be read, in the studio and for exports too', async () => {
    const frame = await filmIn(`${sites.plain}embed.d.ts`, 'full', SANDBOX);
    await frame.getByTestId('download').click();
    const note = frame.getByTestId('no-download');
    await note.waitFor();
    expect(await note.getAttribute('data-blocked')).toBe('true');
    expect(await note.textContent()).toContain('does not allow downloads, so no file was saved.');

    await frame.getByTestId('export').click();
    await frame.getByTestId('export-gif').getByRole('button').click();
    const inDialog = frame.getByTestId('export-dialog').getByTestId('no-download');
    await inDialog.waitFor({ timeout: FILM_MS });
    const picture = inDialog.getByRole('img');
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
    expect(await inDialog.textContent()).toContain('Save image as');
    expect(downloads).toEqual([]);
  });
});

describe('a frame that may download', () => {
  it('fault 21: by embed.js saves the film and says nothing', async () => {
    ({ page } = await visitHost(browser, sites.host, sites.plain));
    expect(await create(page, { ui: 'minimal' })).toBeNull();
    const frame = frameOf(page);
    await frame.getByTestId('prompt').fill(PROMPT);
    await frame.getByTestId('seconds').selectOption('2');
    await frame.getByTestId('generate').click();
    await frame.getByTestId('download').waitFor({ timeout: FILM_MS });
    const [download] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('download').click()]);
    expect(download.suggestedFilename()).toMatch(/^a-red-apple.*\.mp4$/);
    expect(await frame.getByTestId('no-download').count()).toBe(0);
  });
});
