import type { VideoCodecName } from '../../../../contract/generator.js';
import { Failure } from '../../../../contract/errors/failure.js';
import { FILM_COLOURS } from './i420-frame.js';
import { repairedAvcC, withoutParameterSets } from './parameter-sets.js';
import { SILENT, unlessSilent } from './unless-silent.js';
import { labelVp9Colours } from './vp9-colours.js';
import type { EncodedChunk, VideoDescription } from '../encoded-chunk.js';

/** Frames that may wait in the encoder before the next one is made. */
const MAX_QUEUE = 4;
/** A machine that is busy with other things takes a second for a large frame, and some for the first. */
const PATIENCE_SECONDS = 25;
const MOMENT_MS = 100;

/** A codec with the configuration that the browser encodes it with. */
export interface ChosenCodec {
  readonly name: VideoCodecName;
  readonly config: VideoEncoderConfig;
}

/** Encoded frames in the order of time, and how they are to be read. */
export interface EncodedFrames {
  readonly chunks: readonly EncodedChunk[];
  readonly video: VideoDescription;
}

/**
 * A `VideoEncoder` that is held to its word: it answers, gives every frame, in order, in one kind of stream, and labels
 * it as it is. Call `close` in the end; it may be called again without harm.
 */
export class FrameEncoder {
  readonly #codec: ChosenCodec;
  readonly #size: Pick<VideoDescription, 'width' | 'height' | 'fps'>;
  readonly #patience: number;
  readonly #encoder: VideoEncoder;
  #video: VideoDescription | null;
  #chunks: EncodedChunk[] = [];
  #expected = 0;
  #lastTimestamp = Number.NEGATIVE_INFINITY;
  #signs = 0;
  #failure: Failure | null = null;

  /** @param begun the kind of stream that the film was begun with, if it was */
  constructor(codec: ChosenCodec, fps: number, begun: VideoDescription | null = null, patience = PATIENCE_SECONDS) {
    const { width, height } = codec.config;
    this.#codec = codec;
    this.#size = { width, height, fps };
    this.#video = begun;
    this.#patience = patience;
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#take(chunk, metadata?.decoderConfig),
      error: (error) => {
        this.#failure ??= encodingFailed(error);
      },
    });
    this.#encoder.addEventListener('dequeue', () => {
      this.#signs++;
    });
    this.#encoder.configure(codec.config);
  }

  /**
   * Resolves when another frame may be given.
   * @throws Failure `encoder-silent`, `encoder-broke` or `encoder-changed`
   */
  async ready(): Promise<void> {
    await this.#unlessSilent(this.#belowQueueBound());
    this.#throwIfBroken();
  }

  /** Takes a frame, which stays the caller's to close. */
  encode(frame: VideoFrame, keyFrame: boolean): void {
    this.#encoder.encode(frame, { keyFrame });
    this.#expected++;
  }

  /**
   * Waits until all frames so far are encoded, and gives those since the last time.
   * @throws Failure `encoder-silent`, `encoder-broke` or `encoder-changed`
   */
  async flush(): Promise<EncodedFrames> {
    try {
      await this.#unlessSilent(this.#encoder.flush());
    } catch (error) {
      this.#failure ??= error instanceof Failure ? error : encodingFailed(error);
    }
    this.#throwIfBroken();
    const chunks = this.#chunks;
    if (chunks.length !== this.#expected || !this.#video) throw encodingFailed(`${chunks.length} of ${this.#expected} frames came out`);
    this.#chunks = [];
    this.#expected = 0;
    return { chunks, video: this.#video };
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #take(chunk: EncodedVideoChunk, config: VideoDecoderConfig | undefined): void {
    this.#signs++;
    if (config) this.#describe(config);
    // Files and pieces are written with one time for each frame. An encoder that needs two (B-frames) is not for us.
    if (chunk.timestamp <= this.#lastTimestamp) this.#failure ??= Failure.because('encoder-changed', {}, 'The encoder gives frames out of their order.');
    this.#lastTimestamp = chunk.timestamp;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.#chunks.push({ key: chunk.type === 'key', timestamp: chunk.timestamp, duration: chunk.duration ?? 0, data: this.#tidied(data) });
  }

  #describe(config: VideoDecoderConfig): void {
    const video = describe(this.#codec.name, config, this.#size);
    this.#video ??= video;
    // One file has one description of its frames.
    if (!isSame(video, this.#video)) this.#failure ??= Failure.because('encoder-changed', {}, 'The encoder changed its kind of stream.');
  }

  #tidied(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (this.#codec.name === 'h264' && this.#video) return withoutParameterSets(data, this.#video.description);
    if (this.#codec.name === 'vp9' && this.#video && isInFilmColours(this.#video)) labelVp9Colours(data);
    return data;
  }

  async #belowQueueBound(): Promise<void> {
    while (this.#encoder.encodeQueueSize >= MAX_QUEUE && this.#encoder.state === 'configured' && !this.#failure) {
      await this.#dequeue();
    }
  }

  /** Resolves when a frame has left the queue, or after a moment: a broken encoder lets none go. */
  #dequeue(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#encoder.removeEventListener('dequeue', end);
        resolve();
      };
      const timer = setTimeout(end, MOMENT_MS);
      this.#encoder.addEventListener('dequeue', end);
    });
  }

  async #unlessSilent(work: Promise<void>): Promise<void> {
    if ((await unlessSilent(work, this.#patience, () => this.#signs)) !== SILENT) return;
    // Ends what still waits for it.
    this.close();
    throw (this.#failure ??= Failure.because('encoder-silent', { seconds: this.#patience }));
  }

  #throwIfBroken(): void {
    if (this.#failure) throw this.#failure;
  }
}

/** Whether the encoder says of its stream what is true of the frames that it was given. */
export function isInFilmColours({ colorSpace }: Pick<VideoDescription, 'colorSpace'>): boolean {
  return colorSpace.matrix === FILM_COLOURS.matrix && colorSpace.fullRange === FILM_COLOURS.fullRange;
}

function describe(
  name: VideoCodecName,
  { codec, description, colorSpace }: VideoDecoderConfig,
  size: Pick<VideoDescription, 'width' | 'height' | 'fps'>,
): VideoDescription {
  const { primaries, transfer, matrix, fullRange } = colorSpace ?? {};
  const bytes = bytesOf(description);
  return {
    name,
    codec,
    description: name === 'h264' ? repairedAvcC(bytes) : bytes,
    // What an encoder does not say is as the frames were.
    colorSpace: {
      primaries: primaries ?? FILM_COLOURS.primaries,
      transfer: transfer ?? FILM_COLOURS.transfer,
      matrix: matrix ?? FILM_COLOURS.matrix,
      fullRange: fullRange ?? FILM_COLOURS.fullRange,
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
  const colours = ['primaries', 'transfer', 'matrix', 'fullRange'] as const;
  return (
    a.codec === b.codec &&
    a.description.length === b.description.length &&
    a.description.every((byte, i) => byte === b.description[i]) &&
    colours.every((each) => a.colorSpace[each] === b.colorSpace[each])
  );
}

function encodingFailed(cause: unknown): Failure {
  return Failure.because('encoder-broke', {}, cause);
}
