/** Makes a film with the app's own page in a headless browser: the page's job runner does the work (src/automation/). */
import { chromium } from 'playwright-core';
import { loadSentences } from '../contract.mjs';
import { makeScratchFolder } from '../scratch-folder.mjs';
import { ClipError, FailedError, StoppedError } from './failures.mjs';
import { startMemoryMeter } from './memory-meter.mjs';
import { UnwatchedPage } from './unwatched-page.mjs';

/** @typedef {import('./unwatched-page.mjs').PageValue} PageValue */
/** @typedef {import('../../contract/names.js').BackendName} BackendName */
/** @typedef {import('../../src/automation/make-film.js').FilmProgress} FilmProgress */
/** @typedef {import('../../src/automation/make-film.js').MadeFilm} MadeFilm */

/**
 * @typedef {object} FilmJob
 * @property {string} executablePath the browser
 * @property {string[]} flags its launch flags
 * @property {string} origin where the app is served, with a slash at the end
 * @property {string | null} packUrl null: the pack that comes with the app
 * @property {string | null} drawPackUrl null: that pack draws as well
 * @property {boolean} acceptLicence whether the licences of the packs are accepted
 * @property {BackendName | null} backend
 * @property {import('./arguments.mjs').Plan['request']} request
 * @property {import('./arguments.mjs').Plan['files']} files
 * @property {import('./arguments.mjs').Plan['layerPictures']} [layerPictures]
 * @property {string | null} [format] the name of the file to make of the film; none: the MP4 itself
 * @property {boolean} [hashFrames] as in `FilmOptions`
 * @property {AbortSignal} signal
 * @property {(progress: FilmProgress) => void} onProgress
 * @property {(message: string) => void} onWarning
 */

/** @typedef {import('../../contract/stickers/sticker.js').StickerFacts} StickerFacts */

/** `bytes` and `sticker` are of the file that was asked for. @typedef {Omit<MadeFilm, 'file'> & { bytes: Buffer, sticker: StickerFacts | null, peakMemoryMB: number | null, cpuSeconds: number | null }} Film */

/** Time for the page's scripts to start; they are served from this machine. */
const PAGE_START_MS = 60_000;
/** How long a cancelled job may take to end before the browser is closed all the same. */
const CANCEL_GRACE_MS = 2000;
/** Bytes read from the page at once; they are sent as text. */
const READ_BYTES = 4 << 20;

/**
 * Makes one film. The browser has ended when this settles.
 *
 * @param {FilmJob} job
 * @returns {Promise<Film>}
 * @throws {ClipError} when the page refuses or fails
 * @throws {FailedError} when the browser does not start
 * @throws {StoppedError} when `signal` aborts
 */
export async function makeFilm(job) {
  const { signal } = job;
  stopIfAborted(signal);
  const scratch = makeScratchFolder();
  const meter = startMemoryMeter();
  let browser;
  try {
    browser = await launch(job);
    // After Playwright's listener for `exit`, which ends the browser: it still writes into the folder.
    scratch.removeLast();
    const page = await openPage(browser, job);
    stopIfAborted(signal);
    const work = runInPage(page, job);
    // When the page crashes or the person stops it, closing the browser rejects this too; that rejection is ignored.
    work.catch(() => undefined);
    const made = await Promise.race([work, crashed(page), stopped(page, signal)]);
    return { ...made, peakMemoryMB: meter.stop(), cpuSeconds: meter.cpuSeconds() };
  } finally {
    meter.stop();
    await browser?.close();
    scratch.remove();
  }
}

/**
 * @param {FilmJob} job
 * @throws {FailedError}
 */
