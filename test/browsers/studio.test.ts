import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { PROJECT } from '../../cli/prepare.mjs';
import { pngBytes } from '../browser/png-bytes.js';
import { readGif } from '../unit/workers/converter/read-gif.js';
import type { BrowserPage } from './drivers/browser-page.js';
import { ENGINES, type Engine } from './engines.js';
import { filmFacts, meanOfFirstFrame, type Colour } from './film-facts.js';
import { openSiteWithout, type SiteWithout } from './site-without.js';
import { PROMPT, drop, filmOutcome, isAlive, makeFilm, openStudio, order, savedBy, waitFor } from './studio-actions.js';

/** The toy graphs draw 64x64 pixels, 12 frames a second. */
const SIDE = 64;
const FPS = 12;
/** Long enough that the player begins before the film is finished. */
const SECONDS = 10;
const CANCEL_MS = 10_000;
const FOUND_MS = 20_000;
const EMPTY_PAGE_BYTES = 20_000;

const hasFfprobe = inject('browsers').ffprobe;

interface Expected {
  readonly codec: string;
  /** Rows of docs/faults.md that kept this browser from opening the page, or from making any film. */
  readonly opening?: string;
  readonly making?: string;
  /** Whether what is kept is there after a reload. */
  readonly keeps: boolean;
}

