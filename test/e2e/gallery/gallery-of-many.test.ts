import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';
import { filmOf } from '../../../src/features/gallery/film-store/film.js';
import { saveArchive } from '../../../src/features/gallery/archive/save-archive.js';
import { toyClip } from '../../fixtures/page/toy-film.js';
import { grayPng } from '../studio/gray-png.js';
import { launchBrowser, visit } from '../open-studio.js';

const FILMS = 500;
/** Rows beside the window included; the whole gallery would be ten times as many. */
const MOST_CARDS = 60;
const PATIENCE_MS = 240_000;
/** Twice as long as a still page's, which a machine that is five times slower or as busy must not fail. */
const MOST_FRAME_RATIO = 2 * 5;
const STEP_PIXELS = 60;
const SCROLLED_FRAMES = 150;
const IDLE_FRAMES = 60;

let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-many-'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** An archive of {@link FILMS} films that the gallery takes in, each with a video and a picture. */
async function archiveOfMany(): Promise<string> {
  const video = new Blob([await readFile(path.join(PROJECT, 'test/fixtures/fake-film.mp4'))], { type: 'video/mp4' });
  const poster = new Blob([Uint8Array.from(grayPng(384, 384))], { type: 'image/webp' });
  const films = Array.from({ length: FILMS }, (_, index) => ({ ...filmOf({ ...toyClip(String(index)), file: video }, 1_000_000 + index), bytes: video.size }));
  const source = { file: () => Promise.resolve(video), poster: () => Promise.resolve(poster) };
  const archive = await saveArchive(films, source, new Date(0), () => undefined);
  const file = path.join(folder, 'many.zip');
  await writeFile(file, new Uint8Array(await archive.arrayBuffer()));
  return file;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

it(`${FILMS} films scroll like a few`, { timeout: 2 * PATIENCE_MS }, async () => {
  const { context, page, errors } = await visit(browser, inject('tinyStudio'));
  page.setDefaultTimeout(PATIENCE_MS);
  const t = (name: string) => page.getByTestId(name);
  await t('gallery').waitFor();
  const startedAt = performance.now();
  await t('load-films-input').setInputFiles(await archiveOfMany());
  await expect.poll(() => t('gallery-count').textContent(), { timeout: PATIENCE_MS }).toBe(`${FILMS} films`);
  await expect.poll(() => t('gallery-outcome').textContent(), { timeout: PATIENCE_MS }).toContain(String(FILMS));
  const loadedMs = performance.now() - startedAt;

  await page.reload();
  const reloadedAt = performance.now();
  await t('film').first().waitFor();
  const shownMs = performance.now() - reloadedAt;
  const folded = await t('film').count();
  await t('show-all').click();

  // The same page, still and scrolled, one after the other, so that a busy machine slows both.
  const measured = await page.evaluate(
    async ([step, scrolled, idle]) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times = async (count: number, act: () => void): Promise<number[]> => {
        const found: number[] = [];
        let last = await frame();
        for (let index = 0; index < count; index++) {
          act();
          const now = await frame();
          found.push(now - last);
          last = now;
        }
        return found;
      };
      let most = 0;
      const seen = new Set<string>();
      const still = await times(idle, () => undefined);
      const moving = await times(scrolled, () => {
        window.scrollBy(0, step);
        const cards = document.querySelectorAll<HTMLElement>('[data-testid="film"]');
        most = Math.max(most, cards.length);
        for (const card of cards) seen.add(card.dataset['film']!);
      });
      const stillAgain = await times(idle, () => undefined);
      return { still: [...still, ...stillAgain], moving, most, seen: seen.size, pixels: window.scrollY };
    },
    [STEP_PIXELS, SCROLLED_FRAMES, IDLE_FRAMES] as const,
  );
  const { still, moving, most, seen, pixels } = measured;
  const sorted = [...moving].sort((a, b) => a - b);
  console.log(
    `${FILMS} films: loaded in ${(loadedMs / 1000).toFixed(1)} s, shown ${(shownMs / 1000).toFixed(1)} s after a reload; scrolling ${pixels} px past ${seen} films: ` +
      `median frame ${median(moving).toFixed(1)} ms, 95% within ${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(1)} ms; still: ${median(still).toFixed(1)} ms; at most ${most} cards`,
  );
  expect(folded).toBeLessThan(MOST_CARDS);
  expect(seen, 'other films came into view').toBeGreaterThan(2 * MOST_CARDS);
  expect(most).toBeLessThanOrEqual(MOST_CARDS);
  expect(median(moving)).toBeLessThanOrEqual(MOST_FRAME_RATIO * median(still));

  // To the very end, where the oldest is.
  await page.evaluate(() => document.querySelector('[data-testid="films"]')!.scrollIntoView({ block: 'end' }));
  await page.locator('[data-testid="film"][data-film="0"]').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
