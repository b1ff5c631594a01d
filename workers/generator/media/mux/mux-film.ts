import { Muxer, StreamTarget } from 'mp4-muxer';
import type { VideoCodecName } from '../../../../contract/names.js';
import { completeCodecBox } from './codec-box.js';
import type { RandomFile } from '../../../lib/random-file.js';
import type { EncodedChunk, VideoDescription } from '../encoded-chunk.js';

const MUXER_CODEC = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<VideoCodecName, string>;

/**
 * Writes an MP4 file with its index at the start, so that it plays while it is downloaded and can be seeked.
 * Half a second of it is in memory at a time.
 *
 * @param count number of `chunks`
 * @param trailer boxes to append to the film
 * @throws DOMException `QuotaExceededError`
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

export function muxerVideo({ name, width, height, fps }: VideoDescription): NonNullable<ConstructorParameters<typeof Muxer>[0]['video']> {
  // With a whole frame rate the muxer rounds times to its grid; with others it keeps the microseconds of the frames.
  return { codec: MUXER_CODEC[name], width, height, ...(Number.isInteger(fps) ? { frameRate: fps } : {}) };
}

export function addChunks(muxer: Muxer<StreamTarget>, video: VideoDescription, chunks: Iterable<EncodedChunk>): void {
  const { codec, description, colorSpace } = video;
  const decoderConfig: VideoDecoderConfig = { codec, colorSpace, ...(description.length === 0 ? {} : { description: description.slice() }) };
  for (const { data, key, timestamp, duration } of chunks) {
    muxer.addVideoChunkRaw(data, key ? 'key' : 'delta', timestamp, duration, { decoderConfig });
  }
}
