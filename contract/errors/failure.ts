import { kinoraError, type ErrorCode, type ErrorParams, type KinoraError } from '../errors.js';

/**
 * A foreseen failure on its way to the boundary, where it becomes a plain `KinoraError`. It is thrown, so that `finally` blocks
 * free what they own.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly error: KinoraError;

  private constructor(error: KinoraError) {
    // For the console: people read a sentence that is made of the error.
    super(`${error.code} ${JSON.stringify(error.params)}`);
    this.error = error;
  }

  static of(error: KinoraError): Failure {
    return new Failure(error);
  }

  /** @param cause what was caught, or a detail for a bug report */
  static because<Code extends ErrorCode>(code: Code, params: ErrorParams[Code], cause?: unknown): Failure {
    return new Failure(kinoraError(code, params, cause));
  }
}
