import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PROMPT, launchBrowser, visit } from '../open-studio.js';
import { axeViolations } from './axe.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(['light', 'dark'] as const)('the studio in %s colours', (colorScheme) => {
  it('passes an audit in every state that a person meets', async () => {
    const { context, page, errors } = await visit(browser, inject('tinyStudio'), { colorScheme });
    page.setDefaultTimeout(FILM_MS);
    const t = (name: string) => page.getByTestId(name);
    const found: Record<string, string[]> = {};
    const audit = async (state: string): Promise<void> => {
      found[state] = await axeViolations(page);
    };
    await t('chip').first().waitFor();
    await audit('empty');

    await t('prompt').fill('a red aple bouncing');
    await t('unknown-words').waitFor();
    await t('seconds').fill('');
    await t('generate').click();
    await t('error').waitFor();
    expect(await t('error-message').textContent()).toBe('The length is empty.');
    await t('advanced').locator('summary').click();
    await t('steps').waitFor();
    await t('abilities').locator('summary').click();
    await audit('unknown words, an error, everything unfolded');

    await page.locator('body').press('?');
    await t('shortcuts').waitFor();
    await audit('the sheet of shortcuts');
    await page.keyboard.press('Escape');
    await t('shortcuts').waitFor({ state: 'detached' });

    await t('models-open').click();
    await t('model-choice').first().waitFor();
    await t('model-recipes').locator('summary').click();
    await audit('the models');
    await t('close-dialog').click();

    await t('prompt').fill(PROMPT);
    await t('seconds').fill('1');
    await t('variations').click();
    await expect.poll(() => t('still').count(), { timeout: FILM_MS }).toBe(4);
    await t('still').nth(1).click();
    expect(await t('seed').inputValue()).toBe(await t('still').nth(1).getAttribute('data-seed'));
    await audit('first frames to choose from');

    await t('add-scene').click();
    await t('loop').click();
    await audit('two scenes');
    await t('scenes').getByRole('button', { name: 'Remove scene 2' }).click();
    await t('loop').click();

    await t('seconds').fill('60');
    await t('generate').click();
    await t('seconds').fill('1');
    await t('generate').click();
    await t('queued').waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLButtonElement>('[data-testid="pause"]')?.disabled === false, undefined, { timeout: FILM_MS });
    await audit('a film in the making, one waiting');
    await t('pause').click();
    await t('resume').waitFor({ timeout: FILM_MS });
    await audit('a paused film');
    await t('resume').click();
    await t('cancel').click();

    await t('result-video').waitFor({ timeout: FILM_MS });
    await t('film-poster').waitFor();
    await audit('a finished film');
    await t('film-more').click();
    await t('film-remix').waitFor();
    await audit('the menu of a kept film');
    await t('film-export').click();
    await t('export-gif').waitFor();
    await audit('the export dialog');
    await page.keyboard.press('Escape');
    await t('export-dialog').waitFor({ state: 'detached' });
    await t('film-more').click();
    await t('film-rename').click();
    await audit('a film that is being named');
    await page.keyboard.press('Escape');
    await t('film-more').click();
    await t('film-delete').click();
    await t('undo').waitFor();
    await audit('a deleted film');
    await t('undo').click();
    await t('language').selectOption('de');
    await page.getByTestId('generate').getByText('Film machen').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await audit('in German');
    await context.close();

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])));
    expect(errors).toEqual([]);
  });
});
