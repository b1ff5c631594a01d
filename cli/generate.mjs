/** `npm run generate`: makes a film from the terminal with the app's own page in a headless browser. */
import { ignoreClosedOutput, print } from './broken-pipe.mjs';
import { NoBrowserError, findBrowser, hasGpu, launchFlags } from './find-browser.mjs';
import { BadInputError, ClipError, FailedError, StoppedError } from './generate/failures.mjs';
import { reasonOf } from './generate/file-fault.mjs';
import { progressLine } from './generate/progress-line.mjs';
import { DIST, PrepareError, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { NoScratchError } from './scratch-folder.mjs';
import { serve } from './serve.mjs';
import { listenForStop } from './stop-signals.mjs';
import { workingFolder } from './typed-path.mjs';

/** Exit codes. */
const OK = 0;
const FAILED = 1;
const BAD_INPUT = 2;

/** Errors of the page that the input has caused. */
const INPUT_ERRORS = new Set(['bad-request', 'bad-image', 'bad-pack', 'pack-missing']);

/** Addresses, inside the app's origin, of the folders given with --pack or --move, and with --draw; and of the app's own model. */
const GIVEN_PACK = 'packs/from-command-line/';
const GIVEN_DRAWING_PACK = 'packs/drawing-from-command-line/';
const OWN_PACK = 'packs/starter/';
const OFFERED_PACKS = 'packs/hub/';

const progress = progressLine(process.stderr);

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
async function main(signal) {
  await ensureInstalled(progress.note, signal);
  // These need installed packages, so they cannot be imported at the top.
  const { USAGE, wantsHelp } = await import('./generate/flags.mjs');
  const { planFrom } = await import('./generate/arguments.mjs');
  const { loadRules } = await import('./contract.mjs');
  const argv = process.argv.slice(2);
  if (wantsHelp(argv)) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const cwd = workingFolder('generate');
  const plan = await planFrom(argv, cwd, await loadRules());
  plan.notes.forEach(progress.note);
  const executablePath = findBrowser({ log: progress.note });
  await ensureBuilt(progress.note, signal);

  const { makeFilm } = await import('./generate/make-film.mjs');
  const { writeFilm } = await import('./generate/write-film.mjs');
  const draw = plan.draw === 'own' ? null : plan.draw;
  const site = await serve({ root: DIST, guarded: false, mounts: { ...mountOf(plan.pack, GIVEN_PACK), ...mountOf(draw, GIVEN_DRAWING_PACK) } });
  try {
    const film = await makeFilm({
      executablePath,
      flags: launchFlags(chooseFlags(plan.backend)),
      origin: site.url,
      packUrl: addressOf(plan.pack, site.url, GIVEN_PACK),
      drawPackUrl: plan.draw === 'own' ? `${site.url}${OWN_PACK}` : addressOf(draw, site.url, GIVEN_DRAWING_PACK),
      acceptLicence: plan.acceptLicence,
      backend: plan.backend,
      request: plan.request,
      format: plan.format,
      files: plan.files,
      layerPictures: plan.layerPictures,
      hashFrames: plan.json,
      signal,
      onProgress: progress.show,
      onWarning: (message) => progress.note(`Warning: ${message}`),
    });
    if (signal.aborted) throw new StoppedError();
    await writeFilm(plan.out, film.bytes, { cwd, seed: film.metadata.seed, ending: plan.ending, signal, note: progress.note });
    const unprinted = await report(plan, film);
    if (unprinted !== null) throw new FailedError(`The film is written to ${plan.out.shown}, but standard output failed: ${reasonOf(unprinted)}.`, 'Check where it is redirected to.');
  } finally {
    await site.close();
  }
}

/** @typedef {import('./generate/arguments.mjs').PackPlace} PackPlace */

/**
 * @param {PackPlace | null} place
 * @param {string} path where a folder of this machine is served
 * @returns {Record<string, string>}
 */
function mountOf(place, path) {
  return place !== null && 'folder' in place ? { [`/${path}`]: place.folder } : {};
}

/**
 * @param {PackPlace | null} place
 * @param {string} site
 * @param {string} served where a folder of this machine is served, inside the site
 */
function addressOf(place, site, served) {
  if (place === null) return null;
  if ('offered' in place) return `${site}${OFFERED_PACKS}${place.offered}/`;
  return 'url' in place ? place.url : `${site}${served}`;
}

/**
 * Launch flags of Chromium have to match the backend. Without a GPU, the very slow software adapter is used only where
 * WebGPU is asked for.
 *
 * @param {import('../contract/names.js').BackendName | null} backend
 * @returns {'wasm' | 'webgpu' | 'webgpu-software'}
 */
function chooseFlags(backend) {
  if (backend === 'wasm') return 'wasm';
  if (hasGpu()) return 'webgpu';
  if (backend === null) return 'wasm';
  progress.note('Warning: this machine has no GPU; WebGPU runs on the CPU in software, which is right but slow.');
  return 'webgpu-software';
}

/**
 * @param {import('./generate/arguments.mjs').Plan} plan
 * @param {import('./generate/make-film.mjs').Film} film
 * @returns {Promise<Error | null>} why it could not be printed
 */
function report(plan, { metadata, timings, peakMemoryMB, sticker, bytes }) {
  const { seconds, frames, width, height, fps, codec, backend, adapter, seed, framesSha256 } = metadata;
  progress.note(framesSha256 === '' ? `Seed ${seed}` : `Seed ${seed}, frames ${framesSha256}`);
  const { madeWith } = plan;
  if (madeWith !== null && (madeWith.pack.id !== metadata.pack.id || madeWith.pack.version !== metadata.pack.version)) {
    progress.note(`Warning: the clip's settings are for ${modelsOf(madeWith)}; this was made with ${modelsOf(metadata.settings)}, so the frames differ.`);
  }
  if (codec !== 'h264') progress.note(`This browser cannot encode H.264; the clip is ${codec.toUpperCase()} in MP4.`);
  const round = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;
  const { load, text, image, video, decode, encode, total } = timings;
  const rounded = { load: round(load), text: round(text), image: round(image), video: round(video), decode: round(decode), encode: round(encode), total: round(total) };
  // Standard output holds nothing but the film where that is written there.
  const stream = plan.out.kind === 'stream' && plan.out.target === process.stdout.fd ? process.stderr : process.stdout;
  return print(
    stream,
    plan.json
      ? `${JSON.stringify({ file: plan.out.shown, seconds, frames, width, height, fps, codec, backend, adapter, timings: rounded, peakMemoryMB, ...(plan.format === null ? {} : { format: plan.format, bytes: bytes.length, sticker }) })}\n`
      : plan.format !== null ? `${plan.out.shown}: ${plan.format}, ${bytes.length} bytes${sticker === null ? '' : `, ${round(sticker.seconds)} s, ${sticker.frames} frames of ${sticker.width}x${sticker.height}`}, made in ${total.toFixed(1)} s\n`
      : `${plan.out.shown}: ${round(seconds)} s, ${frames} frames of ${width}x${height} at ${fps} a second, ${codec} on ${backend} (${adapter}), made in ${total.toFixed(1)} s\n`,
  );
}

/**
 * @param {Pick<import('../contract/request/clip-settings.js').ClipSettings, 'pack' | 'models'>} film
 * @returns {string} its models, and where those of other sites are
 */
function modelsOf({ pack, models }) {
  if (models === undefined) return `the pack ${pack.id} ${pack.version}`;
  const { draw, move } = models;
  const name = (/** @type {import('../contract/film-models.js').FilmModel} */ { id, version, address }) => `${id} ${version}${address === undefined ? '' : ` (${address})`}`;
  return draw === undefined ? `the pack ${name(move)}` : `the packs ${name(draw)}, which draws, and ${name(move)}, which moves`;
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function explain(error) {
  if (error instanceof StoppedError || (interruption.signal.aborted && !(error instanceof FailedError))) {
    progress.note('Stopped; nothing was written.');
    return interruption.exitCode();
  }
  if (error instanceof BadInputError) {
    progress.note(error.message);
    return BAD_INPUT;
  }
  if (error instanceof ClipError) {
    progress.note(error.message);
    if (INPUT_ERRORS.has(error.code)) return BAD_INPUT;
    if (error.detail !== null) progress.note(`Detail: ${error.detail}`);
    return FAILED;
  }
  if (error instanceof FailedError) {
    progress.note(error.message);
    if (error.detail !== null) progress.note(`Detail: ${error.detail}`);
    return interruption.signal.aborted ? interruption.exitCode() : FAILED;
  }
  if (error instanceof NoBrowserError || error instanceof NoScratchError || error instanceof PrepareError) {
    progress.note(error.message);
    return FAILED;
  }
  progress.note(`Something is wrong in Kinora itself: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  return FAILED;
}

ignoreClosedOutput();
const interruption = listenForStop();
process.exitCode = await main(interruption.signal).then(() => OK, explain);
