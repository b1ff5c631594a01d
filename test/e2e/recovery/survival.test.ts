import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import type { ClipMetadata } from '../../../contract/events.js';
import { PROMPT } from '../open-studio.js';
import { least } from '../timed.js';
import { PATIENCE, course, ended, expectFilm, listenIn, load, openTab, ready, recover, segments, start, told, unfinished } from '../told-jobs.js';

const site = inject('tinyStudio');
/** Fifteen windows: long enough to be disturbed in the middle. */
const REQUEST = { prompt: PROMPT, seconds: 20, seed: 7 };
const FRAMES = 240;
/** What the first piece of the film may take of the whole. */
const FIRST_SHARE = 0.15;

let browser: Browser;
let context: BrowserContext;
/** A run that nothing disturbs. */
let usual: ClipMetadata;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: launchFlags('wasm'), chromiumSandbox: false });
  context = await browser.newContext({ serviceWorkers: 'block' });
  await listenIn(context);
}, PATIENCE);
afterAll(() => browser.close());

describe('a film of twenty seconds', () => {
  it('is to be seen after a small part of its time, and is a file on the device that can be sought in', { timeout: 2 * PATIENCE }, async () => {
    const page = await openTab(context, site);
    await load(page, site, 'wasm');
    // Toy graphs take less time than their first use does: the share that counts is that of a page that is warm.
    await start(page, { ...REQUEST, seconds: 1 });
    await ended(page);
    const share = await least(FIRST_SHARE, async () => {
      await start(page, REQUEST);
      const film = await ended(page);
      expect(course(film)).toEqual(['done']);
      usual = film.metadata;
      const times = await page.evaluate(() => window.told.events.map(({ at }) => at));
      return times[0]! / times.at(-1)!;
    });
    expect(share).toBeLessThanOrEqual(FIRST_SHARE);
    const { played, files } = await page.evaluate(async () => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(window.told.file!);
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      await new Promise((resolve) => {
        video.onseeked = resolve;
        video.currentTime = 10.5;
      });
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('kinora-jobs');
      const folder = await root.getDirectoryHandle(window.told.jobId!);
      const files: string[] = [];
      for await (const [name] of (folder as unknown as { entries: () => AsyncIterable<[string, unknown]> }).entries()) files.push(name);
      return { played: { duration: video.duration, at: video.currentTime, width: video.videoWidth }, files };
    });
    expect(played).toMatchObject({ at: 10.5, width: 64 });
    expect(played.duration).toBeCloseTo(20, 2);
    expect(files).toEqual(['film.mp4']);
    await page.close();
  });

  it('can be two minutes long', async () => {
    const page = await openTab(context, site);
    await load(page, site, 'wasm');
    await start(page, { ...REQUEST, seconds: 120 });
    const film = await ended(page);
    expect(course(film)).toEqual(['done']);
    expect(film.metadata).toMatchObject({ frames: 1440, seconds: 120 });
    await page.close();
  }, PATIENCE);

  it('outlives its worker, ended without a word, in the same page', async () => {
    const page = await openTab(context, site);
    await load(page, site, 'wasm');
    await start(page, REQUEST);
    await segments(page, 4);
    await page.evaluate(() => window.startedWorkers.at(-1)?.terminate());
    expect(course(await expectFilm(page, usual))).toEqual(['worker-crashed', 'resumed', 'done']);
    await page.close();
  }, PATIENCE);

  it('outlives a reload, and a tab that is closed; another tab leaves it alone meanwhile', async () => {
    const page = await openTab(context, site);
    await load(page, site, 'wasm');
    const id = await start(page, REQUEST);
    await segments(page, 3);
    await page.reload();
    await ready(page);
    await expect.poll(() => unfinished(page), { timeout: PATIENCE }).toHaveLength(1);
    const [job] = await unfinished(page);
    expect(job).toMatchObject({ id, request: { prompt: PROMPT, seconds: 20, seed: 7 }, totalFrames: FRAMES });
    expect(job!.doneFrames).toBeGreaterThanOrEqual(17);
    expect(job!.doneFrames).toBeLessThan(FRAMES);
    expect(await recover(page, id)).toMatchObject({ ok: true });
    // It must still be in the making when it is closed, however fast it is.
    await page.evaluate((jobId) => window.kinoraAutomation!.pause(jobId), id);
    expect(await told(page, 'paused')).toMatchObject({ reason: 'asked' });

    const other = await openTab(context, site);
    expect(await unfinished(other)).toEqual([]);
    expect(await recover(other, id)).toMatchObject({ ok: false, code: 'film-in-another-tab' });
    await page.close();
    // A closed tab lets go of its files a moment later.
    await expect.poll(() => unfinished(other), { timeout: PATIENCE }).toHaveLength(1);
    expect(await recover(other, id)).toMatchObject({ ok: true });
    expect(course(await expectFilm(other, usual))).toEqual(['resumed', 'done']);
    expect(await unfinished(other)).toEqual([]);
    await other.close();
  }, PATIENCE);

  it('waits when the disk is full, says how much is missing, and goes on', async () => {
    const page = await openTab(context, site);
    await load(page, site, 'wasm');
    const session = await context.newCDPSession(page);
    const { origin } = new URL(site);
    const id = await start(page, REQUEST);
    await segments(page, 3);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const paused = await told(page, 'paused');
    expect(paused).toMatchObject({ reason: 'disk-full', code: 'no-room-for-film', params: { megabytes: expect.any(Number) as number } });
    // Still full: it says so again, and nothing is lost.
    await page.evaluate((jobId) => window.kinoraAutomation!.resume(jobId), id);
    await page.waitForFunction(() => window.told.events.filter(({ type }) => type === 'paused').length === 2);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await page.evaluate((jobId) => window.kinoraAutomation!.resume(jobId), id);
    expect(course(await expectFilm(page, usual))).toEqual(['disk-full', 'resumed', 'disk-full', 'resumed', 'done']);
    await page.close();
  }, PATIENCE);

  describe('that was begun on another number of threads than usual', () => {
    let threads: number;
    /** A run on that number that nothing disturbs. */
    let undisturbed: ClipMetadata;

    /** A page with such a film in the making, and the job's id. */
    async function begin(): Promise<{ page: Page; id: string }> {
      const page = await openTab(context, site);
      await load(page, site, 'wasm', threads);
      const id = await start(page, REQUEST);
      await segments(page, 3);
      return { page, id };
    }

    beforeAll(async () => {
      const page = await openTab(context, site);
      const { wasm } = await page.evaluate(() => window.kinoraAutomation!.probe());
      // The toy graphs give the same frames on 1, 3 and 4 threads, and others on 2.
      threads = wasm.threads === 2 ? 4 : 2;
      await load(page, site, 'wasm', threads);
      await start(page, REQUEST);
      undisturbed = (await ended(page)).metadata;
      expect(undisturbed.adapter).toBe(`CPU, ${threads} threads`);
      expect(undisturbed.framesSha256).not.toBe(usual.framesSha256);
      await page.close();
    }, PATIENCE);

    it('fault 24: goes on with that number, and the film after it runs on as many as usual', async () => {
      const { page, id } = await begin();
      await page.reload();
      await ready(page);
      // The worker has started with the usual number when the film is taken up again.
      await load(page, site, 'wasm');
      await expect.poll(() => unfinished(page), { timeout: PATIENCE }).toHaveLength(1);
      expect(await unfinished(page)).toMatchObject([{ id, threads }]);
      expect(await recover(page, id)).toMatchObject({ ok: true });
      const film = await expectFilm(page, undisturbed);
      expect(course(film)).toEqual(['resumed', 'done']);
      expect(film.metadata.adapter).toBe(`CPU, ${threads} threads`);
      await load(page, site, 'wasm');
      await start(page, REQUEST);
      expect((await expectFilm(page, usual)).metadata.adapter).toBe(usual.adapter);
      await page.close();
    }, PATIENCE);

    it('fault 24: goes on with that number when its worker ends in the middle', async () => {
      const { page } = await begin();
      await page.evaluate(() => window.startedWorkers.at(-1)?.terminate());
      expect(course(await expectFilm(page, undisturbed))).toEqual(['worker-crashed', 'resumed', 'done']);
      await page.close();
    }, PATIENCE);

    it('fault 24: goes on with one where the page is no longer isolated, and says that its frames may differ', async () => {
      const { page, id } = await begin();
      await page.route(`${site}**`, async (route) => {
        const answer = await route.fetch();
        const { 'cross-origin-opener-policy': _opener, 'cross-origin-embedder-policy': _embedder, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
      await page.reload();
      await ready(page);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      await load(page, site, 'wasm');
      await expect.poll(() => unfinished(page), { timeout: PATIENCE }).toHaveLength(1);
      expect(await recover(page, id)).toMatchObject({ ok: true });
      const film = await ended(page);
      expect(course(film)).toEqual(['resumed', 'warning', 'done']);
      expect(film.events.find(({ type }) => type === 'warning')).toMatchObject({
        code: 'other-adapter',
        params: { begunOn: `CPU, ${threads} threads`, now: 'CPU, 1 thread', isolationLost: true },
      });
      expect(film.metadata).toMatchObject({ frames: FRAMES, adapter: `CPU, ${threads} threads, then CPU, 1 thread` });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.close();
    }, PATIENCE);
  });
});
