import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pngBytes } from '../../browser/png-bytes.js';
import { PROMPT, launchBrowser, visit, type Visit } from '../open-studio.js';

let browser: Browser;
let studio: Visit;
let page: Page;
const t = (name: string): Locator => page.getByTestId(name);

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  studio = await visit(browser, inject('tinyStudio'));
  page = studio.page;
  await t('chip').first().waitFor();
});
afterEach(async () => {
  expect(studio.errors).toEqual([]);
  await studio.context.close();
});

const picture = (name: string, red: number) => ({ name, mimeType: 'image/png', buffer: Buffer.from(pngBytes(32, 32, () => [red, 60, 60, 255])) });
const waiting = (): Promise<string[]> => page.locator('.queue__prompt').allTextContents();

describe('films for a list', () => {
  it('are made of lines and of pictures, changed in their place, and show their pictures', async () => {
    await t('seconds').fill('30');
    await t('prompt').fill('- a red apple bouncing\n- an apple falling');
    await t('each-line').click();
    await expect.poll(waiting).toEqual(['an apple falling']);
    await t('prompt').fill(PROMPT);
    await t('image-input').setInputFiles([picture('one.png', 200), picture('two.png', 90)]);
    await t('each-picture').click();
    await expect.poll(waiting).toEqual(['an apple falling', PROMPT, PROMPT]);
    expect(await t('queued-thumb').count()).toBe(2);

    await t('queued-edit').first().click();
    expect(await t('prompt').inputValue()).toBe('an apple falling');
    await t('prompt').fill('an apple bouncing');
    await t('generate').click();
    await expect.poll(waiting).toEqual(['an apple bouncing', PROMPT, PROMPT]);
    await t('queued-more').first().click();
    await t('queued-duplicate').click();
    await expect.poll(waiting).toEqual(['an apple bouncing', 'an apple bouncing', PROMPT, PROMPT]);
    await t('cancel').click();
  });

  it('have the form and its named options on the next visit, until it is emptied', async () => {
    await t('prompt').fill(PROMPT);
    await t('seconds').fill('2.5');
    await t('loop').click();
    await t('advanced').locator('summary').click();
    await t('preset-name').fill('round');
    await t('preset-save').click();
    await expect.poll(() => page.evaluate(() => localStorage.getItem('kinora-form'))).toContain('2.5');
    await page.reload();
    await expect.poll(() => t('prompt').inputValue()).toBe(PROMPT);
    expect(await t('seconds').inputValue()).toBe('2.5');
    await t('new-form').click();
    expect(await t('prompt').inputValue()).toBe('');
    await t('advanced').locator('summary').click();
    await t('preset').selectOption({ label: 'round' });
    expect([await t('seconds').inputValue(), await t('loop').getAttribute('aria-pressed')]).toEqual(['2.5', 'true']);
    await t('loop').click();
    await t('seconds').fill('4');
    await expect.poll(() => page.evaluate(() => localStorage.getItem('kinora-form'))).toBeNull();
  });
});
