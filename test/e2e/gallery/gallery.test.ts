import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readSettings } from '../../../contract/request/read-clip-settings.js';
import { readGif } from '../../unit/workers/converter/read-gif.js';
import { PROMPT, launchBrowser, visit, type Visit } from '../open-studio.js';
import { expectSound, ffprobe, readClip } from '../read-clip.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;
const OTHER_PROMPT = 'a blue cup';
const NAME = 'Äpfel, Nr. 1';
/** One second of the tiny pack: 64x64 pixels, 12 frames a second. */
const FRAMES = 12;
const SIDE = 64;

let browser: Browser;
let studio: Visit;
let page: Page;
let folder: string;

interface Saved {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it lies, for programs that read files. */
  readonly file: string;
}

const t = (name: string) => page.getByTestId(name);

async function openStudio(search = ''): Promise<void> {
  studio = await visit(browser, inject('tinyStudio') + search);
  page = studio.page;
  page.setDefaultTimeout(FILM_MS);
}

async function makeFilm(seed: string): Promise<void> {
  const before = await t('film').count();
  await t('prompt').fill(PROMPT);
  await t('seconds').fill('1');
  await t('seed').fill(seed);
  await t('generate').click();
  await expect.poll(() => t('film').count(), { timeout: FILM_MS }).toBe(before + 1);
}

async function saved(press: () => Promise<void>): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const bytes = Uint8Array.from(await readFile(await download.path()));
  const file = path.join(folder, download.suggestedFilename());
  await writeFile(file, bytes);
  return { name: download.suggestedFilename(), bytes, file };
}

async function choose(entry: string): Promise<void> {
  await t('film-more').first().click();
  await t(entry).click();
}

const names = () => t('film-name').allTextContents();

const form = async () => ({ prompt: await t('prompt').inputValue(), seconds: await t('seconds').inputValue(), seed: await t('seed').inputValue() });

async function scribble(): Promise<void> {
  await t('prompt').fill(OTHER_PROMPT);
  await t('seconds').fill('9');
  await t('seed').fill('1');
}

/** Width and height out of the header, once the browser has decoded the whole picture. */
async function pngSize(bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const [width, height] = await page.evaluate(async (data) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(data)], { type: 'image/png' }));
    return [picture.width, picture.height];
  }, [...bytes]);
  const view = new DataView(bytes.buffer);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([width, height]);
  return [width, height];
}

/** What the one video in the page with this name shows after a while. */
const isPlaying = (name: string) =>
  t(name).evaluate((video: HTMLVideoElement) => video.error === null && video.videoWidth > 0 && video.currentTime > 0.1);

