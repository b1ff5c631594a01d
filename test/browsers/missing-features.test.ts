import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { least } from '../e2e/timed.js';
import { THOROUGH } from '../thorough.js';
import type { BrowserPage } from './drivers/browser-page.js';
import { ENGINES, type EngineName } from './engines.js';
import { FEATURES, PlainHttp, isPresent, openSiteWithout, type Feature } from './site-without.js';
import { makeFilm } from './studio-actions.js';

/** From the opening of the page until it says what is missing, in milliseconds. */
const SENTENCE_MS = 5000;
const PATIENCE_MS = 60_000;

interface Opening {
  /** What the page says it cannot do without, or null where a film can be asked for. */
  readonly sentence: string | null;
  /** Milliseconds since the page was opened. */
  readonly after: number;
}

/** Waits until the page can be used or says why not. */
const opening = (page: BrowserPage): Promise<Opening> =>
  page.run(async (patienceMs) => {
    for (;;) {
      const after = performance.now();
      const note = document.querySelector<HTMLElement>('[data-testid="error"], #boot.boot--now');
      if (note?.checkVisibility()) return { sentence: note.innerText, after };
      const isEnabled = (testId: string) => document.querySelector<HTMLButtonElement>(`[data-testid="${testId}"]`)?.disabled === false;
      // It knows words once the model is described, which comes last; where no film can be made its sentence may come later still.
      if (isEnabled('surprise') && isEnabled('generate')) return { sentence: null, after };
      if (after > patienceMs) throw new Error(`Neither a studio nor a reason; the page says "${document.body.innerText}".`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }, PATIENCE_MS);

/** The row of docs/faults.md that a feature's absence belonged to. */
const FAULTS: Partial<Record<Feature, string>> = {
  'Web Locks': 'fault 4: ',
  'AbortSignal.any': 'fault B10: ',
};

/** What no film can be made without: what the page says then. */
const NEEDED: Partial<Record<Feature, RegExp>> = { WebCodecs: /WebCodecs/ };

const engines: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];

for (const engine of engines.map((name) => ENGINES[name])) {
  describe.skipIf(!engine.present)(engine.title, { retry: engine.retry }, () => {
    let page: BrowserPage;
    let plain: PlainHttp;
    // WebKitGTK 2.50 crashes at times when it leaves a page with workers, so each of its pages has a browser of its own.
    const [open, close] = engine === ENGINES.webkit ? [beforeEach, afterEach] : [beforeAll, afterAll];

    beforeAll(async () => {
      plain = await PlainHttp.open();
    });
    open(async () => {
      page = await engine.open({ proxy: plain.address, compileOnce: true });
    });
    close(() => page.close());
    afterAll(() => plain.close());

    async function withSite(features: readonly Feature[], isolated: boolean, work: (url: string) => Promise<void>): Promise<void> {
      const site = await openSiteWithout(features, { isolated });
      try {
        await work(site.url);
      } finally {
        // The site is not asked for anything more.
        if (engine !== ENGINES.webkit) await page.go('about:blank');
        await site.close();
      }
    }

    const makesFilm = async (url: string): Promise<void> => {
      await page.go(url);
      expect((await opening(page)).sentence).toBeNull();
      await makeFilm(page, { seconds: '0.5' });
    };

    async function saysWhy(url: string, sentence: RegExp): Promise<void> {
      const after = await least(SENTENCE_MS, async () => {
        await page.go(url);
        const opened = await opening(page);
        expect(opened.sentence).toMatch(sentence);
        return opened.after;
      });
      expect(after).toBeLessThan(SENTENCE_MS);
    }

    // Whether a film can be made is judged by the same code in each browser, so one takes them one by one; all take them together, below.
    for (const feature of FEATURES.filter((each) => THOROUGH || engine === ENGINES.chromium || NEEDED[each] !== undefined)) {
      const needed = NEEDED[feature];
      it(`${FAULTS[feature] ?? ''}without ${feature} ${needed === undefined ? 'a film is made' : 'the page says what it needs'}`, () =>
        withSite([feature], true, async (url) => {
          if (needed === undefined) await makesFilm(url);
          else await saysWhy(url, needed);
          expect(await page.run(isPresent(feature))).toBe(false);
        }));
    }

    it('without isolation headers a film is made on one thread', () =>
      withSite([], false, async (url) => {
        await makesFilm(url);
        expect(await page.run(() => crossOriginIsolated)).toBe(false);
      }));

    it('without any of what a film can be made without, one is made', () =>
      withSite(FEATURES.filter((feature) => NEEDED[feature] === undefined), false, makesFilm));

    it('fault 3: over plain http the page says that it needs https', () =>
      withSite([], true, async (url) => {
        await saysWhy(plain.show(url), /https/);
        expect(await page.run(() => isSecureContext)).toBe(false);
      }));

    it('fault B4: without anything the page says what it needs', () =>
      withSite(FEATURES, false, async (url) => {
        await saysWhy(plain.show(url), /https/);
      }));
  });
}
