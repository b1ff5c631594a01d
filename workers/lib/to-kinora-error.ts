import { kinoraError, type KinoraError } from '../../contract/errors.js';
import { Failure } from '../../contract/errors/failure.js';

export function cancelled(): Failure {
  return Failure.because('cancelled', { what: 'job' });
}

/** Whatever was caught, as the record that crosses boundaries. */
export function toKinoraError(caught: unknown): KinoraError {
  if (caught instanceof Failure) return caught.error;
  if (caught instanceof DOMException && caught.name === 'AbortError') return cancelled().error;
  if (caught instanceof DOMException && caught.name === 'QuotaExceededError') return kinoraError('no-room', {}, caught);
  if (caught instanceof RangeError && /allocation|out of memory|array length/i.test(caught.message)) return outOfMemory(caught).error;
  return kinoraError('unforeseen', {}, caught);
}

export function outOfMemory(cause: unknown): Failure {
  return Failure.because('out-of-memory', {}, cause);
}