// One person's story, each test from where the one before ended.
describe('a film in the gallery', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kinora-gallery-'));
    browser = await launchBrowser();
    await openStudio();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it('is kept from visit to visit, moves under the pointer, and plays again', async () => {
    await makeFilm('7');
    expect(await names()).toEqual([PROMPT]);
    await t('film-poster').waitFor();
    await page.reload();
    await t('film').waitFor();
    expect(await names()).toEqual([PROMPT]);
    expect(await t('storage').textContent()).toMatch(/^\d.* used .*, \d.* free$/);
    expect(await t('result-video').count()).toBe(0);

    await t('clip').hover();
    await expect.poll(() => t('film-moving').count()).toBe(1);
    await expect.poll(() => isPlaying('film-moving')).toBe(true);
    await t('prompt').hover();
    await expect.poll(() => t('film-moving').count()).toBe(0);

    await t('clip').click();
    await expect.poll(() => isPlaying('result-video')).toBe(true);
    expect(await t('clip').getAttribute('aria-pressed')).toBe('true');
  });

  it('can be named, deleted and brought back, and gives its settings to the form', async () => {
    await choose('film-rename');
    await t('film-title').fill(NAME);
    await t('film-title').press('Enter');
    await expect.poll(names).toEqual([NAME]);
    await choose('film-delete');
    await expect.poll(() => t('film').count()).toBe(0);
    await expect.poll(() => t('result-video').count(), { message: 'on the screen it is gone too' }).toBe(0);
    await t('undo').click();
    await expect.poll(names).toEqual([NAME]);
    await page.reload();
    await expect.poll(names).toEqual([NAME]);

    await scribble();
    await choose('film-remix');
    await expect.poll(form).toEqual({ prompt: PROMPT, seconds: '1', seed: '7' });
  });

  let exported: readonly Saved[] = [];

  it('is exported as what other programs read', async () => {
    await choose('film-export');
    await t('export-dialog').waitFor();
    const rows = await t('export-dialog').locator('[data-testid^="export-"]').evaluateAll((elements) => elements.map((element) => element.getAttribute('data-testid')!));
    expect(rows).toEqual(expect.arrayContaining(['export-as-made', 'export-gif', 'export-frames', 'export-poster']));
    const videos = rows.filter((row) => /as-made|h264|vp9|av1/.test(row));
    expect(videos.length).toBeGreaterThan(1);
    const files: Record<string, Saved> = {};
    for (const row of rows) files[row] = await saved(() => t(row).getByRole('button').click());

    // Fault 10: what the person called it, and each format by a name of its own.
    const fileNames = rows.map((row) => files[row]!.name);
    expect(new Set(fileNames).size).toBe(rows.length);
    for (const name of fileNames) expect(name.normalize('NFC')).toMatch(/^Äpfel-Nr-1-7[-.]/);

    const codecs: string[] = [];
    for (const row of videos) {
      const { bytes, file } = files[row]!;
      const clip = await readClip(bytes);
      expectSound(clip, { seconds: 1, fps: 12 });
      expect(clip.timestamps).toHaveLength(FRAMES);
      codecs.push(clip.codec);
      expect(await readSettings(new Blob([bytes])), row).toMatchObject({ prompt: PROMPT, seconds: 1, seed: 7 });
      const probed = ffprobe(file);
      if (probed !== null) expect(probed).toMatchObject({ frames: FRAMES, width: SIDE, height: SIDE });
    }
    expect(new Set(codecs).size, 'every codec is another').toBe(videos.length);
    exported = videos.map((row) => files[row]!);

    const gif = files['export-gif']!;
    expect(readGif(gif.bytes)).toMatchObject({ width: SIDE, height: SIDE, loops: true });
    expect(readGif(gif.bytes).delays.reduce((sum, delay) => sum + delay), 'hundredths of a second').toBeCloseTo(100, -1);
    const probedGif = ffprobe(gif.file);
    if (probedGif !== null) expect(probedGif).toMatchObject({ codec: 'gif', frames: readGif(gif.bytes).delays.length });

    const frames = Object.entries(unzipSync(files['export-frames']!.bytes)).sort();
    expect(frames).toHaveLength(FRAMES);
    for (const [name, bytes] of [frames[0]!, frames.at(-1)!]) {
      expect(name).toMatch(/\d+\.png$/);
      expect(await pngSize(Uint8Array.from(bytes))).toEqual([SIDE, SIDE]);
    }
    expect(await pngSize(files['export-poster']!.bytes)).toEqual([SIDE, SIDE]);
    expect(await t('export-dialog').getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Escape');
    await t('export-dialog').waitFor({ state: 'detached' });
  });

  it('fault 2: is in BT.709 of limited range, as it was made and in every export', async () => {
    expect(exported.length).toBeGreaterThan(1);
    for (const { bytes, file } of exported) {
      expect((await readClip(bytes)).colorSpace).toEqual({ primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false });
      const probed = ffprobe(file);
      if (probed !== null) expect(probed.colours, file).toBe('yuv420p tv bt709 bt709 bt709');
    }
  });

  it('brings its settings back from a link, and from its file', async () => {
    await studio.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose('film-copy-link');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#film=');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.length).toBeLessThan(1000);
    const other = await studio.context.newPage();
    await other.goto(link);
    await expect.poll(() => other.getByTestId('prompt').inputValue(), { timeout: FILM_MS }).toBe(PROMPT);
    expect(await other.getByTestId('seed').inputValue()).toBe('7');
    expect(new URL(other.url()).hash, 'a reload does not undo what is changed then').toBe('');
    await other.close();

    await t('clip').click();
    const film = await saved(() => t('download').click());
    await scribble();
    const carried = await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], 'film.mp4', { type: 'video/mp4' }));
      return transfer;
    }, [...film.bytes]);
    for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer: carried });
    await expect.poll(form).toEqual({ prompt: PROMPT, seconds: '1', seed: '7' });
    expect(await t('footage-preview').count(), 'it is not gone on from').toBe(0);
  });

  it('moves to another device with all the others in one file', async () => {
    await makeFilm('8');
    expect(await names()).toEqual([PROMPT, NAME]);
    const archive = await saved(() => t('save-all').click());
    expect(archive.name).toMatch(/^kinora-films-.*\.zip$/);
    expect(Object.keys(unzipSync(archive.bytes)).filter((name) => name.endsWith('.mp4'))).toHaveLength(2);
    expect(studio.errors).toEqual([]);
    await studio.context.close();

    await openStudio();
    await t('gallery').waitFor();
    expect(await t('film').count()).toBe(0);
    await t('load-films-input').setInputFiles(archive.file);
    await expect.poll(names, { timeout: FILM_MS }).toEqual([PROMPT, NAME]);
    // Once more: nothing is there twice.
    await t('load-films-input').setInputFiles(archive.file);
    await expect.poll(() => t('gallery-outcome').textContent()).toMatch(/2/);
    await page.reload();
    await expect.poll(names, { timeout: FILM_MS }).toEqual([PROMPT, NAME]);
    await t('clip').nth(1).click();
    await expect.poll(() => isPlaying('result-video')).toBe(true);
    expect(studio.errors).toEqual([]);
    await studio.context.close();
  });

  it('fault 11: comes back from an archive that was packed again, from its video alone, and not from one with a password', async () => {
    await openStudio();
    await makeFilm('9');
    const archive = await saved(() => t('save-all').click());
    await t('clip').first().click();
    const film = await saved(() => t('download').click());
    expect(studio.errors).toEqual([]);
    await studio.context.close();

    await openStudio();
    await t('gallery').waitFor();
    await t('load-films-input').setInputFiles(film.file);
    await expect.poll(names, { timeout: FILM_MS }).toEqual([PROMPT]);
    await t('clip').click();
    await expect.poll(() => isPlaying('result-video')).toBe(true);
    expect(await t('facts').textContent()).toMatch(/64 × 64.*9$/);

    const entries = Object.entries(unzipSync(archive.bytes)).map(([name, bytes]) => [`kinora-films\\${name.replaceAll('/', '\\')}`, bytes] as const);
    const again = Buffer.from(zipSync(Object.fromEntries([...entries, ['__MACOSX/._x.mp4', new Uint8Array(3)]])));
    await t('load-films-input').setInputFiles({ name: 'again.zip', mimeType: '', buffer: again });
    await expect.poll(() => t('gallery-outcome').textContent()).toBe('1 film was added.');

    // Bit 0 of the flags, in the local headers and in the directory.
    const locked = Buffer.from(zipSync(Object.fromEntries(entries)));
    for (let at = 0; at + 8 < locked.length; at++) {
      if (locked.readUInt32LE(at) === 0x04034b50) locked[at + 6]! |= 1;
      if (locked.readUInt32LE(at) === 0x02014b50) locked[at + 8]! |= 1;
    }
    await t('load-films-input').setInputFiles({ name: 'locked.zip', mimeType: 'application/zip', buffer: locked });
    await expect.poll(() => t('gallery-error').textContent()).toContain('This zip file is protected by a password. Unpack it');

    await t('load-films-input').setInputFiles({ name: 'cut.zip', mimeType: 'application/zip', buffer: again.subarray(0, again.length - 900) });
    await expect.poll(() => t('gallery-outcome').textContent()).toContain('The file was cut short.');
    expect(studio.errors).toEqual([]);
    await studio.context.close();
  });

  it('can be had again when its page is closed before it is kept', async () => {
    await openStudio();
    // As on a machine that is too busy to write it.
    await page.evaluate(() => {
      FileSystemFileHandle.prototype.createWritable = () => new Promise(() => undefined);
    });
    await makeFilm('10');
    await t('result-video').waitFor();
    await page.reload();
    await t('unfinished').waitFor();
    expect(await t('film').count()).toBe(0);
    await t('recover').click();
    await t('film').waitFor();
    const jobFiles = () =>
      page.evaluate(async () => {
        const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('kinora-jobs');
        const names: string[] = [];
        for await (const job of root.values()) for await (const name of (job as FileSystemDirectoryHandle).keys()) names.push(name);
        return names;
      });
    await expect.poll(jobFiles).toEqual(['film.mp4']);
    await page.reload();
    await expect.poll(names).toEqual([PROMPT]);
    await t('surprise').and(page.locator(':enabled')).waitFor();
    expect(await t('unfinished').count()).toBe(0);
    expect(studio.errors).toEqual([]);
    await studio.context.close();
  });
});
