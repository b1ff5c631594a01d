import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchFlags } from '../../../cli/find-browser.mjs';
import { COMPOSITION_ORDERS, endComposition } from '../compose.js';
import { create, frameOf, openSites, visitHost, type HostVisit, type Sites } from './open-host.js';
import { PROMPT, launchBrowser } from '../open-studio.js';

/** A job of the tiny pack takes seconds; a busy machine is given more. */
const FILM_MS = 200_000;

let sites: Sites;
let browser: Browser;
let visit: HostVisit | null = null;

beforeAll(async () => {
  [sites, browser] = await Promise.all([openSites(), launchBrowser()]);
});
afterEach(async () => {
  const errors = visit?.errors ?? [];
  await visit?.context.close();
  visit = null;
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await sites.close();
});

async function onHost(kinora: string): Promise<Page> {
  visit = await visitHost(browser, sites.host, kinora);
  return visit.page;
}

/** One film by the host's script; it stays on the host's window, with the names of the events that came. */
const generate = (page: Page, seconds: number) =>
  page.evaluate(
    async ([prompt, length]) => {
      const kinora = window.kinora!;
      const heard = new Set<string>();
      const fractions: number[] = [];
      kinora.on('loading', () => heard.add('loading'));
      kinora.on('stage', () => heard.add('stage'));
      kinora.on('progress', ({ fraction }) => fractions.push(fraction));
      kinora.on('preview', ({ frame }) => {
        heard.add(`preview ${frame.width}x${frame.height}`);
        frame.close();
      });
      const film = kinora.generate({ prompt, seconds: length, seed: 7 });
      // Answers go through a port: whoever writes to the host's window forges nothing.
      window.postMessage({ protocol: 'kinora-embed/1', type: 'done', id: 1, blob: new Blob(['forged']), metadata: {} });
      window.clip = await film;
      const { blob, metadata } = window.clip;
      return { heard: [...heard].sort(), fractions, type: blob.type, bytes: blob.size, metadata };
    },
    [PROMPT, seconds] as const,
  );

/** Whether the host can play the film that it was given, and for how long it runs. */
const playOnHost = (page: Page) =>
  page.evaluate(async () => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(window.clip!.blob);
    document.body.append(video);
    await video.play();
    await new Promise<void>((resolve) => {
      video.ontimeupdate = () => {
        if (video.currentTime > 0.2) resolve();
      };
    });
    return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration, error: video.error };
  });

