/** Drives the app's own page in a headless browser: the command line makes a clip the way a person's tab does. */
import { chromium } from 'playwright-core';
import { loadSentences } from '../contract.mjs';
import { makeScratchFolder } from '../scratch-folder.mjs';
import { ClipError, FailedError, StoppedError } from './failures.mjs';
import { startMemoryMeter } from './memory-meter.mjs';

/** @typedef {import('../../contract/errors.js').KinoraError} KinoraError */
/** @typedef {import('../../contract/errors/warnings.js').FilmWarning} FilmWarning */
/** @typedef {import('../../contract/events.js').ClipMetadata} ClipMetadata */
/** @typedef {import('../../contract/events.js').Timings} Timings */
/** @typedef {import('../../contract/names.js').BackendName} BackendName */

/** What is said while a clip is made. @typedef {{ stage: string, fraction: number, eta: number | null }} Progress */

/**
 * @typedef {object} Commission
 * @property {string} executablePath the browser
 * @property {string[]} flags its launch flags
 * @property {string} origin where the app is served, with a slash at the end
 * @property {string} packUrl
 * @property {BackendName | null} backend
 * @property {import('./arguments.mjs').Plan['request']} request
 * @property {import('./arguments.mjs').Plan['files']} files
 * @property {AbortSignal} signal
 * @property {(progress: Progress) => void} onProgress
 * @property {(message: string) => void} onWarning
 */

/** @typedef {{ bytes: Buffer, metadata: ClipMetadata, timings: Timings, peakMemoryMB: number | null, cpuSeconds: number | null }} Clip */

/** Time for the page's scripts to start; they are served from this machine. */
const PAGE_START_MS = 60_000;
/** How long a cancelled job may take to end by itself before the browser is closed over it. */
const CANCEL_GRACE_MS = 2000;
/** Bytes read from the page at once; they travel as base64 text. */
const READ_BYTES = 4 << 20;

/**
 * Makes one clip. The browser is gone when this settles, whichever way.
 *
 * @param {Commission} commission
 * @returns {Promise<Clip>}
 * @throws {ClipError} when the app refuses or fails
 * @throws {FailedError} when the browser does not start
 * @throws {StoppedError} when `signal` aborts
 */
export async function makeClip(commission) {
  const { signal } = commission;
  stopIfAborted(signal);
  const scratch = makeScratchFolder();
  const meter = startMemoryMeter();
  let browser;
  try {
    browser = await launch(commission);
    // Behind Playwright's listener, which ends the browser.
    scratch.removeLast();
    const page = await openPage(browser, commission);
    stopIfAborted(signal);
    const work = runInPage(page, commission);
    // Whichever comes first wins; the loser's rejection, once the browser closes, is nobody's concern.
    work.catch(() => undefined);
    const { bytes, metadata, timings } = await Promise.race([work, crash(page), stopped(page, signal)]);
    return { bytes, metadata, timings, peakMemoryMB: meter.stop(), cpuSeconds: meter.cpuSeconds() };
  } finally {
    meter.stop();
    await browser?.close();
    scratch.remove();
  }
}

/**
 * @param {Commission} commission
 * @throws {FailedError}
 */
async function launch({ executablePath, flags }) {
  try {
    return await chromium.launch({
      executablePath,
      args: flags,
      // Signals are ours to handle: the job is cancelled first.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n') : [];
    // Behind the first line Playwright tells the command line and what the browser printed.
    const detail = said.find((line) => line.includes('[err]') && /error|fail|cannot/i.test(line)) ?? said[0] ?? null;
    throw new FailedError(`The browser ${executablePath} did not start.`, 'Name another one with KINORA_CHROMIUM.', detail);
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {Commission} commission
 */
async function openPage(browser, { onProgress, onWarning }) {
  // Begun now, because the first warning may be followed by the film.
  const sentences = loadSentences();
  // The site sends the isolation headers itself.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.exposeFunction('kinoraReport', async (/** @type {Progress | FilmWarning} */ report) => {
    if ('code' in report) onWarning((await sentences).warn(report));
    else onProgress(report);
  });
  return page;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Commission} commission
 * @returns {Promise<{ bytes: Buffer, metadata: ClipMetadata, timings: Timings }>}
 */
async function runInPage(page, { origin, packUrl, backend, request, files }) {
  const address = new URL(origin);
  address.search = String(new URLSearchParams({ automation: '1', pack: packUrl, ...(backend === null ? {} : { backend }) }));
  await page.goto(address.href, { waitUntil: 'load', timeout: PAGE_START_MS });
  await page.waitForFunction(() => window.kinoraAutomation !== undefined, undefined, { timeout: PAGE_START_MS });

  const outcome = await page.evaluateHandle(generateInPage, {
    load: { packUrl, ...(backend === null ? {} : { backend }) },
    request,
    blobs: await handOver(page, files),
  });
  const told = await outcome.evaluate((made) => ('error' in made ? { error: made.error } : { ...made, file: made.file.size }));
  if ('error' in told) throw new ClipError((await loadSentences()).tell(told.error));

  const parts = [];
  for (let start = 0; start < told.file; start += READ_BYTES) {
    const base64 = await outcome.evaluate(readBase64, { start, end: start + READ_BYTES });
    parts.push(Buffer.from(base64, 'base64'));
  }
  const timings = { ...told.timings, load: told.loadSeconds + told.timings.load, total: told.loadSeconds + told.timings.total };
  return { bytes: Buffer.concat(parts), metadata: told.metadata, timings };
}

/**
 * Gives files to the page the way a person does, with a file field: their bytes are read where they lie.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('./arguments.mjs').Plan['files']} files
 */
async function handOver(page, files) {
  const field = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    document.body.append(input);
    return input;
  });
  /** @type {Record<string, import('playwright-core').JSHandle<Blob>>} */
  const blobs = {};
  for (const [name, file] of Object.entries(files)) {
    await field.setInputFiles(file);
    blobs[name] = await field.evaluateHandle((input) => /** @type {Blob} */ (input.files?.[0]));
  }
  await field.evaluate((input) => input.remove());
  return blobs;
}

