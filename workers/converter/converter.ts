import type { Conversion, ConverterApi, VideoFacts } from '../../contract/conversion.js';
import type { Result } from '../../contract/errors.js';
import type { Sticker, StickerOrder } from '../../contract/stickers/sticker.js';
import { asResult } from '../lib/as-result.js';
import { conversionError } from './conversion-error.js';
import { convert, convertToSticker, type ConversionWatch } from './convert.js';
import { describeFilm } from './film/film-reader.js';

/** Milliseconds between two reports of progress. */
const PROGRESS_EVERY_MS = 100;

type OnProgress = (done: number, total: number) => void;

export class Converter implements ConverterApi {
  readonly #running = new Map<string, AbortController>();

  convert(id: string, film: Blob, conversion: Conversion, onProgress: OnProgress): Promise<Result<Blob>> {
    return this.#run(id, onProgress, (watch) => convert(film, conversion, watch));
  }

  makeSticker(id: string, film: Blob, order: StickerOrder, onProgress: OnProgress): Promise<Result<Sticker>> {
    return this.#run(id, onProgress, (watch) => convertToSticker(film, order, watch));
  }

  describe(film: Blob): Promise<Result<VideoFacts>> {
    return asResult(() => describeFilm(film), conversionError);
  }

  async cancel(id: string): Promise<void> {
    this.#running.get(id)?.abort();
  }

  async #run<T>(id: string, onProgress: OnProgress, work: (watch: ConversionWatch) => Promise<T>): Promise<Result<T>> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    let reportedAt = 0;
    const progress = (done: number, total: number): void => {
      const now = performance.now();
      if (now - reportedAt < PROGRESS_EVERY_MS) return;
      reportedAt = now;
      onProgress(done, total);
    };
    const made = await asResult(() => work({ signal: abort.signal, progress }), conversionError);
    this.#running.delete(id);
    return made;
  }
}
