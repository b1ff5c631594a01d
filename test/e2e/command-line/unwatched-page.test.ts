import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { UnwatchedPage } from '../../../cli/generate/unwatched-page.mjs';

let browser: Browser;
let page: UnwatchedPage;
let told: unknown[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: inject('quickChromium') });
});
afterAll(() => browser.close());

beforeEach(async () => {
  told = [];
  page = await UnwatchedPage.open(browser, { exposed: { tell: (value) => void told.push(value) }, firstScript: 'window.first = 7' });
  await page.goto('data:text/html,<title>here</title>', () => document.title === 'here', 10_000);
});

describe('a page that Playwright does not watch', () => {
  it('is none of its pages', () => {
    expect(browser.contexts().flatMap((context) => context.pages())).toEqual([]);
  });

  it('gives what a function returns, waits for promises, and passes values', async () => {
    expect(await page.evaluate((one: number, { two }: { two: string }) => Promise.resolve([one, two]), 1, { two: 'b' })).toEqual([1, 'b']);
    const list = await page.keep(() => [1, 2, 3]);
    expect(await page.evaluate((kept: number[], more: number) => kept.length + more, list, 4)).toBe(7);
  });

  it('tells what a function throws', async () => {
    await expect(page.evaluate(() => Promise.reject(new Error('not here')))).rejects.toThrow('not here');
  });

  it('runs the first script before all others, and hears what the page tells', async () => {
    await page.evaluate(() => (window as unknown as { tell: (text: string) => void }).tell(JSON.stringify({ first: (window as unknown as { first: number }).first })));
    expect(told).toEqual([{ first: 7 }]);
  });

  it('reads chosen files from the disk', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kinora-page-'));
    try {
      await writeFile(path.join(folder, 'a.txt'), 'chosen');
      const field = await page.keep(() => Object.assign(document.createElement('input'), { type: 'file' }));
      await page.chooseFile(field, path.join(folder, 'a.txt'));
      expect(await page.evaluate((input: HTMLInputElement) => input.files?.[0]?.text(), field)).toBe('chosen');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('waits for an address no longer than it is asked to', async () => {
    await expect(page.goto('data:text/html,<title>there</title>', () => document.title === 'elsewhere', 300)).rejects.toThrow('did not start within 0.3 s');
  });

  it('says that it is gone, to whoever waits and to whoever asks later', async () => {
    const other = await chromium.launch({ executablePath: inject('quickChromium') });
    const lost = await UnwatchedPage.open(other, { exposed: {}, firstScript: '' });
    const gone = new Promise<void>((resolve) => lost.onEnd(resolve));
    const waiting = lost.evaluate(() => new Promise(() => undefined));
    await Promise.all([expect(waiting).rejects.toThrow('gone'), other.close()]);
    await gone;
    await expect(lost.evaluate(() => 1)).rejects.toThrow('gone');
  });

  it('says so when it crashed', async () => {
    const gone = new Promise<void>((resolve) => page.onEnd(resolve));
    await page.goto('chrome://crash', () => false, 60_000).catch(() => undefined);
    await gone;
  });
});