describe('a page of another origin', () => {
  it('generates through a sandboxed frame on one thread, hears how it goes and plays what it gets', async () => {
    const page = await onHost(sites.plain);
    expect(await create(page, { ui: 'minimal', theme: 'dark' })).toBeNull();
    const frame = frameOf(page);
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-downloads');
    expect(await frame.evaluate(() => ({ isolated: crossOriginIsolated, theme: document.documentElement.dataset['theme'] }))).toEqual({ isolated: false, theme: 'dark' });

    const film = await generate(page, 1);
    expect(film).toMatchObject({ type: 'video/mp4', metadata: { seed: 7, frames: 12, width: 64, backend: 'wasm' } });
    expect(film.heard).toEqual(['loading', 'preview 64x64', 'stage']);
    expect(film.fractions).toEqual([...film.fractions].sort((a, b) => a - b));
    expect(film.fractions.at(-1)).toBe(1);
    expect(await playOnHost(page)).toMatchObject({ width: 64, height: 64, error: null });
    // What the visitor sees in the frame is the same film.
    await frame.getByTestId('result-video').waitFor();

    // And the visitor makes one of their own, in a sandbox that forbids forms, and keeps it.
    await page.evaluate(() => window.kinora!.focus());
    await expect.poll(() => frame.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('prompt');
    await page.keyboard.type(PROMPT);
    await frame.getByTestId('seconds').selectOption('2');
    await frame.getByTestId('generate').click();
    await frame.getByTestId('progress').waitFor();
    await frame.getByTestId('download').waitFor({ timeout: FILM_MS });
    const [download] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('download').click()]);
    expect(download.suggestedFilename()).toMatch(/^a-red-apple-.+\.mp4$/);
    expect(await download.failure()).toBeNull();

    // The frame is as high as what it shows.
    const [outer, inner] = [await page.locator('iframe').evaluate((node) => node.clientHeight), await frame.evaluate(() => document.getElementById('root')!.offsetHeight)];
    expect(Math.abs(outer - inner)).toBeLessThanOrEqual(1);
  });

  it('shows the whole studio with threads, aborts a film, and takes everything away again', async () => {
    const page = await onHost(sites.kinora);
    const before = await page.evaluate(() => document.body.innerHTML);
    expect(await create(page, { ui: 'full' })).toBeNull();
    const frame = frameOf(page);
    // Document-Isolation-Policy; the host sends nothing.
    expect(await frame.evaluate(() => crossOriginIsolated)).toBe(true);

    const aborted = await page.evaluate(async (prompt) => {
      const kinora = window.kinora!;
      const controller = new AbortController();
      const progress = new Promise<void>((resolve) => kinora.on('progress', () => resolve()));
      const film = kinora.generate({ prompt, seconds: 60 }, { signal: controller.signal }).then(
        () => 'a film',
        (error: unknown) => (error as Error).name,
      );
      await progress;
      controller.abort();
      return [await film, await kinora.generate({ prompt }, { signal: AbortSignal.abort() }).catch((error: unknown) => (error as Error).name)];
    }, PROMPT);
    expect(aborted).toEqual(['AbortError', 'AbortError']);
    await frame.locator('.host-bar').waitFor({ state: 'detached', timeout: FILM_MS });

    // The next film comes, stands on the studio's screen, and the studio's own button works in the sandbox too.
    expect(await generate(page, 0.5)).toMatchObject({ type: 'video/mp4' });
    await frame.getByTestId('result-video').waitFor();
    await frame.getByTestId('prompt').fill('');
    await frame.getByTestId('generate').click();
    await frame.getByTestId('error').waitFor();

    const ended = await page.evaluate(async (prompt) => {
      const kinora = window.kinora!;
      const pending = kinora.generate({ prompt, seconds: 60 }).catch((error: unknown) => (error as { code: string }).code);
      kinora.destroy();
      kinora.destroy();
      const after = await kinora.generate({ prompt }).catch((error: unknown) => (error as { code: string }).code);
      return [await pending, after];
    }, PROMPT);
    expect(ended).toEqual(['destroyed', 'destroyed']);
    expect(await page.evaluate(() => document.body.innerHTML)).toBe(before);
    await expect.poll(() => page.frames().length).toBe(1);
    await expect.poll(() => page.workers().length).toBe(0);
  });

  it('drives it without a user interface only when it is listed, and hiding the frame does not help', async () => {
    const page = await onHost(sites.kinora);
    expect(await create(page, { ui: 'none' })).toMatchObject({ code: 'not-allowed', message: expect.stringContaining('embed-hosts.json') as string });
    expect(await page.locator('iframe').count()).toBe(0);

    expect(await create(page, { ui: 'minimal' })).toBeNull();
    const hidden = await page.evaluate(async (prompt) => {
      window.kinora!.frame.style.opacity = '0.01';
      return window.kinora!.generate({ prompt, seconds: 0.5 }).then(
        () => 'a film',
        (error: unknown) => (error as { code: string }).code,
      );
    }, PROMPT);
    expect(hidden).toBe('not-allowed');
    await visit?.context.close();

    const listed = await onHost(sites.listed);
    expect(await create(listed, { ui: 'none' })).toBeNull();
    expect(await generate(listed, 0.5)).toMatchObject({ type: 'video/mp4', metadata: { frames: 6 } });
    expect(await playOnHost(listed)).toMatchObject({ error: null });
  });
});

