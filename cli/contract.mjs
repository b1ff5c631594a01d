/** The rules for a request, read from the files that the page and the worker read them from. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Node 20 cannot import TypeScript, so Vite does.
 *
 * @template T
 * @param {string} name
 * @returns {Promise<T>}
 */
async function load(name) {
  const source = fileURLToPath(new URL(`../contract/${name}`, import.meta.url));
  const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' });
  return /** @type {T} */ (module);
}

export async function loadRules() {
  /** @type {typeof import('../contract/request/read-clip-settings.js')} */
  const { readSettings } = await load('request/read-clip-settings.ts');
  /** @type {typeof import('../contract/check-request.js')} */
  const { findFlatFault } = await load('check-request.ts');
  /** @type {typeof import('../contract/input/text-encoding.js')} */
  const { jsonEncodingOf } = await load('input/text-encoding.ts');
  /** @type {typeof import('../contract/input/typed-number.js')} */
  const { readTypedNumber } = await load('input/typed-number.ts');
  /** @type {typeof import('../contract/lib/pick-defined.js')} */
  const { pickDefined } = await load('lib/pick-defined.ts');
  /** @type {typeof import('../contract/names.js')} */
  const { BACKENDS } = await load('names.ts');
  /** @type {typeof import('../contract/stickers/file-formats.js')} */
  const { FILE_FORMAT_NAMES, fileFormatOf } = await load('stickers/file-formats.ts');
  /** @type {typeof import('../contract/request/film-sizes.js')} */
  const { FILM_SIZES } = await load('request/film-sizes.ts');
  /** @type {typeof import('../contract/request/request.js')} */
  const { newFilmOptions } = await load('request/request.ts');
  /** @type {typeof import('../contract/request/layers/usual-places.js')} */
  const { usualPlaces, usualTitlePlace } = await load('request/layers/usual-places.ts');
  return { BACKENDS, FILM_SIZES, FILE_FORMAT_NAMES, fileFormatOf, findFlatFault, jsonEncodingOf, newFilmOptions, pickDefined, readSettings, readTypedNumber, usualPlaces, usualTitlePlace };
}

/** Sentences of errors and warnings, for the terminal. */
export async function loadSentences() {
  /** @type {typeof import('../contract/errors/describe.js')} */
  const { describeWarning, tellError } = await load('errors/describe.ts');
  /** @type {typeof import('../contract/errors/english/english.js')} */
  const { ENGLISH } = await load('errors/english/english.ts');
  return {
    /** @param {import('../contract/errors.js').KinoraError} error */
    tell: (error) => tellError(error, ENGLISH),
    /** @param {import('../contract/errors/warnings.js').FilmWarning} warning */
    warn: (warning) => describeWarning(warning, ENGLISH),
  };
}
