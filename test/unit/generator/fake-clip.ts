import type { FilmEncoder } from '../../../workers/generator/platform.js';
import type { EncoderStart } from '../../../workers/generator/media/encode/film-encoder.js';
import { EncoderChanged } from '../../../workers/generator/media/encode/encoder-changed.js';
import { FrameDigest } from '../../../workers/generator/media/encode/frame-digest.js';
import type { EncodedChunk, VideoDescription } from '../../../workers/generator/media/encoded-chunk.js';

const FPS = 12;
const MICROSECONDS = 1_000_000;

export function fakeVideo(codec = 'vp09.00.31.08'): VideoDescription {
  return {
    name: 'vp9',
    codec,
    description: new Uint8Array(0),
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
    width: 4,
    height: 2,
    fps: FPS,
  };
}

/** "Encodes" a frame as its own bytes, each one a key frame after a cut, with the real digest. */
export class FakeClip implements FilmEncoder {
  readonly codec = 'vp9';
  readonly #digest: FrameDigest;
  readonly #video: VideoDescription;
  readonly #log: string[];
  #chunks: EncodedChunk[] = [];
  #frames: number;

  constructor(log: string[] = [], start: EncoderStart | null = null, video = fakeVideo()) {
    if (start && start.video.codec !== video.codec) throw new EncoderChanged('Another encoder.');
    this.#digest = new FrameDigest(start?.digest);
    this.#frames = start?.frames ?? 0;
    this.#video = video;
    this.#log = log;
  }

  async add({ rgba }: { readonly rgba: Uint8ClampedArray<ArrayBuffer> }): Promise<void> {
    await this.#digest.add(rgba);
    const [timestamp = 0, next = 0] = [this.#frames, this.#frames + 1].map((n) => Math.round((n * MICROSECONDS) / FPS));
    this.#chunks.push({ key: this.#chunks.length === 0, timestamp, duration: next - timestamp, data: new Uint8Array(rgba) });
    this.#frames++;
  }

  cut(): Promise<{ chunks: EncodedChunk[]; video: VideoDescription; digest: Uint8Array }> {
    const chunks = this.#chunks;
    this.#chunks = [];
    return Promise.resolve({ chunks, video: this.#video, digest: this.#digest.chain });
  }

  abort(): void {
    this.#log.push('abort');
  }
}