/** One person's visit, each test from where the one before ended. */
function visits(engine: Engine, { codec, opening = '', making = '', keeps }: Expected): void {
  describe.skipIf(!engine.present)(engine.title, { retry: engine.retry }, () => {
    let page: BrowserPage;
    let film: Buffer | null = null;
    const facts = () => {
      if (film === null) throw new Error('There is no film.');
      return filmFacts(film);
    };

    let site: SiteWithout;

    beforeAll(async () => {
      [site, page] = await Promise.all([openSiteWithout([], { serviceWorker: true }), engine.open()]);
      console.log(page.name);
    });
    beforeEach(async () => {
      if (await isAlive(page)) return;
      await page.close();
      page = await engine.open();
      await openStudio(page, site.url);
    });
    afterAll(async () => {
      await page.close();
      await site.close();
    });
    afterEach(async () => {
      expect(await page.errors(), 'errors in the console').toEqual([]);
    });

    it(`${opening}the studio opens`, async () => {
      await openStudio(page, site.url);
      expect((await page.screenshot()).length, 'bytes of a PNG; an empty page takes fewer').toBeGreaterThan(EMPTY_PAGE_BYTES);
    });

    it(`${making}a film is made, and plays while it is made and afterwards`, async () => {
      const made = await makeFilm(page, { seconds: String(SECONDS) });
      expect(made.watchedLive, 'seconds seen before it was finished').toBeGreaterThan(0);
      expect(made.video).toMatchObject({ width: SIDE, height: SIDE, error: null });
      expect(made.video.seconds).toBeCloseTo(SECONDS, 1);
      film = made.file;
    });

    describe.skipIf(!hasFfprobe)('the MP4', () => {
      it('has every frame once, in an order that decoders take', () => {
        const { decodeTimes, presentationTimes, ...others } = facts();
        expect(others).toMatchObject({ codec, width: SIDE, height: SIDE, frames: SECONDS * FPS, complaints: '' });
        expect(decodeTimes, 'decode times only grow').toEqual([...new Set(decodeTimes)].sort((a, b) => a - b));
        const shown = [...presentationTimes].sort((a, b) => a - b);
        for (const [index, time] of shown.entries()) expect(time).toBeCloseTo(index / FPS, 3);
        expect(others.seconds).toBeCloseTo(SECONDS, 2);
      });

      it.runIf(codec === 'h264')('fault B5: has parameter sets that say the same as their header', () => {
        // ISO/IEC 14496-15, 5.3.3.1: profile, compatibility and level stand behind the version, and again in the first set.
        const header = film!.subarray(film!.indexOf('avcC') + 4);
        expect(header[8]! & 0x1f, 'a sequence parameter set').toBe(7);
        expect([...header.subarray(9, 12)]).toEqual([...header.subarray(1, 4)]);
      });

      it('fault 2: says its colours as every player takes them', () => {
        expect(facts()).toMatchObject({ pixels: 'yuv420p', range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' });
      });
    });

    it.runIf(keeps)('works without a network from now on', async () => {
      // It answers for the page only once it is active; until then it holds up whatever the page asks for.
      const state = await page.run(async (patienceMs) => {
        const { active } = await navigator.serviceWorker.ready;
        for (const begun = Date.now(); active?.state !== 'activated' && Date.now() - begun < patienceMs; ) await new Promise((resolve) => setTimeout(resolve, 50));
        return active?.state;
      }, FOUND_MS);
      expect(state).toBe('activated');
    });

    it('stops when told to', async () => {
      await order(page, { seconds: '60', seed: '8' });
      await waitFor(page, '[data-testid="progress"]');
      // By script: the button moves down, from under a pointer, when the player appears above it.
      await page.run(() => document.querySelector<HTMLElement>('[data-testid="cancel"]')!.click());
      await waitFor(page, '[data-testid="progress"]', { gone: true, patienceMs: CANCEL_MS });
      await waitFor(page, '[data-testid="error"]', { gone: true });
    });

    it('sets a dropped picture in motion', async () => {
      const colour: Colour = [200, 60, 40];
      await drop(page, 'plain.png', 'image/png', Buffer.from(pngBytes(SIDE * 2, SIDE * 2, () => [...colour, 255])));
      await waitFor(page, '[data-testid="image-preview"]');
      const { file } = await makeFilm(page);
      await page.click('image-remove');
      if (!hasFfprobe) return;
      for (const [channel, value] of meanOfFirstFrame(file).entries()) expect(Math.abs(value - colour[channel]!), `channel ${channel} of ${colour.join()}`).toBeLessThan(12);
    });

    it('takes a picture that is picked', async () => {
      await page.give('image-input', path.join(PROJECT, 'public/icons/apple-touch-icon.png'));
      await waitFor(page, '[data-testid="image-preview"]');
      await page.click('image-remove');
      await waitFor(page, '[data-testid="image-preview"]', { gone: true });
    });

    it('exports a GIF', async () => {
      // A browser that had to be started again has none.
      if (await page.run(() => document.querySelector('[data-testid="export"]') === null)) await makeFilm(page);
      await page.click('export');
      const { name, file } = await savedBy(page, '[data-testid="export-gif"] button');
      expect(name).toMatch(/\.gif$/);
      expect(readGif(file)).toMatchObject({ width: SIDE, height: SIDE, loops: true });
      await page.run(() => document.querySelector<HTMLDialogElement>('[data-testid="export-dialog"]')!.close());
      await waitFor(page, '[data-testid="export-dialog"]', { gone: true });
    });

    it('makes stickers, or says that it writes no WebP', async () => {
      await page.click('export');
      await waitFor(page, '[data-testid="make-sticker"]');
      for (const [name, head] of [['discord-sticker', '\x89PNG'], ['whatsapp-sticker', 'RIFF'], ['telegram-sticker', '\x1aE\xdf\xa3']] as const) {
        // By script: what was made moves the buttons.
        await page.run((chosen) => document.querySelector<HTMLElement>(`[data-testid="sticker-${chosen}"]`)!.click(), name);
        await page.run(() => document.querySelector<HTMLElement>('[data-testid="make-sticker"]')!.click());
        await waitFor(page, '[data-testid="save-sticker"], [data-testid="sticker-error"]');
        const error = await page.run(() => document.querySelector('[data-testid="sticker-error"]')?.textContent ?? null);
        if (error === null) expect((await savedBy(page, '[data-testid="save-sticker"]')).file.subarray(0, head.length).toString('latin1')).toBe(head);
        else expect([name, error]).toEqual(['whatsapp-sticker', expect.stringContaining('cannot write WebP')]);
      }
      await page.run(() => document.querySelector<HTMLDialogElement>('[data-testid="export-dialog"]')!.close());
      await waitFor(page, '[data-testid="export-dialog"]', { gone: true });
    });

    it.runIf(keeps)('finds its films again after a reload, and plays them', async () => {
      await openStudio(page, site.url);
      await waitFor(page, '[data-testid="film"]', { patienceMs: FOUND_MS });
      const names = await page.run(() => [...document.querySelectorAll('[data-testid="film-name"]')].map(({ textContent }) => textContent));
      expect(names).toEqual([PROMPT, PROMPT]);
      await page.click('clip');
      await waitFor(page, '[data-testid="result-video"]');
      expect(await filmOutcome(page)).toMatchObject({ error: null, video: { width: SIDE, error: null } });
    });
  });
}

visits(ENGINES.firefoxH264, { codec: 'h264', making: 'fault B1: ', keeps: true });
visits(ENGINES.firefox, { codec: 'vp9', keeps: true });
// Neither OPFS nor, in a session that is driven, files in IndexedDB.
visits(ENGINES.webkit, { codec: 'h264', opening: 'fault B8: ', making: 'fault B2: ', keeps: false });
