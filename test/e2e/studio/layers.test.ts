import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pngBytes } from '../../browser/png-bytes.js';
import { PROMPT, launchBrowser, visit, type Visit } from '../open-studio.js';
import { axeViolations } from './axe.js';

let browser: Browser;
let studio: Visit;
let page: Page;
const t = (name: string): Locator => page.getByTestId(name);

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  studio = await visit(browser, inject('layersStudio'));
  page = studio.page;
  await t('chip').first().waitFor();
  await t('prompt').fill(PROMPT);
  await t('layers').click();
  await t('layers-panel').waitFor();
});
afterEach(async () => {
  expect(studio.errors).toEqual([]);
  await studio.context.close();
});

const value = (name: string): Promise<number> => t(name).inputValue().then(Number);
const spoken = (words: RegExp): Promise<void> => expect.poll(() => t('announcer').textContent()).toMatch(words);

describe('the stage', () => {
  it('is worked with the keyboard and with fields, says where a layer is, and brings back what was deleted', async () => {
    await t('add-title').click();
    await t('title-text').fill('Zoo');
    await t('stage-layer').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('+');
    await page.keyboard.press(']');
    expect(await Promise.all(['layer-x', 'layer-y', 'layer-turn'].map(value))).toEqual([51, 21, 5]);
    await spoken(/^Zoo: 51 % across, 21 % down, size 15 %, turned by 5°\.$/);
    await t('layer-size').fill('40');
    await t('layer-turn').fill('-30');
    await expect.poll(() => t('stage-layer').evaluate((layer) => getComputedStyle(layer).rotate)).toBe('-30deg');
    await t('stage-layer').focus();
    await page.keyboard.press('Delete');
    expect(await t('stage-layer').count()).toBe(0);
    await spoken(/^Deleted: Zoo$/);
    await t('layer-undo').click();
    expect(await t('stage-layer').textContent()).toBe('Zoo');
    expect(await value('layer-size')).toBe(40);
  });

  it('is dragged on, and hits what can be seen', async () => {
    const dot = pngBytes(64, 64, (x, y) => (Math.hypot(x - 32, y - 32) < 16 ? [220, 40, 40, 255] : [0, 0, 0, 0]));
    for (const name of ['back.png', 'front.png']) await t('add-layer-picture-input').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(dot) });
    await expect.poll(() => page.locator('.stage-layer__picture').count()).toBe(2);
    // The one in front covers the other's place with its empty corner only.
    await t('layer-open').nth(1).click();
    await t('layer-x').fill('30');
    await t('layer-y').fill('50');
    await t('layer-open').nth(0).click();
    await t('layer-x').fill('60');
    await t('layer-y').fill('50');
    await t('layer-size').fill('90');
    // The fields are below it.
    await t('stage').scrollIntoViewIfNeeded();
    let box = (await t('stage').boundingBox())!;
    // The panel scrolls smoothly to where it can be seen.
    await expect.poll(async () => {
      const before = box;
      box = (await t('stage').boundingBox())!;
      return box.y === before.y;
    }).toBe(true);
    const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
    // Where pictures can be seen is known once they are decoded.
    const isHit = async (): Promise<string | null> => {
      await page.mouse.click(...at(0.3, 0.5));
      return t('layer-row').nth(1).getAttribute('data-selected');
    };
    await expect.poll(isHit).toBe('true');
    await page.mouse.move(...at(0.3, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.35, 0.6), { steps: 3 });
    await page.mouse.move(...at(0.4, 0.7), { steps: 3 });
    await page.mouse.up();
    expect(await t('layer-row').nth(1).getAttribute('data-selected')).toBe('true');
    expect(Math.abs((await value('layer-x')) - 40)).toBeLessThan(1.5);
    expect(Math.abs((await value('layer-y')) - 70)).toBeLessThan(1.5);
    const handle = (await t('size-se').boundingBox())!;
    const before = await value('layer-size');
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(...at(0.95, 0.98), { steps: 4 });
    await page.mouse.up();
    expect(await value('layer-size')).toBeGreaterThan(before * 1.2);
  });

  it('becomes a film of its size and layers, which Remix and a reload bring back', async () => {
    await t('add-thing').click();
    await t('layer-prompt').fill('an apple');
    await t('add-title').click();
    await t('title-text').fill('Zoo');
    await t('film-cost').waitFor();
    await t('layers-base').selectOption('place');
    await t('advanced').locator('summary').click();
    await t('film-size').selectOption('own');
    await t('film-width').fill('96');
    await t('film-height').fill('64');
    await t('film-fps').selectOption('24');
    await t('seconds').fill('0.5');
    await t('generate').click();
    await t('result-video').waitFor();
    expect(await t('facts').textContent()).toMatch(/12 at 24 fps.*96 × 64/);
    const screen = (await t('result-video').boundingBox())!;
    expect(screen.width / screen.height).toBeCloseTo(1.5, 1);

    await t('new-form').click();
    expect(await t('layers-panel').count()).toBe(0);
    await t('bring-back').waitFor();
    await t('film-more').click();
    await t('film-remix').click();
    expect(await t('layers').textContent()).toContain('2');
    // It is written down after a pause in typing.
    await expect.poll(() => page.evaluate(() => localStorage.getItem('kinora-form'))).toContain('Zoo');
    await page.reload();
    await expect.poll(() => t('layers').textContent()).toContain('2');
    expect(await t('prompt').inputValue()).toBe(PROMPT);
    await expect.poll(() => t('stage-layer').allTextContents()).toEqual(['an apple', 'Zoo']);
  });

  it('tells what the words of a layer leave out, once, whether its fields are open or not', async () => {
    await t('add-thing').click();
    await t('layer-prompt').fill('a red qwrtzxq');
    await t('layer-note').waitFor();
    expect(await t('layer-note').textContent()).toContain('qwrtzxq');
    await t('layer-open').click();
    expect(await t('layer-fields').count()).toBe(0);
    expect(await t('layer-note').count()).toBe(1);
    await t('layer-open').click();
    await t('layer-prompt').fill('a red apple');
    await expect.poll(() => t('layer-note').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('passes an audit in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await t('add-thing').click();
    await t('layer-prompt').fill('a qwrtzxq');
    await t('layer-note').waitFor();
    await t('add-title').click();
    expect(await axeViolations(page)).toEqual([]);
    await t('layer-open').nth(1).click();
    await t('layer-remove').nth(0).click();
    await t('advanced').locator('summary').click();
    await t('preset-name').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});
