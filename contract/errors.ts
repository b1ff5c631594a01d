import type { ErrorCode, ErrorParams } from './errors/error-params.js';

export type { ErrorCode, ErrorParams } from './errors/error-params.js';

/** Which of several scenes, layers or files an error is about. Scenes and layers count from 1. */
export type ErrorPlace = { readonly scene: number } | { readonly layer: number } | { readonly file: string };

/**
 * Every failure that can cross a boundary (worker, iframe, command line) is one of these plain records. It holds no sentence:
 * whoever shows it makes one, in the language of the reader (contract/errors/describe.ts).
 */
export type KinoraError = {
  readonly [Code in ErrorCode]: {
    readonly code: Code;
    readonly params: ErrorParams[Code];
    readonly place?: ErrorPlace;
    /** Detail for a bug report, in English; never needed to understand the error. */
    readonly cause?: string;
  };
}[ErrorCode];

/** The errors of `Code` alone. */
export type ErrorOf<Code extends ErrorCode> = Extract<KinoraError, { readonly code: Code }>;

/** @param cause what was caught, or a detail for a bug report */
export function kinoraError<Code extends ErrorCode>(code: Code, params: ErrorParams[Code], cause?: unknown): ErrorOf<Code> {
  const error = cause === undefined ? { code, params } : { code, params, cause: describeCause(cause) };
  // A generic code is no member of the union yet; each of them is.
  return error as unknown as ErrorOf<Code>;
}

/** `cause` for a bug report. */
export function describeCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}

/** Errors travel as values because Comlink keeps only message, name and stack of thrown ones. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: KinoraError };
