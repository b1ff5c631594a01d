import type { LoadOptions } from '../../contract/generator.js';
import type { AcceptedFilm, FilmJob } from './film-job.js';
import { EncoderChanged } from './output/encoder-changed.js';
import { SegmentWriter } from './output/segment-writer.js';
import { toKinoraError } from './pipeline/failure.js';
import type { FilmChunk } from './storage/chunk-log.js';
import { sameAs } from './storage/film-journal.js';

/** Devices that may be lost without a window in between before a person is asked. */
const MAX_LOSSES = 2;
/** A GPU process that has just fallen over takes a moment to come back, in milliseconds. */
const BREATHER_MS = 500;

/** Makes a film in as many attempts as it takes: a lost device costs at most the window that was being made. */
export class FilmAttempts {
  readonly #job: FilmJob;
  #options: LoadOptions;
  #losses = 0;
  #framesAtLoss = -1;

  constructor(film: AcceptedFilm, options: LoadOptions) {
    this.#job = { ...film, segments: new SegmentWriter() };
    this.#options = options;
  }

  /** Sends what is made so far to a receiver that has none of it. */
  showAgain(): void {
    const { id: jobId, emit, journal, segments } = this.#job;
    void emit({ type: 'resumed', jobId });
    const { last } = journal;
    if (!last) return;
    let piece: FilmChunk[] = [];
    const send = (): void => {
      const [first, ...others] = piece;
      if (first) void emit({ type: 'segment', jobId, ...segments.piece(last.video, [first, ...others]) });
      piece = [];
    };
    for (const chunk of journal.chunks()) {
      if (chunk.key) send();
      piece.push(chunk);
    }
    send();
  }

  /**
   * @param attempt makes the film from where the journal ends
   * @throws what cannot be mended by another attempt
   */
  async untilMade<T>(attempt: (options: LoadOptions, job: FilmJob) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt(this.#options, this.#job);
      } catch (caught) {
        if (this.#job.signal.aborted || !(await this.#mend(caught))) throw caught;
      }
    }
  }

  /** Whether it is worth another attempt. */
  async #mend(caught: unknown): Promise<boolean> {
    const { id: jobId, emit, gate, journal, signal } = this.#job;
    if (caught instanceof EncoderChanged) {
      // Another encoder cannot go on with this file. It has the same frames, so it can begin anew.
      journal.rewind();
      this.#job.segments = new SegmentWriter();
      return true;
    }
    const error = toKinoraError(caught);
    // A device that is lost may be missing altogether for a while.
    if (error.code !== 'device-lost' && !(error.code === 'no-backend' && this.#losses > 0)) return false;
    const frames = journal.last?.state.frames ?? 0;
    this.#losses = frames > this.#framesAtLoss ? 1 : this.#losses + 1;
    this.#framesAtLoss = frames;
    // Another backend would make other frames.
    if (journal.last) this.#options = sameAs(journal.last.model, this.#options);
    if (this.#losses > MAX_LOSSES) {
      await gate.stand('device-lost', error);
      this.#losses = 1;
      return true;
    }
    void emit({ type: 'paused', jobId, reason: 'device-lost', error });
    await new Promise((resolve) => setTimeout(resolve, BREATHER_MS));
    if (signal.aborted) return false;
    void emit({ type: 'resumed', jobId });
    return true;
  }
}
