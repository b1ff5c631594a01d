import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackedHtml } from '../../../src/features/gallery/export/stacked-html.js';
import { openHarness, type OpenHarness } from '../harness/open-harness.js';
import type { StickerFilm } from '../harness/sticker-films.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const FILM: StickerFilm = { subject: 'plain', frames: 12, fps: 12, width: 128, height: 128 };
const BLUE = [0x20, 0x40, 0xc0];
const RED = [220, 60, 50];

it('the copied lines show a stacked film with its transparency on any page', async () => {
  const bytes = await harness.page.evaluate((film) => window.harness.paintFilm(film), FILM);
  const page = await harness.page.context().browser()!.newPage();
  const html = stackedHtml(`data:video/mp4;base64,${Buffer.from(bytes).toString('base64')}`, FILM);
  await page.setContent(`<!doctype html><body style="margin:0;background:rgb(${BLUE.join()})">${html}</body>`);
  const colours = async (): Promise<readonly number[][]> => {
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: FILM.width, height: FILM.height } });
    const { frames } = await harness.page.evaluate((data) => window.harness.decodeAnimation(data, 'image/png', [0]), new Uint8Array(png));
    const at = (x: number, y: number): number[] => [...frames[0]!.subarray(4 * (y * FILM.width + x), 4 * (y * FILM.width + x) + 3)];
    return [at(64, 64), at(64, 40), at(3, 3), at(124, 124)];
  };
  const near = (wanted: readonly number[]) => wanted.map((level) => expect.closeTo(level, -1.3) as number);
  await expect.poll(colours, { timeout: 20_000 }).toEqual([near(RED), near(RED), near(BLUE), near(BLUE)]);
  await page.close();
});

it('names of files cannot break out of the lines', () => {
  expect(stackedHtml('"><script>.mp4', FILM)).toContain('data-film="&#34;&#62;&#60;script&#62;.mp4"');
});
