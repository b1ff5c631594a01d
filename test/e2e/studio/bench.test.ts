import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { BenchReport } from '../../../src/features/bench/bench-report.js';
import { launchBrowser, visit } from '../open-studio.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a person measures the device, stops and begins anew, and takes the numbers along', async () => {
  const { context, page, errors } = await visit(browser, `${inject('tinyStudio')}bench.html`);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const t = (name: string) => page.getByTestId(name);
  await t('bench-start').click();
  await t('bench-stop').click();
  await t('bench-start').click();
  await t('bench-copy').click();
  const report = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as BenchReport;
  expect(report).toMatchObject({ kinora: 'bench/1', pack: { id: 'tiny' }, isolated: true });
  expect(report.rows.map(({ kind, runs, sameFrames }) => [kind, runs, sameFrames])).toEqual([['wasm', 3, true], ['wasm, one thread', 3, true]]);
  for (const { total, firstPicture, firstPiece, metadata } of report.runs) {
    expect(metadata).toMatchObject({ seconds: 5, frames: 60 });
    expect(firstPicture).toBeGreaterThan(0);
    expect(firstPiece).toBeGreaterThan(firstPicture);
    expect(total).toBeGreaterThan(firstPiece ?? Infinity);
  }
  expect(await t('bench-table').locator('tbody tr').count()).toBe(2);
  expect(errors).toEqual([]);
  await context.close();
});
