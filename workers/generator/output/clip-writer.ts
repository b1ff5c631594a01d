import type { VideoCodecName } from '../../../contract/generator.js';
import { Failure } from '../pipeline/failure.js';
import type { ResourceLedger } from '../pipeline/resource-ledger.js';
import type { RgbaFrame } from '../pipeline/rgba.js';
import type { ChosenCodec } from './choose-codec.js';
import { FrameDigest } from './frame-digest.js';
import { Mp4Writer } from './mp4-writer.js';

/** Frames that may wait in the encoder before the next one is made. */
const MAX_QUEUE = 4;
const SECONDS_PER_KEY_FRAME = 2;
const MICROSECONDS = 1_000_000;

/** A finished film. */
export interface Clip {
  readonly file: Blob;
  readonly frames: number;
  /** See {@link FrameDigest}. */
  readonly framesSha256: string;
}

/** Encodes frames as they come and muxes them. Call `finish` or `abort`; each may be called again without harm. */
export class ClipWriter {
  readonly codec: VideoCodecName;
  readonly #fps: number;
  readonly #ledger: ResourceLedger;
  readonly #encoder: VideoEncoder;
  readonly #mp4: Mp4Writer;
  readonly #digest = new FrameDigest();
  #frames = 0;
  #failure: Failure | null = null;

  constructor(codec: ChosenCodec, fps: number, ledger: ResourceLedger) {
    const { width, height } = codec.config;
    this.codec = codec.name;
    this.#fps = fps;
    this.#ledger = ledger;
    this.#mp4 = new Mp4Writer({ codec: codec.name, width, height, fps });
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#mp4.add(chunk, metadata),
      error: (error) => {
        this.#failure ??= encodingFailed(error);
      },
    });
    this.#encoder.configure(codec.config);
  }

  /**
   * Takes the next frame; resolves when the encoder is ready for another.
   * @throws Failure `no-encoder` when encoding broke
   */
  async add(frame: RgbaFrame): Promise<void> {
    await this.#digest.add(frame.rgba);
    await this.#belowQueueBound();
    this.#throwIfBroken();
    // Rounded from the index, so that rounding never adds up; the muxer puts them on the frame rate's grid.
    const timestamp = Math.round((this.#frames * MICROSECONDS) / this.#fps);
    const next = Math.round(((this.#frames + 1) * MICROSECONDS) / this.#fps);
    const video = new VideoFrame(frame.rgba, {
      format: 'RGBA',
      codedWidth: frame.width,
      codedHeight: frame.height,
      timestamp,
      duration: next - timestamp,
    });
    this.#ledger.opened('frames');
    try {
      const keyFrame = this.#frames % Math.round(SECONDS_PER_KEY_FRAME * this.#fps) === 0;
      this.#encoder.encode(video, { keyFrame });
    } finally {
      video.close();
      this.#ledger.closed('frames');
    }
    this.#frames++;
  }

  /** @throws Failure `no-encoder` when encoding broke */
  async finish(): Promise<Clip> {
    try {
      await this.#encoder.flush();
    } catch (error) {
      this.#failure ??= encodingFailed(error);
    }
    this.abort();
    this.#throwIfBroken();
    return { file: this.#mp4.finish(), frames: this.#frames, framesSha256: this.#digest.read() };
  }

  /** Frees the encoder without finishing the file. */
  abort(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #belowQueueBound(): Promise<void> {
    while (this.#encoder.encodeQueueSize >= MAX_QUEUE && this.#encoder.state === 'configured') {
      await new Promise((resolve) => {
        this.#encoder.addEventListener('dequeue', resolve, { once: true });
        // A broken encoder dequeues nothing; this notices.
        setTimeout(resolve, 100);
      });
    }
  }

  #throwIfBroken(): void {
    if (this.#failure) throw this.#failure;
  }
}

function encodingFailed(cause: unknown): Failure {
  return new Failure(
    'no-encoder',
    "The browser's video encoder stopped working.",
    'Try again, or ask for another format.',
    cause,
  );
}
