import type { VideoCodecName } from '../../../contract/names.js';

/** One encoded frame: the data of an `EncodedVideoChunk`. */
export interface EncodedChunk {
  /** Whether it can be decoded by itself. */
  readonly key: boolean;
  /** Microseconds. */
  readonly timestamp: number;
  /** Microseconds. */
  readonly duration: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** How the chunks of a film are to be decoded: the data of a `VideoDecoderConfig`. */
export interface VideoDescription {
  readonly name: VideoCodecName;
  /** As WebCodecs names it, e.g. "avc1.64001f". */
  readonly codec: string;
  /** e.g. the content of an `avcC` box; empty where the codec has none. */
  readonly description: Uint8Array;
  readonly colorSpace: VideoColorSpaceInit;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}
