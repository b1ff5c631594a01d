/** A tab that makes one film after another with a model that it keeps, so that what is measured is the film alone. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../../cli/find-browser.mjs';
import { makeScratchFolder } from '../../cli/scratch-folder.mjs';
import { meterCpu } from './cpu-meter.mjs';
import { countingWorker, readTraffic, trafficBetween } from './gpu-traffic.mjs';

/** The film of `npm run bench` and of bench.html. */
export const BENCH_PROMPT = 'a red apple bouncing on a green background';
export const BENCH_SEED = 7;
const PACK = 'packs/measured/';
const PATIENCE_MS = 600_000;

/** @typedef {{ prompt?: string, seconds: number, seed?: number, steps?: number, size?: { width: number, height: number } }} FilmRequest */
/**
 * Times in seconds since the film was asked for. `memoryMB` is not in it: a tab that made other films before has their memory as well.
 *
 * @typedef {{ total: number, firstPicture: number, firstPiece: number | null, timings: Record<string, number>, frames: number, width: number, height: number,
 *   framesSha256: string, bytes: number, adapter: string, cpuSeconds: number, traffic: import('./gpu-traffic.mjs').Traffic | null, threads: import('./cpu-meter.mjs').ThreadTime[] }} MadeFilm
 */

/**
 * @param {{ dist: string, pack: string, checkout?: string, backend?: 'wasm' | 'webgpu', threads?: number, flags?: 'wasm' | 'webgpu' | 'webgpu-software', moreFlags?: string[] }} options
 *   `checkout`: whose server is taken, since a site of another version needs the headers of its own
 */
export async function openFilmTab({ dist, pack, checkout, backend = 'wasm', threads, flags = 'wasm', moreFlags = [] }) {
  /** @type {typeof import('../../cli/serve.mjs')} */
  const { serve } = checkout === undefined ? await import('../../cli/serve.mjs') : await import(pathToFileURL(path.join(checkout, 'cli/serve.mjs')).href);
  const scratch = makeScratchFolder();
  const counting = backend === 'webgpu' ? await countingWorker(dist, scratch.folder) : {};
  const site = await serve({ root: dist, mounts: { [`/${PACK}`]: path.resolve(pack), ...counting } });
  const meter = await meterCpu();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: [...launchFlags(flags), ...moreFlags] });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${site.url}?automation=1`);
  await page.waitForFunction(() => window.kinoraAutomation !== undefined);
  const load = { packUrl: `${site.url}${PACK}`, backend, ...(threads !== undefined && { threads }) };
  const loadSeconds = await page.evaluate(async (options) => {
    const automation = /** @type {NonNullable<typeof window.kinoraAutomation>} */ (window.kinoraAutomation);
    const began = performance.now();
    const loaded = await automation.loadPack(options, () => undefined);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    return (performance.now() - began) / 1000;
  }, load);
  const { seconds: loadCpuSeconds } = await meter.stop();
  return {
    page,
    browser,
    loadSeconds,
    /** From the start of the browser to a model that is loaded. */
    loadCpuSeconds,
    /** @param {FilmRequest} request @returns {Promise<MadeFilm>} */
    async makeFilm(request) {
      const before = await readTraffic(page);
      const cpu = await meterCpu();
      const made = await page.evaluate(makeInPage, { prompt: BENCH_PROMPT, seed: BENCH_SEED, ...request });
      const { seconds, threads: byThread } = await cpu.stop();
      const after = await readTraffic(page);
      return { ...made, cpuSeconds: seconds, traffic: before && after && trafficBetween(after, before), threads: byThread };
    },
    async close() {
      await browser.close();
      await site.close();
      scratch.remove();
    },
  };
}

/**
 * Runs inside the page.
 *
 * @param {any} request
 */
function makeInPage(request) {
  const automation = /** @type {NonNullable<typeof window.kinoraAutomation>} */ (window.kinoraAutomation);
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  /** @type {number | null} */
  let firstPicture = null;
  /** @type {number | null} */
  let firstPiece = null;
  return /** @type {Promise<Omit<MadeFilm, 'cpuSeconds' | 'traffic' | 'threads'>>} */ (
    new Promise((resolve, reject) => {
      automation
        .generate(request, (event) => {
          if (event.type === 'preview') firstPicture ??= since();
          if (event.type === 'segment') firstPiece ??= since();
          if (event.type === 'failed') reject(new Error(JSON.stringify(event.error)));
          if (event.type !== 'done') return;
          const { frames, width, height, framesSha256, adapter } = event.metadata;
          const total = since();
          // Read before it is given up, as whoever keeps it does.
          void event.file.arrayBuffer().then(({ byteLength: bytes }) =>
            resolve({ total, firstPicture: firstPicture ?? total, firstPiece, timings: { ...event.timings }, frames, width, height, framesSha256, bytes, adapter }),
          );
        })
        .then((accepted) => {
          if (!accepted.ok) reject(new Error(JSON.stringify(accepted.error)));
        }, reject);
    })
  );
}
