import { Muxer, StreamTarget } from 'mp4-muxer';
import { joinBytes } from '../../../lib/join-bytes.js';
import type { EncodedChunk, VideoDescription } from '../encoded-chunk.js';
import { completeCodecBox } from './codec-box.js';
import { addChunks, muxerVideo } from './mux-film.js';

/** A piece of a film for a `SourceBuffer` of this type. */
export interface Segment {
  readonly mimeType: string;
  readonly bytes: ArrayBuffer;
}

/** A fragmented MP4 that is still being written. */
interface Stream {
  readonly muxer: Muxer<StreamTarget>;
  readonly written: Uint8Array[];
  /** Where the film ends so far, in microseconds. */
  end: number;
}

/** Makes fragmented MP4 of a film that is still being made: with each segment the film can be played up to its end. */
export class SegmentMuxer {
  #stream: Stream | null = null;

  /**
   * @param chunks the next frames in order; the first is a key frame. A film that begins again begins at time 0.
   * @returns the next segment; the first one begins with the initialisation segment
   */
  mux(video: VideoDescription, chunks: readonly [EncodedChunk, ...EncodedChunk[]]): Segment {
    const [first] = chunks;
    if (!this.#stream || first.timestamp < this.#stream.end) this.#stream = openStream(video);
    const { muxer, written } = this.#stream;
    const last = chunks.at(-1) ?? first;
    const end = last.timestamp + last.duration;

    // mp4-muxer ends a fragment when a key frame begins the next one, which would keep each segment from the player until
    // the one after it is made. An empty key frame at the end of the segment ends its fragment now, and the segment that
    // follows ends the fragment of the empty frame, which is dropped.
    addChunks(muxer, video, [first]);
    if (first.timestamp > 0) written.length = 0;
    addChunks(muxer, video, [...chunks.slice(1), { key: true, timestamp: end, duration: 0, data: new Uint8Array(0) }]);

    const bytes = joinBytes(written).buffer;
    written.length = 0;
    this.#stream.end = end;
    return { mimeType: `video/mp4; codecs="${video.codec}"`, bytes };
  }
}

function openStream(video: VideoDescription): Stream {
  const written: Uint8Array[] = [];
  const target = new StreamTarget({
    // In fragmented mode the writes follow each other, so their positions are not needed.
    onData: (data, _position) => {
      completeCodecBox(data, video);
      written.push(data);
    },
  });
  return { muxer: new Muxer({ target, video: muxerVideo(video), fastStart: 'fragmented', minFragmentDuration: 0 }), written, end: 0 };
}