async function launch({ executablePath, flags }) {
  try {
    return await chromium.launch({
      executablePath,
      args: flags,
      // This program handles signals itself: it cancels the job before it closes the browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    // Playwright's message: one line of its own, then the browser's command line and output.
    const lines = error instanceof Error ? error.message.split('\n') : [];
    const detail = lines.find((line) => line.includes('[err]') && /error|fail|cannot/i.test(line)) ?? lines[0] ?? null;
    throw new FailedError(`The browser ${executablePath} did not start.`, 'Name another one with KINORA_CHROMIUM.', detail);
  }
}

/** The service worker adds the headers of isolation, which this site sends itself. Runs inside the page. */
const withoutServiceWorker = () => {
  // Missing outside of secure contexts, whatever the types say.
  const { serviceWorker } = /** @type {{ serviceWorker?: ServiceWorkerContainer }} */ (navigator);
  if (serviceWorker) serviceWorker.register = () => Promise.reject(new Error('This page does without a service worker.'));
};

/**
 * @param {import('playwright-core').Browser} browser
 * @param {FilmJob} job
 */
async function openPage(browser, { onProgress, onWarning }) {
  // Loaded beforehand, so that a warning is printed before the film is done.
  const { warn } = await loadSentences();
  return UnwatchedPage.open(browser, {
    exposed: {
      kinoraProgress: onProgress,
      kinoraWarning: (/** @type {import('../../contract/errors/warnings.js').FilmWarning} */ warning) => onWarning(warn(warning)),
    },
    firstScript: `(${String(withoutServiceWorker)})()`,
  });
}

/**
 * @param {UnwatchedPage} page
 * @param {FilmJob} job
 * @returns {Promise<Pick<Film, 'bytes' | 'sticker' | 'metadata' | 'timings'>>}
 */
async function runInPage(page, { origin, packUrl, drawPackUrl, acceptLicence, backend, request, files, layerPictures = [], format = null, hashFrames = false }) {
  const address = new URL(origin);
  const given = Object.entries({ automation: '1', pack: packUrl, draw: drawPackUrl, 'accept-licence': acceptLicence ? '1' : null, backend });
  address.search = String(new URLSearchParams(given.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))));
  await page.goto(address.href, () => window.kinoraAutomation !== undefined, PAGE_START_MS);

  const { names, blobs } = await passFiles(page, { ...files, ...Object.fromEntries(layerPictures.flatMap((file, i) => (file === null ? [] : [[`layer-${i}`, file]]))) });
  const outcome = await page.keep(makeFilmInPage, { request, hashFrames, names }, ...blobs);
  // A Blob cannot leave the page: its bytes follow in parts.
  const { error, film } = await page.evaluate(
    (/** @type {Made} */ made) => (made.ok ? { film: { metadata: made.value.metadata, timings: made.value.timings } } : { error: made.error }),
    outcome,
  );
  if (film === undefined) throw new ClipError((await loadSentences()).tell(error));
  return { ...film, ...(format === null ? { bytes: await readFile(page, outcome), sticker: null } : await exportFile(page, outcome, format)) };
}

/** @typedef {Awaited<ReturnType<typeof makeFilmInPage>>} Made */
/** @typedef {import('../../contract/errors.js').Result<{ file: Blob }>} MadeFile */

/**
 * @param {UnwatchedPage} page
 * @param {PageValue} outcome
 * @param {string} format
 * @returns {Promise<Pick<Film, 'bytes' | 'sticker'>>}
 */
async function exportFile(page, outcome, format) {
  const exported = await page.keep(
    (/** @type {Made} */ made, /** @type {string} */ name) => {
      const automation = /** @type {import('../../src/automation/page-automation.js').KinoraAutomation} */ (window.kinoraAutomation);
      if (!made.ok) throw new Error('There is no film.');
      return automation.exportFilm(made.value.file, name);
    },
    outcome,
    format,
  );
  const { error, sticker } = await page.evaluate(
    (/** @type {Awaited<ReturnType<import('../../src/automation/page-automation.js').KinoraAutomation['exportFilm']>>} */ made) => (made.ok ? { sticker: made.value.facts } : { error: made.error }),
    exported,
  );
  if (sticker === undefined) throw new ClipError((await loadSentences()).tell(error));
  return { bytes: await readFile(page, exported), sticker };
}

