import { Muxer, StreamTarget } from 'mp4-muxer';
import type { VideoCodecName } from '../../../../contract/generator.js';
import { completeCodecBox } from './codec-box.js';
import type { RandomFile } from '../../../lib/random-file.js';
import type { EncodedChunk, VideoDescription } from '../encoded-chunk.js';

const MUXER_CODEC = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<VideoCodecName, string>;

/**
 * Writes an MP4 file with its index at the start, so that it plays while it is still arriving and can be sought in.
 * Half a second of it is in memory at a time, however long it is.
 *
 * @param count number of `chunks`
 * @param trailer boxes to put behind the film
 * @throws Failure `disk-full`
 */
export function muxFilm(
  video: VideoDescription,
  chunks: Iterable<EncodedChunk>,
  count: number,
  file: RandomFile,
  trailer: Uint8Array = new Uint8Array(0),
): void {
  const target = new StreamTarget({
    onData: (data, position) => {
      completeCodecBox(data, video);
      file.write(position, data);
    },
  });
  const muxer = new Muxer({ target, video: muxerVideo(video), fastStart: { expectedVideoChunks: count } });
  addChunks(muxer, video, chunks);
  muxer.finalize();
  if (trailer.length > 0) file.write(file.size(), trailer);
}

/**
 * What a player must know before the first piece of a film in fragments: the boxes `ftyp` and `moov`.
 * @param first any key frame of the film
 */
export function initialisationSegment(video: VideoDescription, first: EncodedChunk): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(0);
  const target = new StreamTarget({
    onData: (data, position) => {
      const grown = new Uint8Array(Math.max(bytes.length, position + data.length));
      grown.set(bytes);
      completeCodecBox(data, video);
      grown.set(data, position);
      bytes = grown;
    },
  });
  const muxer = new Muxer({ target, video: muxerVideo(video), fastStart: 'fragmented' });
  addChunks(muxer, video, [{ ...first, timestamp: 0 }]);
  muxer.finalize();
  const view = new DataView(bytes.buffer);
  const ftyp = view.getUint32(0);
  return bytes.slice(0, ftyp + view.getUint32(ftyp));
}

/** Units of time in a second, in both kinds of file. */
export function timescaleOf(fps: number): number {
  return Number.isInteger(fps) ? fps : FINE_TIMESCALE;
}

/** A multiple of the usual rates; what mp4-muxer takes when it is given none. */
const FINE_TIMESCALE = 57_600;

function muxerVideo({ name, width, height, fps }: VideoDescription): NonNullable<ConstructorParameters<typeof Muxer>[0]['video']> {
  // Given a whole rate the muxer rounds times to its grid; other rates keep the microseconds of their frames.
  return { codec: MUXER_CODEC[name], width, height, ...(Number.isInteger(fps) ? { frameRate: fps } : {}) };
}

function addChunks(muxer: Muxer<StreamTarget>, video: VideoDescription, chunks: Iterable<EncodedChunk>): void {
  const { codec, description, colorSpace } = video;
  const decoderConfig: VideoDecoderConfig = { codec, colorSpace, ...(description.length === 0 ? {} : { description: description.slice() }) };
  for (const { data, key, timestamp, duration } of chunks) {
    muxer.addVideoChunkRaw(data, key ? 'key' : 'delta', timestamp, duration, { decoderConfig });
  }
}
