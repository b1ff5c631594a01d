import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser, launchFlags } from '../../cli/find-browser.mjs';
import type { KinoraError } from '../../contract/errors.js';
import type { ClipMetadata, Timings } from '../../contract/events.js';
import type { ResourceCounts } from '../../contract/generator.js';
import type { FlatRequest } from '../../contract/request/flat-request.js';
import type {} from '../../src/automation/page-automation.js';
import { COMPILE_ONCE } from './compile-once.js';

const PATIENCE_MS = 120_000;

export const PROMPT = 'a red apple bouncing on a green background';

/** Headless Chromium plays without a click only when told to. */
const PLAY_UNASKED = '--autoplay-policy=no-user-gesture-required';

/** A browser as people have it, but for {@link COMPILE_ONCE} unless `optimized`. */
export function launchBrowser({ optimized = false } = {}): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: [...launchFlags('wasm'), PLAY_UNASKED, ...(optimized ? [] : [COMPILE_ONCE])] });
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every address asked for since the visit began, by the page, its workers and its service worker. */
  readonly requests: string[];
  /** Errors that the page let go to the console. */
  readonly errors: string[];
}

/** A first visit, with empty storage. Close `context` at the end. */
export async function visit(
  browser: Browser,
  url: string,
  { automation = false, serviceWorkers = 'block', ...options }: { automation?: boolean; serviceWorkers?: 'allow' | 'block'; colorScheme?: 'light' | 'dark' } = {},
): Promise<Visit> {
  const context = await browser.newContext({ serviceWorkers, acceptDownloads: true, ...options });
  // A machine that is busy with other work takes its time; what must be quick says so itself.
  context.setDefaultTimeout(PATIENCE_MS);
  const requests: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('weberror', (error) => errors.push(error.error().message));
  const page = await context.newPage();
  await page.goto(automation ? `${url}?automation=1` : url);
  if (automation) await page.waitForFunction(() => window.kinoraAutomation !== undefined);
  return { context, page, requests, errors };
}

export interface LoadFacts {
  readonly ok: boolean;
  /** Seconds that the call took. */
  readonly seconds: number;
}

/** Loads the pack that the site offers as its starter pack. */
export function loadPack(page: Page, packUrl: string): Promise<LoadFacts> {
  return page.evaluate(async (url) => {
    const startedAt = performance.now();
    const loaded = await window.kinoraAutomation!.loadPack({ packUrl: url, backend: 'wasm' }, () => undefined);
    return { ok: loaded.ok, seconds: (performance.now() - startedAt) / 1000 };
  }, packUrl);
}

export type JobOutcome =
  | { readonly type: 'done'; readonly bytes: number; readonly metadata: ClipMetadata; readonly timings: Timings }
  | { readonly type: 'failed' | 'refused'; readonly error: KinoraError };

export interface JobFacts {
  readonly outcome: JobOutcome;
  /** Seconds from the call of cancel to the end of the job; null when it was not cancelled. */
  readonly cancelSeconds: number | null;
  /** Counts right after the end. */
  readonly resources: ResourceCounts;
}

export type PlainRequest = Omit<FlatRequest, 'image'>;

/**
 * Runs one job to its end through the page's own engine.
 *
 * @param cancelAt cancels when the job first reports this stage
 */
export function runJob(page: Page, request: PlainRequest, cancelAt?: string): Promise<JobFacts> {
  return page.evaluate(
    async ([wanted, stage]) => {
      const automation = window.kinoraAutomation!;
      const times: { cancelled?: number } = {};
      const outcome = await new Promise<JobOutcome>((resolve, reject) => {
        automation
          .generate(wanted, (event) => {
            if (event.type === 'done') {
              resolve({ type: 'done', bytes: event.file.size, metadata: event.metadata, timings: event.timings });
            } else if (event.type === 'failed') {
              resolve({ type: 'failed', error: event.error });
            } else if ((event.type === 'stage' || event.type === 'progress') && event.stage === stage) {
              if (times.cancelled !== undefined) return;
              times.cancelled = performance.now();
              void automation.cancel(event.jobId);
            }
          })
          .then((accepted) => {
            if (!accepted.ok) resolve({ type: 'refused', error: accepted.error });
          }, reject);
      });
      const endedAt = performance.now();
      const resources = await automation.resources();
      return { outcome, cancelSeconds: times.cancelled === undefined ? null : (endedAt - times.cancelled) / 1000, resources };
    },
    [request, cancelAt] as const,
  );
}
