import { Failure } from '../../../../contract/errors/failure.js';
import { FrameEncoder, isInFilmColours, type ChosenCodec } from './frame-encoder.js';
import { i420Frame } from './i420-frame.js';

/**
 * What an encoder turned out to be: `mislabelled` encodes, and says other colours than it was given; `unfit` does not
 * with this configuration, `hopeless` with none of its profile.
 */
export type Verdict = 'sound' | 'mislabelled' | 'unfit' | 'hopeless';

/** Enough for an encoder that puts frames out of their order: libx264 does it with the third. */
const FRAMES = 6;
/** What comes to rest is ordered otherwise than what moves. */
const STILL_FRAMES = 2;
/** A busy machine may take seconds to start the process that encodes. */
const PATIENCE_SECONDS = 10;
const MICROSECONDS = 1_000_000;

/** Encodes a few frames, since `isConfigSupported` alone promises too much. */
export async function probeEncoder(codec: ChosenCodec, fps: number): Promise<Verdict> {
  const { width, height } = codec.config;
  let encoder: FrameEncoder | null = null;
  try {
    encoder = new FrameEncoder(codec, fps, null, PATIENCE_SECONDS);
    for (let i = 0; i < FRAMES; i++) {
      await encoder.ready();
      const times = { timestamp: Math.round((i * MICROSECONDS) / fps), duration: Math.round(MICROSECONDS / fps) };
      const frame = i420Frame(paint(Math.min(i, FRAMES - STILL_FRAMES), width, height), width, height, times);
      try {
        encoder.encode(frame, i === 0);
      } finally {
        frame.close();
      }
    }
    const { video } = await encoder.flush();
    // Without a description there is nothing for the box `avcC`.
    if (codec.name === 'h264' && video.description.length === 0) return 'unfit';
    return isInFilmColours(video) ? 'sound' : 'mislabelled';
  } catch (error) {
    const code = error instanceof Failure ? error.error.code : null;
    return code === 'encoder-silent' || code === 'encoder-changed' ? 'hopeless' : 'unfit';
  } finally {
    encoder?.close();
  }
}

/** A gradient that moves by a pixel or two from frame to frame, without colour. */
function paint(index: number, width: number, height: number): Uint8Array<ArrayBuffer> {
  const area = width * height;
  const planes = new Uint8Array(area + 2 * ((width + 1) >> 1) * ((height + 1) >> 1)).fill(128, area);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) planes[y * width + x] = 16 + ((x + 2 * y + 3 * index) % 220);
  }
  return planes;
}
