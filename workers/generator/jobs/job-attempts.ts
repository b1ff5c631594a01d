import type { LoadOptions } from '../../../contract/generator.js';
import type { AcceptedJob, RunningJob } from './make-film.js';
import { SegmentMuxer } from '../media/mux/segment-muxer.js';
import { toKinoraError } from '../../lib/to-kinora-error.js';
import { optionsToResume } from '../checkpoints/checkpoint.js';
import type { EncodedChunk } from '../media/encoded-chunk.js';

/** Devices that may be lost without a window in between before a person is asked. */
const MAX_LOSSES = 2;
/** A GPU process that has just fallen over takes a moment to come back, in milliseconds. */
const BREATHER_MS = 500;

/** Makes a film in as many attempts as it takes: a lost device costs at most the window that was being made. */
export class JobAttempts {
  readonly #job: RunningJob;
  #options: LoadOptions;
  #losses = 0;
  #framesAtLoss = -1;

  constructor(film: AcceptedJob, options: LoadOptions) {
    this.#job = { ...film, segments: new SegmentMuxer() };
    this.#options = options;
  }

  /** Sends what is made so far to a receiver that has none of it. */
  resendSegments(): void {
    const { id: jobId, emit, checkpoints, segments, plan } = this.#job;
    void emit({ type: 'resumed', jobId });
    const { last } = checkpoints;
    if (!last || plan.isTransparent) return;
    let piece: EncodedChunk[] = [];
    const send = (): void => {
      const [first, ...others] = piece;
      if (first) void emit({ type: 'segment', jobId, ...segments.mux(last.video, [first, ...others]) });
      piece = [];
    };
    for (const chunk of checkpoints.chunks()) {
      if (chunk.key) send();
      piece.push(chunk);
    }
    send();
  }

  /**
   * @param attempt makes the film from its last checkpoint
   * @throws what cannot be mended by another attempt
   */
  async run<T>(attempt: (options: LoadOptions, job: RunningJob) => Promise<T>): Promise<T> {
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
    const { id: jobId, emit, gate, checkpoints, signal } = this.#job;
    const error = toKinoraError(caught);
    if (error.code === 'encoder-changed') {
      // Another encoder cannot go on with this file. It has the same frames, so it can begin anew.
      checkpoints.rewind();
      this.#job.segments = new SegmentMuxer();
      return true;
    }
    // A device that is lost may be missing altogether for a while.
    const isMissing = error.code === 'no-webgpu-adapter' || error.code === 'no-webgpu-device';
    if (error.code !== 'device-lost' && !(isMissing && this.#losses > 0)) return false;
    const frames = checkpoints.last?.state.frames ?? 0;
    this.#losses = frames > this.#framesAtLoss ? 1 : this.#losses + 1;
    this.#framesAtLoss = frames;
    // Another backend would make other frames.
    if (checkpoints.last) this.#options = optionsToResume(checkpoints.last.model, this.#options);
    if (this.#losses > MAX_LOSSES) {
      await gate.pauseUntilResumed('device-lost', error);
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
