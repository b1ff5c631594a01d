import { kinoraError, type KinoraError } from '../../contract/errors.js';
import { Failure } from '../../contract/errors/failure.js';

/** Why a conversion ended: what was thrown in it, as the record that crosses to the page. */
export function conversionError(thrown: unknown): KinoraError {
  if (thrown instanceof Failure) return thrown.error;
  const isLackOfMemory = thrown instanceof RangeError || (thrown instanceof DOMException && thrown.name === 'QuotaExceededError');
  return kinoraError(isLackOfMemory ? 'conversion-out-of-memory' : 'conversion-failed', {}, thrown);
}
