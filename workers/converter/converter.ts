import type { Conversion, ConverterApi, VideoFacts } from '../../contract/conversion.js';
import type { Result } from '../../contract/errors.js';
import { asResult } from '../lib/as-result.js';
import { conversionError } from './conversion-error.js';
import { convert } from './convert.js';
import { describeFilm } from './film-reader.js';

/** Milliseconds between two reports of progress. */
const PROGRESS_EVERY_MS = 100;

export class Converter implements ConverterApi {
  readonly #running = new Map<string, AbortController>();

  async convert(id: string, film: Blob, conversion: Conversion, onProgress: (done: number, total: number) => void): Promise<Result<Blob>> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    let reportedAt = 0;
    const progress = (done: number, total: number): void => {
      const now = performance.now();
      if (now - reportedAt < PROGRESS_EVERY_MS) return;
      reportedAt = now;
      onProgress(done, total);
    };
    const converted = await asResult(() => convert(film, conversion, { signal: abort.signal, progress }), conversionError);
    this.#running.delete(id);
    return converted;
  }

  describe(film: Blob): Promise<Result<VideoFacts>> {
    return asResult(() => describeFilm(film), conversionError);
  }

  async cancel(id: string): Promise<void> {
    this.#running.get(id)?.abort();
  }
}