/**
 * Runs inside the page: nothing from this file can be reached here.
 *
 * @param {{
 *   load: import('../../contract/generator.js').LoadOptions,
 *   request: import('./arguments.mjs').Plan['request'],
 *   blobs: Record<string, Blob>,
 * }} task
 * @returns {Promise<{ error: KinoraError } | { file: Blob, metadata: ClipMetadata, timings: Timings, loadSeconds: number }>}
 */
async function generateInPage({ load, request, blobs }) {
  const automation = window.kinoraAutomation;
  if (automation === undefined) throw new Error('The page offers no automation.');
  /** @param {Progress | FilmWarning} report */
  const tell = (report) => void window.kinoraReport(report);

  // A picture that cannot be used is refused before a model is fetched for it.
  for (const [name, blob] of Object.entries(blobs)) {
    const inspected = await automation.inspect(name === 'extend' ? 'video' : 'picture', blob);
    if (!inspected.ok) return { error: inspected.error };
  }
  const startedAt = performance.now();
  const loaded = await automation.loadPack(load, ({ doneBytes, totalBytes }) =>
    tell({ stage: 'load', fraction: doneBytes / totalBytes, eta: null }),
  );
  if (!loaded.ok) return { error: loaded.error };
  const loadSeconds = (performance.now() - startedAt) / 1000;

  return new Promise((resolve, reject) => {
    automation
      .generate({ ...request, ...blobs }, (event) => {
        if (event.type === 'progress') tell({ stage: event.stage, fraction: event.done / event.total, eta: event.eta });
        else if (event.type === 'warning') tell(event.warning);
        else if (event.type === 'failed') resolve({ error: event.error });
        else if (event.type === 'done') resolve({ file: event.file, metadata: event.metadata, timings: event.timings, loadSeconds });
      })
      .then((accepted) => {
        if (accepted.ok) window.kinoraJobId = accepted.value.jobId;
        else resolve({ error: accepted.error });
      }, reject);
  });
}

/**
 * Runs inside the page.
 *
 * @param {Awaited<ReturnType<typeof generateInPage>>} made
 * @param {{ start: number, end: number }} range in bytes
 * @returns {Promise<string>}
 */
function readBase64(made, { start, end }) {
  if ('error' in made) throw new Error('There is no file.');
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(made.file.slice(start, end));
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<never>}
 */
function crash(page) {
  return new Promise((_, reject) => {
    const error = new ClipError({
      code: 'worker-crashed',
      message: 'The browser gave up on the page, most likely for lack of memory.',
      remedy: 'Close other programs or ask for fewer seconds.',
    });
    page.once('crash', () => reject(error));
    page.once('close', () => reject(error));
  });
}

/**
 * Rejects once `signal` aborts and the job has been told, so that it ends the way a cancelled job does.
 *
 * @param {import('playwright-core').Page} page
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
function stopped(page, signal) {
  return new Promise((_, reject) => {
    const stop = async () => {
      const cancel = page.evaluate(async () => {
        if (window.kinoraJobId !== undefined) await window.kinoraAutomation?.cancel(window.kinoraJobId);
      });
      await Promise.race([cancel.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, CANCEL_GRACE_MS))]);
      reject(new StoppedError());
    };
    if (signal.aborted) void stop();
    else signal.addEventListener('abort', () => void stop(), { once: true });
  });
}

/** @param {AbortSignal} signal */
function stopIfAborted(signal) {
  if (signal.aborted) throw new StoppedError();
}
