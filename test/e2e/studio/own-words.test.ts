import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { COMPOSITION_ORDERS, endComposition } from '../compose.js';
import { PROMPT, launchBrowser, visit, type Visit } from '../open-studio.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;
/** What a key would have set off is there by then, in milliseconds. */
const SOON_MS = 400;
const NAME = '東京の夕焼け';
/** Written from right to left, with words that the model knows. */
const ARABIC = 'تفاحة red apple bouncing';
const HEBREW = 'תפוח';

let browser: Browser;
let studio: Visit;
let page: Page;

const t = (name: string) => page.getByTestId(name);
const soon = () => page.waitForTimeout(SOON_MS);
const direction = (of: Locator) => of.evaluate((element) => getComputedStyle(element).direction);

beforeAll(async () => {
  browser = await launchBrowser();
  studio = await visit(browser, inject('tinyStudio'));
  page = studio.page;
  page.setDefaultTimeout(FILM_MS);
  await studio.context.grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(async () => {
  expect(studio.errors).toEqual([]);
  await browser.close();
});

/** A new visit with an empty form, once it shows the films of the one before. */
async function reload(): Promise<void> {
  if (await t('new-form').isVisible()) await t('new-form').click();
  const films = await t('film').count();
  await page.reload();
  await expect.poll(() => t('film').count(), { timeout: FILM_MS }).toBe(films);
}

async function makeFilm(prompt: string): Promise<void> {
  const before = await t('film').count();
  await t('prompt').fill(prompt);
  await t('seconds').fill('0.5');
  await t('generate').click();
  await expect.poll(() => t('film').count(), { timeout: FILM_MS }).toBe(before + 1);
}

async function choose(entry: string): Promise<void> {
  await t('film-more').first().click();
  await t(entry).click();
}

describe('fault 19: keys of an input method', () => {
  it.each(COMPOSITION_ORDERS)('end the composition in the name of a film and leave the field open: %s', async (order) => {
    if ((await t('film').count()) === 0) await makeFilm(PROMPT);
    await choose('film-rename');
    await t('film-title').fill(NAME);
    for (const key of ['Escape', 'Enter', 'ArrowDown']) {
      const goesOn = await endComposition(t('film-title'), order, key);
      expect(goesOn, `a menu or dialog around the field is not closed by ${key}`).toBe(key !== 'Escape');
      await soon();
      expect(await t('film-title').inputValue(), key).toBe(NAME);
    }
    await t('film-title').press('Enter');
    await expect.poll(() => t('film-name').allTextContents()).toEqual([NAME]);
    await choose('film-rename');
    await t('film-title').fill('something else');
    await t('film-title').press('Escape');
    await expect.poll(() => t('film-name').allTextContents()).toEqual([NAME]);
  });

  it.each(COMPOSITION_ORDERS)('make no film, cancel none and move no scene: %s', async (order) => {
    await t('prompt').fill(PROMPT);
    await endComposition(t('prompt'), order, 'Enter', { ctrlKey: true });
    await soon();
    expect(await t('progress').count()).toBe(0);

    await t('seconds').fill('60');
    await t('prompt').press('Control+Enter');
    await t('progress').waitFor();
    for (let time = 0; time < 3; time++) await endComposition(t('prompt'), order, 'Escape');
    await soon();
    expect(await t('announcer').textContent()).not.toContain('Esc');
    expect(await t('cancel').isEnabled()).toBe(true);
    await t('prompt').press('Escape');
    await t('prompt').press('Escape');
    await expect.poll(() => t('progress').count(), { timeout: FILM_MS }).toBe(0);

    await t('add-scene').click();
    await t('prompt').fill('a blue cup');
    const scenes = () => t('scene').locator('.scenes__prompt').allTextContents();
    await endComposition(t('scene').first(), order, 'ArrowRight', { altKey: true });
    await soon();
    expect(await scenes()).toEqual([PROMPT, 'a blue cup']);
    await t('scene').first().press('Alt+ArrowRight');
    await expect.poll(scenes).toEqual(['a blue cup', PROMPT]);
    await reload();
  });
});

describe('fault 22: numbers in the form', () => {
  it('are shown as they were read once the field is left, and told where they are none', async () => {
    await t('seed').fill('1.000');
    await t('seconds').fill('４，５');
    await t('prompt').fill(PROMPT);
    expect([await t('seed').inputValue(), await t('seconds').inputValue()]).toEqual(['1000', '4.5']);
    await t('seconds').fill('4s');
    expect(await t('seconds').getAttribute('aria-invalid')).toBe('true');
    await t('generate').click();
    expect(await t('error-message').textContent()).toBe('The length is "4s", which is not a number.');
    expect(await t('seconds').inputValue()).toBe('4s');
  });
});

describe('fault 26: copied settings', () => {
  it('fill the whole form again when they are pasted', async () => {
    await reload();
    await t('prompt').fill(PROMPT);
    await t('seconds').fill('0.5');
    await t('add-scene').click();
    await t('prompt').fill('a blue cup');
    await t('start-continue').click();
    await t('seed').fill('26');
    await t('loop').click();
    await t('motion').fill('1.5');
    await t('advanced').locator('summary').click();
    await t('steps').fill('2');
    const form = async () => ({
      scenes: await t('scene').allTextContents(),
      seed: await t('seed').inputValue(),
      loop: await t('loop').getAttribute('aria-pressed'),
      motion: await t('motion').inputValue(),
      steps: await t('steps').inputValue(),
      continues: await page.locator('.scenes__joint svg').first().innerHTML(),
    });
    const written = await form();
    expect(written.scenes).toHaveLength(2);
    await t('generate').click();
    await t('copy-settings').waitFor({ timeout: FILM_MS });
    await t('copy-settings').click();
    await expect.poll(() => t('copy-settings').textContent()).toBe('Copied');

    await reload();
    await t('advanced').locator('summary').click();
    await t('prompt').focus();
    await page.keyboard.press('Control+V');
    await expect.poll(form).toEqual(written);
    expect(await t('settings-need').count()).toBe(0);
  });

  it('name the picture that they do not hold', async () => {
    const settings = { kinora: 1, prompt: PROMPT, seconds: 0.5, seed: 7, needs: ['image'], pack: { id: 'tiny', version: '1.0.0' } };
    await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(settings));
    await t('prompt').focus();
    await page.keyboard.press('Control+V');
    expect(await t('settings-need').textContent()).toBe('Settings hold no pictures or videos. For the same film, add again: the picture that it began with.');
  });
});

describe('fault 23: words from right to left', () => {
  it('run from right to left wherever they are typed and shown', async () => {
    await reload();
    await t('prompt').fill('a red apple');
    expect(await direction(t('prompt'))).toBe('ltr');
    await t('prompt').fill(ARABIC);
    expect(await direction(t('prompt'))).toBe('rtl');
    await t('add-scene').click();
    expect(await direction(page.locator('.scenes__prompt').first())).toBe('rtl');
    await reload();

    await makeFilm(ARABIC);
    expect(await direction(t('film-name').first())).toBe('rtl');
    expect(await direction(page.locator('.player__prompt'))).toBe('rtl');
    await choose('film-rename');
    await t('film-title').fill(HEBREW);
    expect(await direction(t('film-title'))).toBe('rtl');
    await t('film-title').press('Enter');
    await expect.poll(() => t('film-name').first().textContent()).toBe(HEBREW);
    // In a sentence of the page they are isolated (U+2068, U+2069), so that they do not reorder it.
    expect(await t('film-more').first().getAttribute('aria-label')).toBe(`More for “\u2068${HEBREW}\u2069”`);
    await choose('film-export');
    expect(await direction(page.locator('.export__film'))).toBe('rtl');
    await page.keyboard.press('Escape');
    await choose('film-delete');
    expect(await t('undo-bar').locator('bdi').textContent()).toContain(HEBREW);
    expect(await direction(t('undo-bar').locator('p'))).toBe('ltr');

    await t('prompt').fill(`${HEBREW} שמש`);
    await t('generate').click();
    await expect.poll(() => t('error-message').locator('bdi').allTextContents()).toEqual([HEBREW, 'שמש']);
  });

  it('wait from right to left in the queue and above the bar', async () => {
    await reload();
    await t('prompt').fill(ARABIC);
    await t('seconds').fill('60');
    await t('generate').click();
    await t('progress').waitFor();
    await t('generate').click();
    expect(await direction(t('queued').locator('.queue__prompt'))).toBe('rtl');
    await t('clip').first().click();
    expect(await direction(page.locator('.job__title'))).toBe('rtl');
  });
});
