import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { settingsOf } from '../../../contract/request/clip-settings.js';
import { requestFromFlat } from '../../../contract/request/flat-request.js';
import { readSettings } from '../../../contract/request/read-clip-settings.js';
import { settingsBox } from '../../../contract/request/settings-box.js';
import { PROMPT, launchBrowser, visit } from '../open-studio.js';
import { ffprobe } from '../read-clip.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;

let browser: Browser;
let page: Page;
let folder: string;

const t = (name: string) => page.getByTestId(name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-stickers-'));
  browser = await launchBrowser();
  ({ page } = await visit(browser, inject('tinyStudio')));
  page.setDefaultTimeout(FILM_MS);
  for (let seed = 1; seed <= 3; seed++) {
    await t('prompt').fill(PROMPT);
    await t('seconds').fill('1');
    await t('seed').fill(String(seed));
    await t('generate').click();
    await t('film').nth(seed - 1).waitFor();
  }
  await t('film-more').first().click();
  await t('film-export').click();
  await t('stickers').waitFor();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function saved(testId: string): Promise<{ readonly name: string; readonly bytes: Uint8Array; readonly file: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), t(testId).click()]);
  const bytes = Uint8Array.from(await readFile(await download.path()));
  const file = path.join(folder, download.suggestedFilename());
  await writeFile(file, bytes);
  return { name: download.suggestedFilename(), bytes, file };
}

const SIDE = 64;

/** One second of a red square on nothing, as the generator stores it; null where FFmpeg is not installed. */
async function transparentFilm(): Promise<string | null> {
  const file = path.join(folder, 'transparent.mp4');
  // White is the same in every matrix of colours; FFmpeg draws others by BT.601.
  const above = `drawbox=0:0:${SIDE}:${SIDE}:white:fill`;
  const below = `drawbox=${SIDE / 4}:${SIDE + SIDE / 4}:${SIDE / 2}:${SIDE / 2}:white:fill`;
  const video = ['-f', 'lavfi', '-i', `color=black:${SIDE}x${2 * SIDE}:r=12:d=1`, '-vf', `${above},${below}`];
  const colours = ['-pix_fmt', 'yuv420p', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  const { error, status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...video, '-c:v', 'libvpx-vp9', ...colours, file], { encoding: 'utf8' });
  if (error) return null;
  expect([status, stderr]).toEqual([0, '']);
  const settings = settingsOf(requestFromFlat({ prompt: PROMPT, seconds: 1, seed: 9, transparent: true }), { id: 'tiny', version: '1.0.0' });
  await appendFile(file, settingsBox(settings));
  return file;
}

