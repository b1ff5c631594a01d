import { joinBytes } from '../../../lib/join-bytes.js';
import { initialisationSegment, timescaleOf } from './mux-film.js';
import type { EncodedChunk, VideoDescription } from '../encoded-chunk.js';

/** A piece of film for a `SourceBuffer` of this type. */
export interface Segment {
  readonly mimeType: string;
  readonly bytes: ArrayBuffer;
}

const MICROSECONDS = 1_000_000;
const TRACK = 1;
/** ISO/IEC 14496-12, 8.8.3.1: depends on no other; depends on others and is no place to start at. */
const KEY_FLAGS = 0x02000000;
const DELTA_FLAGS = 0x01010000;
/** 8.8.7: offsets count from the `moof` box. */
const BASE_IS_MOOF = 0x020000;
/** 8.8.8: the offset of the data, and for each sample its duration, size and flags. */
const RUN_FLAGS = 0x000001 | 0x000100 | 0x000200 | 0x000400;

/**
 * Makes fragmented MP4 of a film that is still being made. Written by hand because mp4-muxer ends a fragment only when
 * the next one begins, which would keep each window from the screen until the one after it is made.
 */
export class SegmentMuxer {
  #count = 0;

  /**
   * @param chunks the next frames in order; the first is a key frame
   * @returns the next piece; the first one begins with the initialisation segment
   */
  mux(video: VideoDescription, chunks: readonly [EncodedChunk, ...EncodedChunk[]]): Segment {
    const init = this.#count === 0 ? initialisationSegment(video, chunks[0]) : new Uint8Array(0);
    this.#count++;
    const fragment = movieFragment(this.#count, timescaleOf(video.fps), chunks);
    const parts = [init, fragment, boxHeader('mdat', chunks.reduce((sum, { data }) => sum + data.length, 0)), ...chunks.map(({ data }) => data)];
    return { mimeType: `video/mp4; codecs="${video.codec}"`, bytes: joinBytes(parts).buffer };
  }
}

function movieFragment(number: number, timescale: number, chunks: readonly [EncodedChunk, ...EncodedChunk[]]): Uint8Array<ArrayBuffer> {
  // From times, not from durations, so that rounding never adds up.
  const units = (microseconds: number): number => Math.round((microseconds * timescale) / MICROSECONDS);
  const samples = chunks.flatMap(({ key, timestamp, duration, data }) => [
    units(timestamp + duration) - units(timestamp),
    data.length,
    key ? KEY_FLAGS : DELTA_FLAGS,
  ]);
  const start = BigInt(units(chunks[0].timestamp));
  const build = (dataOffset: number): Uint8Array<ArrayBuffer> =>
    box(
      'moof',
      box('mfhd', words(0, number)),
      box(
        'traf',
        box('tfhd', words(BASE_IS_MOOF, TRACK)),
        // Version 1: 64 bits of time.
        box('tfdt', words(0x01000000, Number(start >> 32n), Number(start & 0xffffffffn))),
        box('trun', words(RUN_FLAGS, chunks.length, dataOffset, ...samples)),
      ),
    );
  // The data follow the header of `mdat`, 8 bytes behind the end of this box.
  return build(build(0).length + 8);
}

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinBytes([boxHeader(type, content.reduce((sum, { length }) => sum + length, 0)), ...content]);
}

function boxHeader(type: string, contentBytes: number): Uint8Array<ArrayBuffer> {
  const header = words(contentBytes + 8, 0);
  for (let i = 0; i < 4; i++) header[4 + i] = type.charCodeAt(i);
  return header;
}

function words(...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.length * 4);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => view.setUint32(i * 4, number));
  return bytes;
}
