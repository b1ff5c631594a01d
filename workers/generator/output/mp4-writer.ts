import { ArrayBufferTarget, Muxer } from 'mp4-muxer';
import type { VideoCodecName } from '../../../contract/generator.js';

const MUXER_CODEC = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<VideoCodecName, string>;

export interface Mp4Settings {
  readonly codec: VideoCodecName;
  readonly width: number;
  readonly height: number;
  /** Frames a second; every frame lasts exactly as long as every other. */
  readonly fps: number;
}

/**
 * Puts encoded chunks into an MP4 file with its index at the start, so that it plays while it is still arriving.
 * The file is held in memory until `finish`.
 */
export class Mp4Writer {
  readonly #target = new ArrayBufferTarget();
  readonly #muxer: Muxer<ArrayBufferTarget>;

  constructor({ codec, width, height, fps }: Mp4Settings) {
    this.#muxer = new Muxer({
      target: this.#target,
      // Given a whole rate the muxer rounds times to its grid; other rates keep the microseconds of their frames.
      video: { codec: MUXER_CODEC[codec], width, height, ...(Number.isInteger(fps) ? { frameRate: fps } : {}) },
      fastStart: 'in-memory',
    });
  }

  add(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    this.#muxer.addVideoChunk(chunk, metadata);
  }

  /** The whole file. Nothing may be added afterwards. */
  finish(): Blob {
    this.#muxer.finalize();
    return new Blob([this.#target.buffer], { type: 'video/mp4' });
  }
}
