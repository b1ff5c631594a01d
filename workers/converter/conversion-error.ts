import type { KinoraError } from '../../contract/errors.js';
import { Failure } from '../lib/failure.js';

/** The foreseen ends of a conversion. */

export const conversionCancelled = (): Failure => new Failure('cancelled', 'The conversion was cancelled.', 'Start it again when you want it.');

export const unreadableFilm = (cause: unknown): Failure =>
  new Failure('bad-request', 'The film cannot be read.', 'Download the MP4 as it was made, or make the film again.', cause);

export const noEncoder = (codec: string): Failure => new Failure('no-encoder', `This browser cannot encode ${codec} at this size.`, 'Choose another format.');

/** Whatever ended a conversion, as the record that crosses to the page. */
export function conversionError(caught: unknown): KinoraError {
  if (caught instanceof Failure) return caught.error;
  if (caught instanceof RangeError || (caught instanceof DOMException && caught.name === 'QuotaExceededError')) {
    return new Failure('out-of-memory', 'There was not enough memory for the conversion.', 'Close other tabs, or choose a smaller format such as MP4.', caught).error;
  }
  return new Failure('internal', 'The conversion failed.', 'Try again, or choose another format; the film itself is unharmed.', caught).error;
}
