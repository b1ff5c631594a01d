import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ClipMetadata, GenerationEvent } from '../../contract/events.js';
import type { UnfinishedJob } from '../../contract/generator.js';
import type { BackendName } from '../../contract/names.js';
import type { FlatRequest } from '../../contract/request/flat-request.js';

/** A busy machine takes its time, in milliseconds. */
export const PATIENCE = 240_000;

/** An event, as far as it is plain. */
interface ToldEvent {
  readonly type: string;
  /** Seconds since it was asked for. */
  readonly at: number;
  readonly reason?: string;
  readonly code?: string;
  readonly params?: object;
}

/** What a job has said, as it stands in the page. */
interface Told {
  readonly events: ToldEvent[];
  segments: number;
  jobId: string | null;
  metadata: ClipMetadata | null;
  file: Blob | null;
}

declare global {
  interface Window {
    told: Told;
    startedWorkers: Worker[];
    /** Starts to listen to a job. */
    listen: () => (event: GenerationEvent) => void;
  }
}

/** Makes each page of `context` remember its workers and what its jobs say. */
export async function listenIn(context: BrowserContext): Promise<void> {
  context.setDefaultNavigationTimeout(PATIENCE);
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(() => {
    window.startedWorkers = [];
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.startedWorkers.push(this);
      }
    };
    window.listen = () => {
      const startedAt = performance.now();
      const told: Told = { events: [], segments: 0, jobId: null, metadata: null, file: null };
      window.told = told;
      return (event) => {
        told.jobId = event.jobId;
        if (event.type === 'segment') told.segments++;
        if (event.type === 'preview' || event.type === 'progress' || event.type === 'stage') return;
        const error = event.type === 'failed' || event.type === 'paused' ? event.error : null;
        told.events.push({
          type: event.type,
          at: (performance.now() - startedAt) / 1000,
          ...(event.type === 'paused' ? { reason: event.reason } : {}),
          ...(event.type === 'warning' ? { code: event.warning.code, params: event.warning.params } : {}),
          ...(error ? { code: error.code, params: error.params } : {}),
        });
        if (event.type === 'done') {
          told.metadata = event.metadata;
          told.file = event.file;
        }
      };
    };
  });
}

export async function openTab(context: BrowserContext, site: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site}?automation=1`);
  await ready(page);
  return page;
}

export const ready = (page: Page): Promise<unknown> => page.waitForFunction(() => window.kinoraAutomation !== undefined && document.readyState === 'complete');

/** Loads the tiny pack, which stands in the place of the starter pack. */
export const load = (page: Page, site: string, backend: BackendName, threads?: number): Promise<void> =>
  page.evaluate(
    async ([packUrl, name, count]) => {
      const loaded = await window.kinoraAutomation!.loadPack({ packUrl, backend: name, ...(count === null ? {} : { threads: count }) }, () => undefined);
      if (!loaded.ok) throw new Error(loaded.error.code);
    },
    [`${site}packs/starter/`, backend, threads ?? null] as const,
  );

/** Starts the film and gives the job's id. */
export const start = (page: Page, request: FlatRequest): Promise<string> =>
  page.evaluate(async (wanted) => {
    const accepted = await window.kinoraAutomation!.generate(wanted, window.listen());
    if (!accepted.ok) throw new Error(accepted.error.code);
    return accepted.value.jobId;
  }, request);

export const recover = (page: Page, id: string): Promise<{ ok: boolean; code: string }> =>
  page.evaluate(async (wanted) => {
    const accepted = await window.kinoraAutomation!.recover(wanted, window.listen());
    return { ok: accepted.ok, code: accepted.ok ? '' : accepted.error.code };
  }, id);

export const unfinished = (page: Page): Promise<readonly UnfinishedJob[]> => page.evaluate(() => window.kinoraAutomation!.unfinishedJobs());

/** Waits for so many pieces of film. */
export const segments = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction((least) => window.told.segments >= least || window.told.events.some(({ type }) => type === 'failed'), count);

/** Waits for an event of this type, or for the end. */
export async function told(page: Page, type: string): Promise<ToldEvent | undefined> {
  await page.waitForFunction((wanted) => window.told.events.some((event) => [wanted, 'done', 'failed'].includes(event.type)), type);
  return page.evaluate((wanted) => window.told.events.find((event) => event.type === wanted), type);
}

export interface EndedFilm {
  readonly metadata: ClipMetadata;
  /** All but the pieces of film. */
  readonly events: readonly ToldEvent[];
  readonly bytes: number;
}

/** Waits for the end. @throws when the film failed */
export async function ended(page: Page): Promise<EndedFilm> {
  await told(page, 'done');
  const { metadata, events, bytes } = await page.evaluate(() => ({ metadata: window.told.metadata, events: window.told.events, bytes: window.told.file?.size ?? 0 }));
  const others = events.filter(({ type }) => type !== 'segment');
  if (!metadata) throw new Error(JSON.stringify(others));
  return { metadata, events: others, bytes };
}

/** What happened to a film, in order: why it was paused, that it went on, how it ended. */
export const course = ({ events }: EndedFilm): readonly string[] => events.map(({ type, reason }) => reason ?? type);

/** Expects the film that an undisturbed run makes. */
export async function expectFilm(page: Page, usual: Pick<ClipMetadata, 'framesSha256' | 'frames'>): Promise<EndedFilm> {
  const film = await ended(page);
  const { framesSha256, frames } = usual;
  expect(film.metadata).toMatchObject({ framesSha256, frames });
  expect(film.bytes).toBeGreaterThan(1000);
  return film;
}