/**
 * @param {UnwatchedPage} page
 * @param {PageValue} outcome
 * @returns {Promise<Buffer>}
 */
async function readFile(page, outcome) {
  const size = await page.evaluate((/** @type {MadeFile} */ made) => (made.ok ? made.value.file.size : 0), outcome);
  const parts = [];
  for (let start = 0; start < size; start += READ_BYTES) parts.push(Buffer.from(await page.evaluate(readPart, outcome, start, start + READ_BYTES), 'base64'));
  return Buffer.concat(parts);
}

/**
 * Gives files to the page the way a person does, with a file field: the page reads them from the disk.
 *
 * @param {UnwatchedPage} page
 * @param {Readonly<Record<string, string>>} files
 */
async function passFiles(page, files) {
  const field = await page.keep(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    document.body.append(input);
    return input;
  });
  const blobs = [];
  for (const file of Object.values(files)) {
    await page.chooseFile(field, file);
    blobs.push(await page.keep((/** @type {HTMLInputElement} */ input) => input.files?.[0], field));
  }
  await page.evaluate((/** @type {HTMLInputElement} */ input) => input.remove(), field);
  return { names: Object.keys(files), blobs };
}

/**
 * Runs inside the page: nothing else of this file can be reached here.
 *
 * @param {{ request: FilmJob['request'], hashFrames: boolean, names: string[] }} job
 * @param {Blob[]} blobs by the names of the job
 * @returns {Promise<import('../../contract/errors.js').Result<MadeFilm>>}
 */
function makeFilmInPage({ request, hashFrames, names }, ...blobs) {
  const automation = /** @type {import('../../src/automation/page-automation.js').KinoraAutomation} */ (window.kinoraAutomation);
  const { layers, ...fields } = request;
  const inputs = Object.fromEntries(names.map((name, i) => [name, blobs[i]]));
  const files = Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith('layer-')));
  const inFront = layers?.map((layer, i) => (inputs[`layer-${i}`] === undefined ? layer : { ...layer, image: inputs[`layer-${i}`] }));
  return automation.makeFilm(
    /** @type {import('../../contract/request/flat-request.js').FlatRequest} */ ({ ...fields, ...files, ...(inFront && { layers: inFront }) }),
    { hashFrames, onProgress: (progress) => window.kinoraProgress(JSON.stringify(progress)), onWarning: (warning) => window.kinoraWarning(JSON.stringify(warning)) },
  );
}

/**
 * Runs inside the page.
 *
 * @param {MadeFile} made
 * @param {number} start of its bytes
 * @param {number} end
 * @returns {Promise<string>} in base64
 */
function readPart(made, start, end) {
  return new Promise((resolve, reject) => {
    if (!made.ok) return reject(new Error('There is no file.'));
    const reader = new FileReader();
    reader.onload = () => resolve(/** @type {string} */ (reader.result).replace(/^.*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(made.value.file.slice(start, end));
  });
}

/**
 * @param {UnwatchedPage} page
 * @returns {Promise<never>}
 */
function crashed(page) {
  return new Promise((_, reject) => {
    const error = new ClipError({
      code: 'worker-crashed',
      message: 'The browser gave up on the page, most likely for lack of memory.',
      remedy: 'Close other programs or ask for fewer seconds.',
    });
    page.onEnd(() => reject(error));
  });
}

/**
 * Rejects after `signal` aborts, once the job is cancelled or has had {@link CANCEL_GRACE_MS} to end.
 *
 * @param {UnwatchedPage} page
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
function stopped(page, signal) {
  return new Promise((_, reject) => {
    const stop = async () => {
      const cancel = page.evaluate(() => window.kinoraAutomation?.cancelFilm());
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