describe('what a visitor types and sees', () => {
  /** What the host's promise rejects with. */
  const fail = (page: Page, prompt: string) =>
    page.evaluate(
      (words) =>
        window.kinora!.generate({ prompt: words, seconds: 0.5 }).then(
          () => 'a film',
          (error: unknown) => `${(error as { code: string }).code}: ${(error as Error).message}`,
        ),
      prompt,
    );
  const UNKNOWN = 'xyzzy plugh';

  it.each(['minimal', 'full'] as const)('fault 25: a failing request of the host is told to the host alone: %s', async (ui) => {
    const page = await onHost(sites.kinora);
    expect(await create(page, { ui })).toBeNull();
    const frame = frameOf(page);
    const t = (name: string) => frame.getByTestId(name);
    await t('prompt').fill('a half-typed pro');
    expect(await fail(page, '')).toMatch(/^bad-request: The prompt is empty/);
    expect(await fail(page, UNKNOWN)).toMatch(/^bad-request: The model knows none/);
    await t('generate').waitFor();
    expect(await t('error').count()).toBe(0);
    expect(await frame.locator('body').innerText()).not.toContain('xyzzy');
    expect(await t('announcer').textContent()).not.toContain('ready');
    expect(await t('prompt').inputValue()).toBe('a half-typed pro');

    // What fails for the visitor is told to the visitor, and stays while the host goes on failing.
    await t('prompt').fill(UNKNOWN);
    await t('generate').click();
    await t('error').waitFor({ timeout: FILM_MS });
    const told = await t('error-message').textContent();
    expect(told).toContain('knows none of the words');
    expect(await fail(page, UNKNOWN)).toMatch(/^bad-request/);
    await t('generate').waitFor();
    expect(await t('error-message').textContent()).toBe(told);
    expect(await t('prompt').inputValue()).toBe(UNKNOWN);
  });

  it.each(COMPOSITION_ORDERS)('fault 19: Enter that ends a composition makes no film: %s', async (order) => {
    const page = await onHost(sites.kinora);
    expect(await create(page, { ui: 'minimal' })).toBeNull();
    const t = (name: string) => frameOf(page).getByTestId(name);
    await t('prompt').fill(PROMPT);
    await endComposition(t('prompt'), order, 'Enter');
    await page.waitForTimeout(400);
    expect(await t('progress').count()).toBe(0);
    expect(await t('prompt').inputValue()).toBe(PROMPT);
    await t('prompt').press('Enter');
    await t('progress').waitFor();
  });

  it('fault 23: a prompt from right to left is typed and shown so', async () => {
    const page = await onHost(sites.kinora);
    expect(await create(page, { ui: 'minimal' })).toBeNull();
    const frame = frameOf(page);
    await frame.getByTestId('prompt').fill('تفاحة red apple');
    const direction = (selector: string) => frame.locator(selector).evaluate((element) => getComputedStyle(element).direction);
    expect(await direction('#prompt')).toBe('rtl');
    await frame.getByTestId('generate').click();
    await frame.getByTestId('progress').waitFor();
    expect(await direction('.making__prompt')).toBe('rtl');
  });
});

describe('with storage of third parties blocked', () => {
  it('works all the same', async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'kinora-profile-'));
    await mkdir(path.join(profile, 'Default'));
    // "Block third-party cookies", which closes storage too where it is not partitioned: Playwright turns that off.
    await writeFile(path.join(profile, 'Default/Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findBrowser(),
      args: [...launchFlags('wasm'), '--autoplay-policy=no-user-gesture-required'],
    });
    try {
      const { page, errors } = await visitHost(context, sites.host, sites.plain);
      expect(await create(page, { ui: 'full' })).toBeNull();
      const blocked = await frameOf(page).evaluate(async () => {
        const attempts = {
          localStorage: () => localStorage.length,
          caches: () => caches.open('a'),
          files: () => navigator.storage.getDirectory(),
        };
        const outcomes: Record<string, string> = {};
        for (const [name, attempt] of Object.entries(attempts)) {
          try {
            await attempt();
            outcomes[name] = 'open';
          } catch {
            outcomes[name] = 'blocked';
          }
        }
        return outcomes;
      });
      expect(blocked).toEqual({ localStorage: 'blocked', caches: 'blocked', files: 'blocked' });
      expect(await generate(page, 0.5)).toMatchObject({ type: 'video/mp4' });
      expect(await playOnHost(page)).toMatchObject({ error: null });
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      await rm(profile, { recursive: true });
    }
  });
});
