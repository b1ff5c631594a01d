/** Makes sentences of errors and warnings. Each language is a table that a missing text keeps from compiling. */
import type { BrowserFeature } from '../capabilities.js';
import type { KinoraError, ErrorPlace } from '../errors.js';
import type { BrowserEngine } from '../names.js';
import { pickDefined } from '../lib/pick-defined.js';
import { categoryOf, type ErrorCategory } from './categories.js';
import type { ErrorCode, ErrorParams } from './error-params.js';
import type { FilmWarning, WarningCode, WarningParams } from './warnings.js';

/** What happened, with the offending value; and what to do about it, one imperative sentence. */
export type ErrorText = readonly [message: string, remedy: string];

export type ErrorTexts<Code extends ErrorCode = ErrorCode> = {
  readonly [Each in Code]: ErrorText | ((params: ErrorParams[Each]) => ErrorText);
};

/** `messageOf` is for a warning about an error. */
export type WarningTexts = {
  readonly [Code in WarningCode]: string | ((params: WarningParams[Code], messageOf: (error: KinoraError) => string) => string);
};

/** What the lack of a feature means for a film, and what to do in this browser. */
export type MissingTexts = Readonly<Record<BrowserFeature, (engine: BrowserEngine) => ErrorText>>;

type MissingText = MissingTexts[BrowserFeature];

/** A remedy for each browser. */
export const byEngine =
  (message: string, remedies: Readonly<Record<BrowserEngine, string>>): MissingText =>
  (engine) => [message, remedies[engine]];

/** The same remedy in every browser. */
export const always =
  (message: string, remedy: string): MissingText =>
  () => [message, remedy];

export interface Sentences {
  readonly errors: ErrorTexts;
  readonly warnings: WarningTexts;
  readonly missing: MissingTexts;
  /** In front of a message: "Scene 2: ". */
  readonly place: (place: ErrorPlace) => string;
}

export interface Description {
  readonly message: string;
  readonly remedy: string;
}

export function describeError({ code, params, place }: KinoraError, { errors, place: placeText }: Sentences): Description {
  // Code and parameters belong together by the type of `KinoraError`, which an index into a union loses.
  const text = errors[code] as ErrorText | ((params: unknown) => ErrorText);
  const [message, remedy] = typeof text === 'function' ? text(params) : text;
  return { message: `${place === undefined ? '' : placeText(place)}${message}`, remedy };
}

export function describeWarning({ code, params }: FilmWarning, sentences: Sentences): string {
  const text = sentences.warnings[code] as string | ((params: unknown, messageOf: (error: KinoraError) => string) => string);
  return typeof text === 'function' ? text(params, (error) => describeError(error, sentences).message) : text;
}

/** An error for those who read no parameters: a host page, the command line. */
export interface ToldError extends Description {
  readonly code: ErrorCategory;
  readonly reason: ErrorCode;
  readonly cause?: string;
}

export function tellError(error: KinoraError, sentences: Sentences): ToldError {
  const { code: reason, cause } = error;
  return { code: categoryOf(error), reason, ...describeError(error, sentences), ...pickDefined({ cause }) };
}
