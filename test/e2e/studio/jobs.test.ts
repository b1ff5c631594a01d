import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ErrorCode } from '../../../contract/errors.js';
import { PROMPT, launchBrowser, loadPack, runJob, visit, type JobFacts, type PlainRequest, type Visit } from '../open-studio.js';
import { least } from '../timed.js';

const site = inject('tinyStudio');
const packUrl = `${site}packs/starter/`;

let browser: Browser;
let studio: Visit;

/** Fingerprint of the frames of the job that every test repeats: whatever happened before must not change it. */
let usualFrames: string;

// One visit for all: each test starts from what the one before left behind, as a person's tab does.
beforeAll(async () => {
  browser = await launchBrowser();
  studio = await visit(browser, site, { automation: true });
  expect(await loadPack(studio.page, packUrl)).toMatchObject({ ok: true });
  usualFrames = framesOf(await job({}));
});
afterAll(() => browser.close());

const job = (request: Partial<PlainRequest>, cancelAt?: string) =>
  runJob(studio.page, { prompt: PROMPT, seconds: 1, seed: 7, ...request }, cancelAt);

function framesOf({ outcome }: JobFacts): string {
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ type: 'done' });
  return outcome.type === 'done' ? outcome.metadata.framesSha256 : '';
}

const nothingHeld = { tensors: 0, frames: 0 };

describe('jobs, one after another', () => {
  it('reuse the loaded model', async () => {
    const requestsBefore = studio.requests.length;
    const seconds = await least(0.1, async () => {
      const second = await loadPack(studio.page, packUrl);
      expect(second.ok).toBe(true);
      return second.seconds;
    });
    expect(seconds).toBeLessThan(0.1);
    framesOf(await job({ seed: 8 }));
    // The manifest may be asked for again; the graphs are not.
    expect(studio.requests.slice(requestsBefore).filter((url) => !url.endsWith('pack.json'))).toEqual([]);
  });

  it('give the same frames for the same seed and others for another', async () => {
    expect(usualFrames).toMatch(/^[0-9a-f]{64}$/);
    expect(framesOf(await job({ seed: 8 }))).not.toBe(usualFrames);
    expect(framesOf(await job({}))).toBe(usualFrames);
  });

  it('free every tensor and frame', async () => {
    const { resources } = await job({});
    expect(resources).toMatchObject(nothingHeld);
  });

  it('are not poisoned by one that is refused', async () => {
    const refused = await job({ prompt: 'xyzzy plugh' });
    expect(refused.outcome).toMatchObject({ type: expect.stringMatching(/refused|failed/) as string, error: { code: 'prompt-words-unknown' } });
    expect(refused.resources).toMatchObject(nothingHeld);
    expect(framesOf(await job({}))).toBe(usualFrames);
  });

  it('are not poisoned by a picture that cannot be read', async () => {
    const failed = await studio.page.evaluate(async (prompt) => {
      const automation = window.kinoraAutomation!;
      return new Promise<string>((resolve) => {
        void automation
          .generate({ prompt, seconds: 1, seed: 7, image: new Blob(['no picture']) }, (event) => {
            if (event.type === 'failed') resolve(event.error.code);
            if (event.type === 'done') resolve('done');
          })
          .then((accepted) => {
            if (!accepted.ok) resolve(accepted.error.code);
          });
      });
    }, PROMPT);
    expect(failed).toBe('not-a-picture');
    expect(framesOf(await job({}))).toBe(usualFrames);
  });

  it('are not poisoned by a pack that cannot be loaded', async () => {
    expect(await loadPack(studio.page, `${site}packs/nowhere/`)).toMatchObject({ ok: false });
    expect(framesOf(await job({}))).toBe(usualFrames);
  });

  it.each(['text', 'image', 'video', 'decode', 'encode'])('stop within a second when cancelled at "%s", and leave nothing', async (stage) => {
    const seconds = await least(1, async () => {
      const cancelled = await job({ seconds: 60 }, stage);
      expect(cancelled.outcome).toMatchObject({ type: 'failed', error: { code: 'cancelled' } });
      expect(cancelled.resources).toMatchObject(nothingHeld);
      return cancelled.cancelSeconds!;
    });
    expect(seconds).toBeLessThan(1);
    expect(framesOf(await job({}))).toBe(usualFrames);
  });

  it('refuse what cannot be made', async () => {
    const faulty: [request: Partial<PlainRequest>, code: ErrorCode][] = [
      [{ prompt: '' }, 'prompt-empty'],
      [{ prompt: 'apple '.repeat(2000) }, 'prompt-too-long'],
      [{ seconds: 0 }, 'seconds-below-limit'],
      [{ seconds: -1 }, 'seconds-below-limit'],
      [{ seconds: Number.NaN }, 'seconds-not-a-number'],
      [{ seconds: 10_000 }, 'seconds-above-limit'],
      [{ seed: -1 }, 'seed-out-of-range'],
      [{ seed: 2 ** 32 }, 'seed-out-of-range'],
    ];
    for (const [request, code] of faulty) {
      const { outcome } = await job(request);
      expect(outcome).toMatchObject({ type: 'refused', error: { code } });
    }
  });

  it('give every resource back on release, and load again afterwards', async () => {
    const counts = await studio.page.evaluate(async () => {
      await window.kinoraAutomation!.release();
      return window.kinoraAutomation!.resources();
    });
    expect(counts).toEqual({ tensors: 0, frames: 0, sessions: 0 });
    expect(await loadPack(studio.page, packUrl)).toMatchObject({ ok: true });
    expect(framesOf(await job({}))).toBe(usualFrames);
  });
});
