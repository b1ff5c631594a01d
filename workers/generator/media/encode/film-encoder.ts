import type { VideoCodecName } from '../../../../contract/names.js';
import type { ResourceLedger } from '../../../lib/resource-ledger.js';
import type { FilmFrame } from '../../../lib/film-frame.js';
import type { FramePixels } from '../../pipelines/film-picture.js';
import { recordEncoderFailure } from './choose-codec.js';
import { FrameDigest } from './frame-digest.js';
import { FrameEncoder, type ChosenCodec, type EncodedFrames } from './frame-encoder.js';
import { i420Frame, toI420, type FrameTimes } from './i420-frame.js';
import { keepsColours } from './probe-painted.js';
import type { VideoDescription } from '../encoded-chunk.js';

const MAX_SECONDS_PER_KEY_FRAME = 2;
const MICROSECONDS = 1_000_000;

/** The encoded frames between two cuts. They begin with a key frame, so they can be played by themselves. */
export interface EncodedSegment extends EncodedFrames {
  /** Of all frames so far, or empty; see {@link FrameDigest}. */
  readonly digest: Uint8Array;
}

/** Where an earlier writer of the same film stopped: right after a cut. */
export interface EncoderStart {
  readonly frames: number;
  readonly digest: Uint8Array;
  readonly video: VideoDescription;
}

/** Encodes frames as they come. Call `abort` in the end; it may be called again without harm. */
export class WebCodecsFilmEncoder {
  readonly codec: VideoCodecName;
  readonly #chosen: ChosenCodec;
  readonly #fps: number;
  readonly #ledger: ResourceLedger;
  readonly #encoder: FrameEncoder;
  readonly #digest: FrameDigest;
  readonly #hashesPainted: boolean;
  /** Whether the film was begun by another writer. */
  readonly #goesOn: boolean;
  #frames: number;
  #framesAtCut: number;
  #lastKey: number;
  #aborted = false;

  /** @param hashesPainted whether frames that were painted on a GPU are read back for the digest; a film that goes on has its digest or has none */
  constructor(codec: ChosenCodec, fps: number, ledger: ResourceLedger, start: EncoderStart | null = null, hashesPainted = false) {
    this.codec = codec.name;
    this.#chosen = codec;
    this.#fps = fps;
    this.#ledger = ledger;
    this.#digest = new FrameDigest(start?.digest);
    this.#hashesPainted = start !== null || hashesPainted;
    this.#goesOn = start !== null;
    this.#frames = start?.frames ?? 0;
    this.#framesAtCut = this.#frames;
    this.#lastKey = this.#frames;
    this.#encoder = new FrameEncoder(codec, fps, start?.video);
  }

  /**
   * Takes the next frame; resolves when the encoder is ready for another.
   * @throws Failure `encoder-silent`, `encoder-broke` or `encoder-changed`
   */
  async add(given: FilmFrame): Promise<void> {
    await this.#hash(given);
    await this.#noting(() => this.#encoder.ready());
    // Rounded from the index, so that rounding never adds up; the muxer puts them on the frame rate's grid.
    const timestamp = Math.round((this.#frames * MICROSECONDS) / this.#fps);
    const next = Math.round(((this.#frames + 1) * MICROSECONDS) / this.#fps);
    const frame = videoFrame(given, { timestamp, duration: next - timestamp });
    this.#ledger.watch(frame);
    try {
      const keyFrame =
        this.#frames === this.#framesAtCut || this.#frames - this.#lastKey >= Math.round(MAX_SECONDS_PER_KEY_FRAME * this.#fps);
      if (keyFrame) this.#lastKey = this.#frames;
      this.#encoder.encode(frame, keyFrame);
    } finally {
      frame.close();
    }
    this.#frames++;
  }

  /** Whether frames that `paint` makes of bytes are encoded in the colours of these. */
  keepsColours(paint: (rgba: FramePixels) => VideoFrame): Promise<boolean> {
    return keepsColours(this.#chosen, this.#fps, paint);
  }

  /**
   * Waits until all frames so far are encoded, and gives those since the last cut. The next frame is a key frame.
   * @throws Failure `encoder-silent`, `encoder-broke` or `encoder-changed`
   */
  async cut(): Promise<EncodedSegment> {
    const encoded = await this.#noting(() => this.#encoder.flush());
    this.#framesAtCut = this.#frames;
    return { ...encoded, digest: this.#digest.chain };
  }

  /** Frees the encoder. */
  abort(): void {
    this.#aborted = true;
    this.#encoder.close();
  }

  async #hash(frame: FilmFrame): Promise<void> {
    if ('rgba' in frame) return this.#digest.add(frame.rgba);
    if (!this.#hashesPainted) this.#digest.leaveOut();
    if (!this.#digest.isWhole) return;
    const rgba = new Uint8ClampedArray(frame.width * frame.height * 4);
    await frame.image.copyTo(rgba, { format: 'RGBA' });
    await this.#digest.add(rgba);
  }

  /** A film that is made again must not run into the same. */
  async #noting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!this.#aborted) recordEncoderFailure(this.#chosen, error, !this.#goesOn);
      throw error;
    }
  }
}

/** Whoever asks for it closes it. */
function videoFrame(given: FilmFrame, times: FrameTimes): VideoFrame {
  if ('image' in given) return new VideoFrame(given.image, { ...times });
  const { rgba, width, height } = given;
  return i420Frame(toI420(rgba, width, height), width, height, times);
}
