import { settingsOf } from '../../../contract/request/clip-settings.js';
import { settingsBox } from '../../../contract/request/settings-box.js';
import { kinoraError, type KinoraError } from '../../../contract/errors.js';
import type { Stage } from '../../../contract/names.js';
import type { RunningJob } from './make-film.js';
import type { FilmEncoder } from '../platform.js';
import { muxFilm } from '../media/mux/mux-film.js';
import { toKinoraError } from '../../lib/to-kinora-error.js';
import type { FilmState } from '../pipelines/film-state.js';
import type { SpentSeconds } from '../../lib/stopwatch.js';
import type { ModelUse } from '../checkpoints/checkpoint.js';
import type { EncodedChunk, VideoDescription } from '../media/encoded-chunk.js';

const MEGABYTE = 1e6;

/** Writes down what is made of a film, window by window, shows it, and puts it together in the end. */
export class CheckpointWriter {
  readonly #job: RunningJob;
  readonly #clip: Pick<FilmEncoder, 'cut'>;
  readonly #model: ModelUse;
  /** Shown, and not kept yet. */
  #shown: readonly EncodedChunk[] = [];

  constructor(job: RunningJob, clip: Pick<FilmEncoder, 'cut'>, model: ModelUse) {
    this.#job = job;
    this.#clip = clip;
    this.#model = model;
  }

  /** Shows the frames that are with the encoder before their window is whole. */
  async show(): Promise<void> {
    const { chunks, video } = await this.#clip.cut();
    this.#shown = [...this.#shown, ...chunks];
    this.#send(video, chunks);
  }

  /**
   * Keeps all frames up to `state`, which are with the encoder. A full disk makes the job stand still until there is room.
   * @throws Failure `cancelled`, `encoder-silent`, `encoder-broke` or `encoder-changed`
   */
  async save(state: FilmState, units: Partial<Record<Stage, number>>, seconds: SpentSeconds): Promise<void> {
    const { checkpoints } = this.#job;
    const { chunks, video, digest } = await this.#clip.cut();
    const unkept = [...this.#shown, ...chunks];
    await this.#withRoom(chunkBytes(unkept), () => checkpoints.save(unkept, { state, video, digest, model: this.#model, units, seconds }));
    this.#shown = [];
    this.#send(video, chunks);
  }

  /** The film as one file, its settings inside. All its frames are kept. */
  async finish(): Promise<Blob> {
    const { checkpoints } = this.#job;
    const { record, last } = checkpoints;
    if (!last) throw new Error('A film without a frame cannot be finished.');
    const trailer = settingsBox(settingsOf(record.request, record.pack, record.models));
    return this.#withRoom(checkpoints.bytes, () =>
      checkpoints.finish('video/mp4', (file) => muxFilm(last.video, checkpoints.chunks(), last.state.frames, file, trailer)),
    );
  }

  #send(video: VideoDescription, [first, ...others]: readonly EncodedChunk[]): void {
    const { id, emit, segments, plan } = this.#job;
    // Players would show colours above alpha.
    if (first && !plan.isTransparent) void emit({ type: 'segment', jobId: id, ...segments.mux(video, [first, ...others]) });
  }

  /** @param bytes that `write` needs room for */
  async #withRoom<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (caught) {
        const error = toKinoraError(caught);
        if (error.code !== 'no-room') throw caught;
        await this.#job.gate.pauseUntilResumed('disk-full', await this.#lackOfRoom(bytes, error.cause));
      }
    }
  }

  /** Says about how much is missing: what the rest of the film will take, and once more the whole when it is put together. */
  async #lackOfRoom(bytes: number, cause: string | undefined): Promise<KinoraError> {
    const { checkpoints, freeBytes } = this.#job;
    const done = checkpoints.last?.state.frames ?? 0;
    const { totalFrames } = checkpoints.record;
    const whole = done === 0 ? bytes : Math.max(bytes, (checkpoints.bytes * totalFrames) / done);
    const free = (await freeBytes().catch(() => null)) ?? 0;
    const missing = Math.max(1, Math.ceil((2 * whole - checkpoints.bytes - free) / MEGABYTE));
    return kinoraError('no-room-for-film', { megabytes: missing }, cause);
  }
}

function chunkBytes(chunks: readonly EncodedChunk[]): number {
  return chunks.reduce((sum, { data }) => sum + data.length, 0);
}
