import type { VideoCodecName } from '../../../contract/generator.js';
import { Failure } from '../pipeline/failure.js';
import type { ResourceLedger } from '../pipeline/resource-ledger.js';
import type { RgbaFrame } from '../pipeline/rgba.js';
import type { FilmChunk } from '../storage/chunk-log.js';
import type { VideoDescription } from '../storage/film-journal.js';
import type { ChosenCodec } from './choose-codec.js';
import { FrameDigest } from './frame-digest.js';

/** Frames that may wait in the encoder before the next one is made. */
const MAX_QUEUE = 4;
const MAX_SECONDS_PER_KEY_FRAME = 2;
const MICROSECONDS = 1_000_000;

/** The encoded frames between two cuts. They begin with a key frame, so they can be played by themselves. */
export interface ClipPart {
  readonly chunks: readonly FilmChunk[];
  readonly video: VideoDescription;
  /** Of all frames so far; see {@link FrameDigest}. */
  readonly digest: Uint8Array;
}

/** Where an earlier writer of the same film stopped: right after a cut. */
export interface ClipStart {
  readonly frames: number;
  readonly digest: Uint8Array;
  readonly video: VideoDescription;
}

/** Thrown where an encoder writes another kind of stream than the one that the film was begun with. */
export class EncoderChanged extends Error {
  override readonly name = 'EncoderChanged';
}

/** Encodes frames as they come. Call `abort` in the end; it may be called again without harm. */
export class ClipWriter {
  readonly codec: VideoCodecName;
  readonly #size: { readonly width: number; readonly height: number; readonly fps: number };
  readonly #ledger: ResourceLedger;
  readonly #encoder: VideoEncoder;
  readonly #digest: FrameDigest;
  #video: VideoDescription | null;
  #chunks: FilmChunk[] = [];
  #frames: number;
  #framesAtCut: number;
  #lastKey: number;
  #failure: Error | null = null;

  constructor(codec: ChosenCodec, fps: number, ledger: ResourceLedger, start: ClipStart | null = null) {
    const { width, height } = codec.config;
    this.codec = codec.name;
    this.#size = { width, height, fps };
    this.#ledger = ledger;
    this.#digest = new FrameDigest(start?.digest);
    this.#video = start?.video ?? null;
    this.#frames = start?.frames ?? 0;
    this.#framesAtCut = this.#frames;
    this.#lastKey = this.#frames;
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#take(chunk, metadata?.decoderConfig),
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
    const { fps } = this.#size;
    const timestamp = Math.round((this.#frames * MICROSECONDS) / fps);
    const next = Math.round(((this.#frames + 1) * MICROSECONDS) / fps);
    const video = new VideoFrame(frame.rgba, {
      format: 'RGBA',
      codedWidth: frame.width,
      codedHeight: frame.height,
      timestamp,
      duration: next - timestamp,
    });
    this.#ledger.opened('frames');
    try {
      const keyFrame =
        this.#frames === this.#framesAtCut || this.#frames - this.#lastKey >= Math.round(MAX_SECONDS_PER_KEY_FRAME * fps);
      if (keyFrame) this.#lastKey = this.#frames;
      this.#encoder.encode(video, { keyFrame });
    } finally {
      video.close();
      this.#ledger.closed('frames');
    }
    this.#frames++;
  }

  /**
   * Waits until all frames so far are encoded, and gives those since the last cut. The next frame is a key frame.
   * @throws Failure `no-encoder` when encoding broke; {@link EncoderChanged}
   */
  async cut(): Promise<ClipPart> {
    try {
      await this.#encoder.flush();
    } catch (error) {
      this.#failure ??= encodingFailed(error);
    }
    this.#throwIfBroken();
    const chunks = this.#chunks;
    const added = this.#frames - this.#framesAtCut;
    if (chunks.length !== added || !this.#video) throw encodingFailed(`${chunks.length} of ${added} frames came out`);
    this.#chunks = [];
    this.#framesAtCut = this.#frames;
    return { chunks, video: this.#video, digest: this.#digest.chain };
  }

  /** Frees the encoder. */
  abort(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #take(chunk: EncodedVideoChunk, config: VideoDecoderConfig | undefined): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.#chunks.push({ key: chunk.type === 'key', timestamp: chunk.timestamp, duration: chunk.duration ?? 0, data });
    if (!config) return;
    const video = describe(this.codec, config, this.#size);
    this.#video ??= video;
    // One file has one description of its frames.
    if (!isSame(video, this.#video)) this.#failure ??= new EncoderChanged('The encoder changed its kind of stream.');
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

function describe(
  name: VideoCodecName,
  { codec, description, colorSpace }: VideoDecoderConfig,
  size: Pick<VideoDescription, 'width' | 'height' | 'fps'>,
): VideoDescription {
  const { primaries, transfer, matrix, fullRange } = colorSpace ?? {};
  return {
    name,
    codec,
    description: bytesOf(description),
    colorSpace: {
      ...(primaries ? { primaries } : {}),
      ...(transfer ? { transfer } : {}),
      ...(matrix ? { matrix } : {}),
      ...(fullRange === undefined || fullRange === null ? {} : { fullRange }),
    },
    ...size,
  };
}

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array {
  if (source === undefined) return new Uint8Array(0);
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}

function isSame(a: VideoDescription, b: VideoDescription): boolean {
  return (
    a.codec === b.codec && a.description.length === b.description.length && a.description.every((byte, i) => byte === b.description[i])
  );
}

function encodingFailed(cause: unknown): Failure {
  return new Failure(
    'no-encoder',
    "The browser's video encoder stopped working.",
    'Try again, or ask for another format.',
    cause,
  );
}
