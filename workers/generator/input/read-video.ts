import { BlobSource, CanvasSink, Input, MATROSKA, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import { findImageSizeFault, findVideoLengthFault, unreadableVideoFault } from '../../../contract/check-request.js';
import type { PackManifest } from '../../../contract/pack.js';
import { Failure } from '../pipeline/failure.js';
import type { Opening } from '../pipeline/job-tools.js';

/** Containers that hold everything themselves; playlists would fetch from elsewhere. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA];

type FrameShape = PackManifest['frame'];

/**
 * A given video as frames to go on from: its middle, cut to the frame's proportions and scaled to its size, at the
 * pack's rate. Its first and last frame are decoded at once, to know that it can be; the rest when it is read.
 *
 * @throws Failure `bad-image` or `bad-request`
 */
export async function openVideo(video: Blob, frame: FrameShape): Promise<Opening> {
  return await withTrack(video, async (track) => {
    const sizeFault = findImageSizeFault(await track.getDisplayWidth(), await track.getDisplayHeight());
    if (sizeFault) throw Failure.of({ ...sizeFault, message: sizeFault.message.replace('picture', 'video'), remedy: 'Use a video of another size.' });
    if (!(await track.canDecode())) {
      const codec = await track.getCodec();
      throw Failure.of(unreadableVideoFault(video, codec === null ? undefined : `Its pictures are ${codec.toUpperCase()}.`));
    }
    const start = await track.getFirstTimestamp();
    const duration = (await track.computeDuration()) - start;
    const lengthFault = findVideoLengthFault(duration);
    if (lengthFault) throw Failure.of(lengthFault);
    const frames = Math.max(1, Math.round(duration * frame.fps));
    const times = (count: number): readonly number[] =>
      // In the middle of a frame's time, so that rounding never picks a neighbour.
      Array.from({ length: count }, (_, i) => start + (i + 0.5) / frame.fps);
    const [first = start] = times(1);
    const last = times(frames).at(-1) ?? first;
    let seen = 0;
    for await (const canvas of sinkFor(track, frame).canvasesAtTimestamps([first, last])) if (canvas) seen++;
    if (seen < 2) throw Failure.of(unreadableVideoFault(video, 'It ends before it should.'));
    return { frames, read: () => readFrames(video, frame, times(frames)) };
  });
}

async function* readFrames(
  video: Blob,
  frame: FrameShape,
  times: readonly number[],
): AsyncGenerator<Uint8ClampedArray<ArrayBuffer>, void, undefined> {
  const input = inputOf(video);
  try {
    const track = await videoTrack(input, video);
    let last: Uint8ClampedArray<ArrayBuffer> | null = null;
    for await (const wrapped of sinkFor(track, frame).canvasesAtTimestamps(times)) {
      if (wrapped) {
        const context = (wrapped.canvas as OffscreenCanvas).getContext('2d', { willReadFrequently: true });
        if (!context) throw new Error('No 2D canvas could be made.');
        last = context.getImageData(0, 0, frame.width, frame.height).data;
      }
      // A hole in the video shows the frame before.
      if (last) yield last;
    }
  } catch (error) {
    throw asFailure(error, video);
  } finally {
    input.dispose();
  }
}

function sinkFor(track: InputVideoTrack, { width, height }: FrameShape): CanvasSink {
  return new CanvasSink(track, { width, height, fit: 'cover', poolSize: 2 });
}

async function withTrack<T>(video: Blob, use: (track: InputVideoTrack) => Promise<T>): Promise<T> {
  const input = inputOf(video);
  try {
    return await use(await videoTrack(input, video));
  } catch (error) {
    throw asFailure(error, video);
  } finally {
    input.dispose();
  }
}

function inputOf(video: Blob): Input {
  return new Input({ formats: FORMATS, source: new BlobSource(video) });
}

async function videoTrack(input: Input, video: Blob): Promise<InputVideoTrack> {
  const track = (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
  if (!track) throw Failure.of(unreadableVideoFault(video));
  return track;
}

/** Whatever a demuxer or a decoder throws over a broken file is the file's fault. */
function asFailure(error: unknown, video: Blob): Failure {
  if (error instanceof Failure) return error;
  return Failure.of({ ...unreadableVideoFault(video), cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}
