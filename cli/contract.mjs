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
  /** @type {typeof import('../contract/clip-settings.js')} */
  const { readSettings, requestFrom } = await load('clip-settings.ts');
  /** @type {typeof import('../contract/check-request.js')} */
  const { findRequestFault } = await load('check-request.ts');
  /** @type {typeof import('../contract/text-encoding.js')} */
  const { jsonEncodingOf } = await load('text-encoding.ts');
  /** @type {typeof import('../contract/typed-number.js')} */
  const { readTypedNumber } = await load('typed-number.ts');
  return { findRequestFault, jsonEncodingOf, readSettings, readTypedNumber, requestFrom };
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
