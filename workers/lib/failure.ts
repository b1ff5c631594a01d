import type { ErrorCode, KinoraError } from '../../contract/errors.js';

/**
 * A foreseen failure on its way to the boundary, where it becomes a plain `KinoraError`.
 * Inside the worker it is thrown, so that `finally` blocks free what they own.
 */
export class Failure extends Error {
  readonly error: KinoraError;

  constructor(code: ErrorCode, message: string, remedy: string, cause?: unknown) {
    super(message);
    this.name = 'Failure';
    this.error = cause === undefined ? { code, message, remedy } : { code, message, remedy, cause: describeCause(cause) };
  }

  static of(error: KinoraError): Failure {
    return new Failure(error.code, error.message, error.remedy, error.cause);
  }
}

export function cancelled(): Failure {
  return new Failure('cancelled', 'The job was cancelled.', 'Generate again when you are ready.');
}

/** Whatever was caught, as the record that crosses boundaries. */
export function toKinoraError(caught: unknown): KinoraError {
  if (caught instanceof Failure) return caught.error;
  if (caught instanceof DOMException && caught.name === 'AbortError') return cancelled().error;
  if (caught instanceof DOMException && caught.name === 'QuotaExceededError') {
    return new Failure('disk-full', 'The browser has no room left for files.', 'Free some disk space and try again.', caught).error;
  }
  if (caught instanceof RangeError && /allocation|out of memory|array length/i.test(caught.message)) {
    return outOfMemory(caught).error;
  }
  return {
    code: 'internal',
    message: 'Something unforeseen went wrong while the video was made.',
    remedy: 'Try again; if it happens again, report it with the detail.',
    cause: describeCause(caught),
  };
}

export function outOfMemory(cause: unknown): Failure {
  return new Failure(
    'out-of-memory',
    'There is not enough memory to go on.',
    'Close other tabs, ask for a shorter video, or choose the WASM backend.',
    cause,
  );
}

function describeCause(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  return String(cause);
}
