import { BlobSource, CanvasSink, Input, MATROSKA, MP4, QTFF, WEBM, type InputVideoTrack, type WrappedCanvas } from 'mediabunny';
import { findImageSizeFault, findVideoLengthFault, unreadableVideoFault, type VideoFault } from '../../../../contract/check-request.js';
import { describeCause } from '../../../../contract/errors.js';
import { FILE_HEAD_BYTES, fileKindOf } from '../../../../contract/input/file-kind.js';
import type { InputFacts } from '../../../../contract/generator.js';
import type { FrameShape } from '../../../../contract/pack-summary.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { Failure } from '../../../../contract/errors/failure.js';
import type { Opening } from '../../pipelines/film-plan.js';
import { readEditList } from './edit-list.js';
import { flatten, suggestBackground } from './transparency.js';
import { videoTimeline } from './video-timeline.js';

/** Containers that hold everything themselves; playlists would fetch from elsewhere. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA];


/** A video that was looked at: its first and its last frame could be decoded. */
interface ExaminedVideo {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** The demuxer's times of the frames at the pack's rate. */
  readonly times: readonly number[];
  /** Whether transparency is decoded. */
  readonly alpha: boolean;
  readonly preview: Blob;
  readonly suggestedBackground: string | null;
}

/**
 * A given video as frames to go on from: its middle, cut to the frame's proportions and scaled to its size, at the
 * pack's rate, on `background` (as in `GenerateRequest`) where it is transparent. It is examined at once, and decoded when it is read.
 *
 * @throws Failure of what is wrong with the video
 */
export async function openVideo(video: Blob, frame: FrameShape, background?: string): Promise<Opening> {
  const { times, alpha, suggestedBackground } = await examine(video, frame);
  const behind = background ?? suggestedBackground ?? undefined;
  return { frames: times.length, read: () => readFrames(video, frame, { times, alpha, behind }) };
}

/** @throws Failure of what is wrong with the video */
export async function inspectVideo(video: Blob, frame: FrameShape): Promise<InputFacts> {
  const { width, height, seconds, preview, suggestedBackground } = await examine(video, frame);
  return { width, height, seconds, ...pickDefined({ suggestedBackground: suggestedBackground ?? undefined }), preview };
}

function examine(video: Blob, frame: FrameShape): Promise<ExaminedVideo> {
  return withTrack(video, async (track) => {
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
    const sizeFault = findImageSizeFault(width, height, 'video');
    if (sizeFault) throw Failure.of(sizeFault);
    if (!(await track.canDecode())) {
      const codec = await track.getCodec();
      throw await unreadable(video, codec === null ? undefined : { code: 'video-codec-unsupported', codec });
    }
    const edits = await readEditList(video, track.id);
    const timeline = videoTimeline({ first: await track.getFirstTimestamp(), end: await track.computeDuration() }, edits);
    const { seconds } = timeline;
    const lengthFault = findVideoLengthFault(seconds);
    if (lengthFault) throw Failure.of(lengthFault);
    const frames = Math.max(1, Math.round(seconds * frame.fps));
    // In the middle of a frame's time, so that rounding never picks a neighbour; within what is shown.
    const times = Array.from({ length: frames }, (_, i) => timeline.at(Math.min((i + 0.5) / frame.fps, Math.max(0, seconds - HAIR))));
    const ends = [times[0] ?? 0, times.at(-1) ?? 0];
    const seen = { width, height, seconds, times };
    if (!(await track.canBeTransparent())) return { ...seen, alpha: false, ...(await look(video, track, frame, ends, false)) };
    try {
      return { ...seen, alpha: true, ...(await look(video, track, frame, ends, true)) };
    } catch {
      // A browser that cannot decode what is transparent shows the colours that lie there.
      return { ...seen, alpha: false, ...(await look(video, track, frame, ends, false)) };
    }
  });
}

/** Seconds; shorter than any frame. */
const HAIR = 1e-3;

/** Decodes the first and the last frame, to know that it can be done. */
async function look(
  video: Blob,
  track: InputVideoTrack,
  frame: FrameShape,
  ends: readonly number[],
  alpha: boolean,
): Promise<Pick<ExaminedVideo, 'preview' | 'suggestedBackground'>> {
  const suggestions: (string | null)[] = [];
  let preview: Blob | null = null;
  for await (const wrapped of sinkFor(track, frame, alpha).canvasesAtTimestamps(ends)) {
    if (!wrapped) continue;
    const pixels = contextOf(wrapped).getImageData(0, 0, frame.width, frame.height);
    suggestions.push(alpha ? suggestBackground(pixels.data) : null);
    const canvas = new OffscreenCanvas(frame.width, frame.height);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    preview = await canvas.convertToBlob({ type: 'image/png' });
  }
  if (preview === null || suggestions.length < 2) throw await unreadable(video, { code: 'video-cut-short' });
  // The film goes on from the last frame, so that one decides.
  return { preview, suggestedBackground: suggestions[1] ?? suggestions[0] ?? null };
}

interface Reading {
  readonly times: readonly number[];
  readonly alpha: boolean;
  readonly behind: string | undefined;
}

async function* readFrames(video: Blob, frame: FrameShape, { times, alpha, behind }: Reading): AsyncGenerator<Uint8ClampedArray<ArrayBuffer>, void, undefined> {
  const input = inputOf(video);
  try {
    const track = await videoTrack(input, video);
    let last: Uint8ClampedArray<ArrayBuffer> | null = null;
    for await (const wrapped of sinkFor(track, frame, alpha).canvasesAtTimestamps(times)) {
      if (wrapped) {
        const context = contextOf(wrapped);
        last = alpha ? flatten(context, behind) : context.getImageData(0, 0, frame.width, frame.height).data;
      }
      // A hole in the video shows the frame before.
      if (last) yield last;
    }
  } catch (error) {
    throw await asFailure(error, video);
  } finally {
    input.dispose();
  }
}

function sinkFor(track: InputVideoTrack, { width, height }: FrameShape, alpha: boolean): CanvasSink {
  return new CanvasSink(track, { width, height, fit: 'cover', poolSize: 2, alpha });
}

function contextOf({ canvas }: WrappedCanvas): OffscreenCanvasRenderingContext2D {
  const context = (canvas as OffscreenCanvas).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas could be made.');
  return context;
}

async function withTrack<T>(video: Blob, use: (track: InputVideoTrack) => Promise<T>): Promise<T> {
  const input = inputOf(video);
  try {
    return await use(await videoTrack(input, video));
  } catch (error) {
    throw await asFailure(error, video);
  } finally {
    input.dispose();
  }
}

function inputOf(video: Blob): Input {
  return new Input({ formats: FORMATS, source: new BlobSource(video) });
}

async function videoTrack(input: Input, video: Blob): Promise<InputVideoTrack> {
  const tracks = (await input.canRead()) ? await input.getTracks() : [];
  const track = tracks.length === 0 ? null : await input.getPrimaryVideoTrack();
  if (!track) throw await unreadable(video, tracks.length === 0 ? undefined : { code: 'video-without-pictures' });
  return track;
}

async function unreadable(video: Blob, fault?: VideoFault): Promise<Failure> {
  const kind = fileKindOf(new Uint8Array(await video.slice(0, FILE_HEAD_BYTES).arrayBuffer()));
  return Failure.of(unreadableVideoFault(video, kind, fault));
}

/** Whatever a demuxer or a decoder throws over a broken file is the file's fault. */
async function asFailure(error: unknown, video: Blob): Promise<Failure> {
  if (error instanceof Failure) return error;
  return Failure.of({ ...(await unreadable(video)).error, cause: describeCause(error) });
}
