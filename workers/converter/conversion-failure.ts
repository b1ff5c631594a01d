import type { KinoraError } from '../../contract/errors.js';
import { Failure } from '../lib/failure.js';

/** A foreseen end of a conversion, on its way to becoming a `failed` reply. */
export class ConversionFailure extends Error {
  readonly reason: KinoraError;

  private constructor(reason: KinoraError) {
    super(reason.message);
    this.reason = reason;
  }

  static cancelled(): ConversionFailure {
    return new ConversionFailure({ code: 'cancelled', message: 'The conversion was cancelled.', remedy: 'Start it again when you want it.' });
  }

  static unreadable(thrown: unknown): ConversionFailure {
    return new ConversionFailure({
      code: 'bad-request',
      message: 'The film cannot be read.',
      remedy: 'Download the MP4 as it was made, or make the film again.',
      cause: detailOf(thrown),
    });
  }

  static noEncoder(codec: string): ConversionFailure {
    return new ConversionFailure({
      code: 'no-encoder',
      message: `This browser cannot encode ${codec} at this size.`,
      remedy: 'Choose another format.',
    });
  }

  static from(thrown: unknown): KinoraError {
    if (thrown instanceof ConversionFailure) return thrown.reason;
    // An encoder broke or fell silent.
    if (thrown instanceof Failure) return thrown.error;
    if (thrown instanceof RangeError || (thrown instanceof DOMException && thrown.name === 'QuotaExceededError')) {
      return {
        code: 'out-of-memory',
        message: 'There was not enough memory for the conversion.',
        remedy: 'Close other tabs, or choose a smaller format such as MP4.',
        cause: detailOf(thrown),
      };
    }
    return {
      code: 'internal',
      message: 'The conversion failed.',
      remedy: 'Try again, or choose another format; the film itself is unharmed.',
      cause: detailOf(thrown),
    };
  }
}

const detailOf = (thrown: unknown): string => (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