describe('the stickers of a film', () => {
  it('are made, shown with their size beside the limit, and saved', async () => {
    await t('make-sticker').click();
    await t('sticker-preview').waitFor();
    expect(await t('sticker-facts').textContent()).toMatch(/^\d+ of 256 KB, 512 × 512, 12 frames, 1 s, up to \d+ kbit\/s$/);
    const { name, bytes, file } = await saved('save-sticker');
    expect(name).toMatch(/-3-telegram-sticker\.webm$/);
    expect(bytes.length).toBeLessThanOrEqual(256_000);
    const probed = ffprobe(file);
    if (probed !== null) expect(probed).toMatchObject({ codec: 'vp9', width: 512, height: 512, frames: 12 });
  });

  it('are chosen by keyboard, and forgotten when something else is wanted', async () => {
    await t('sticker-telegram-sticker').focus();
    await page.keyboard.press('ArrowDown');
    expect(await t('sticker-telegram-emoji').isChecked()).toBe(true);
    expect(await t('sticker-preview').count()).toBe(0);
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    expect(await t('sticker-discord-emoji-gif').isChecked()).toBe(true);
    await t('sticker-mixes-edges').check();
    await t('sticker-stroke').check();
    await t('make-sticker').press('Enter');
    await t('sticker-preview').waitFor();
    expect(await t('sticker-facts').textContent()).toMatch(/^\d+ of 256 KiB, 128 × 128, 12 frames, 1 s, \d+ colours$/);
    expect(await t('sticker-preview').getAttribute('alt')).toBe('Preview: Discord emoji');
    await t('sticker-slack-emoji').check();
    expect(await t('sticker-mixes-edges').isChecked()).toBe(true);
  });

  it('can be used by everyone', async () => {
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const violations = await page.evaluate(async () => {
      const audit = (window as unknown as { axe: { run: (context: string) => Promise<AxeResults> } }).axe;
      const { violations: found } = await audit.run('[data-testid="export-dialog"]');
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });

  it('say which rule a film does not keep', async () => {
    await t('sticker-line-sticker').check();
    await t('make-sticker').click();
    await expect.poll(() => t('sticker-error').textContent()).toBe(
      'LINE takes transparent stickers only, and this film has a background. Make the film with a transparent background.',
    );
  });

  it('become a pack for WhatsApp from three films on', async () => {
    await t('sticker-pack').locator('summary').click();
    await t('pack-publisher').fill('Ada');
    const films = t('pack-film');
    await films.nth(0).check();
    await films.nth(1).check();
    expect(await t('make-pack').isDisabled()).toBe(true);
    expect(await t('pack-facts').textContent()).toBe('2 chosen; 3 to 30 make a pack.');
    await films.nth(2).check();
    const { bytes, name } = await saved('make-pack');
    expect(name).toBe('kinora-whatsapp-pack.zip');
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual(['01.webp', '02.webp', '03.webp', 'contents.json', 'tray.png']);
    const { sticker_packs: packs } = JSON.parse(Buffer.from(files['contents.json']!).toString()) as { sticker_packs: readonly Record<string, unknown>[] };
    expect(packs).toMatchObject([{ name: 'Kinora', publisher: 'Ada', animated_sticker_pack: true, tray_image_file: 'tray.png' }]);
    expect(packs[0]!['stickers']).toEqual(['01', '02', '03'].map((each) => ({ image_file: `${each}.webp`, emojis: ['✨'], accessibility_text: PROMPT })));
    for (const each of ['01', '02', '03']) expect(files[`${each}.webp`]!.length).toBeLessThanOrEqual(500_000);
    const tray = files['tray.png']!;
    expect(new DataView(tray.buffer, tray.byteOffset).getUint32(16)).toBe(96);
    expect(tray.length).toBeLessThanOrEqual(50_000);
    expect(await t('pack-facts').textContent()).toMatch(/^3 stickers, the largest has \d+ KB\.$/);
  });


  it('of a transparent film have no background, and MP4 files of it have one', async () => {
    const film = await transparentFilm();
    if (film === null) {
      console.warn('SKIPPED: FFmpeg is not installed, which makes the transparent film.');
      return;
    }
    await page.keyboard.press('Escape');
    await t('load-films-input').setInputFiles(film);
    await t('film').nth(3).waitFor();
    await t('film-more').first().click();
    await t('film-export').click();
    await t('stickers').waitFor();
    await t('sticker-line-sticker').check();
    await t('make-sticker').click();
    expect(await t('sticker-facts').textContent()).toMatch(/^\d+ of 300 KB, 270 × 270, 12 frames, 1 s, all colours$/);

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await t('copy-stacked-html').click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`width="${SIDE}" height="${SIDE}"`);

    await t('export-background').fill('#0000ff');
    const [download] = await Promise.all([page.waitForEvent('download'), t('export-vp9').getByRole('button').click()]);
    const bytes = await readFile(await download.path());
    const settings = await readSettings(new Blob([Uint8Array.from(bytes)]));
    expect(settings).toMatchObject({ prompt: PROMPT, seed: 9 });
    expect(settings).not.toHaveProperty('transparent');
    const flat = path.join(folder, 'flat.mp4');
    await writeFile(flat, bytes);
    expect(ffprobe(flat)).toMatchObject({ width: SIDE, height: SIDE, frames: 12 });
    const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', flat, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
    const at = (x: number, y: number): number[] => [...stdout.subarray(3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3)];
    const near = (wanted: readonly number[]) => wanted.map((level) => expect.closeTo(level, -1.3) as number);
    expect([at(4, 4), at(32, 32)]).toEqual([near([0, 0, 255]), near([255, 255, 255])]);
  });
});
