import { BlobSource, Input, MATROSKA, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import { findImageSizeFault, findVideoLengthFault, unreadableVideoFault, type VideoFault } from '../../../../contract/check-request.js';
import { describeCause } from '../../../../contract/errors.js';
import { FILE_HEAD_BYTES, fileKindOf } from '../../../../contract/input/file-kind.js';
import type { InputFacts } from '../../../../contract/generator.js';
import type { FrameShape } from '../../../../contract/pack-summary.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { readTraits } from '../../../../contract/request/film-traits.js';
import { Failure } from '../../../../contract/errors/failure.js';
import { planesFromRgba } from '../../../lib/rgba-frame.js';
import type { Opening } from '../../pipelines/film-plan.js';
import { joined } from '../../pipelines/tensors/joined.js';
import { readEditList } from './edit-list.js';
import type { PixelSize } from './picture-header.js';
import { alphaOf, flatten, suggestBackground } from './transparency.js';
import { contextOf, picturesAt, type VideoAlpha } from './video-pictures.js';
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
  /** As far as it can be decoded. */
  readonly alpha: VideoAlpha;
  readonly preview: Blob;
  readonly suggestedBackground: string | null;
}

/**
 * A given video as frames to go on from: its middle, cut to the frame's proportions and scaled to its size, at the
 * pack's rate, on `background` (as in `GenerateRequest`) where it is transparent. It is examined at once, and decoded when it is read.
 *
 * @param isTransparent whether what is transparent in it stays so; only the model sees it on `background` then, as it sees a picture that was cut out
 * @throws Failure of what is wrong with the video; `transparent-video` where nothing in it is transparent and something is to be
 */
export async function openVideo(video: Blob, frame: FrameShape, background?: string, isTransparent = false): Promise<Opening> {
  const { times, alpha, suggestedBackground } = await examine(video, frame);
  if (isTransparent && suggestedBackground === null && alpha !== 'stacked') throw Failure.because('transparent-video', {});
  const behind = background ?? suggestedBackground ?? undefined;
  const opaque = (rgba: Pixels): Pixels => (alpha === 'none' ? rgba : onBackground(rgba, frame, behind));
  return {
    frames: times.length,
    read: () => readFrames(video, frame, { times, alpha, finish: isTransparent ? (rgba) => rgba : opaque }),
    pictureOf: (rgba) => {
      const colours = planesFromRgba(isTransparent ? opaque(rgba) : rgba, frame.width, frame.height);
      return isTransparent ? joined([colours, alphaOf(rgba)]) : colours;
    },
  };
}

type Pixels = Uint8ClampedArray<ArrayBuffer>;

function onBackground(rgba: Pixels, { width, height }: PixelSize, background: string | undefined): Pixels {
  const context = contextOf(new OffscreenCanvas(width, height));
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  return flatten(context, background);
}

/** @throws Failure of what is wrong with the video */
export async function inspectVideo(video: Blob, frame: FrameShape): Promise<InputFacts> {
  const { width, height, seconds, preview, suggestedBackground } = await examine(video, frame);
  return { width, height, seconds, ...pickDefined({ suggestedBackground: suggestedBackground ?? undefined }), preview };
}

function examine(video: Blob, frame: FrameShape): Promise<ExaminedVideo> {
  return withTrack(video, async (track) => {
    const isStacked = (await readTraits(video)).transparent;
    const [width, height] = [await track.getDisplayWidth(), (await track.getDisplayHeight()) / (isStacked ? 2 : 1)];
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
    const lookAs = async (alpha: VideoAlpha): Promise<ExaminedVideo> => ({ ...seen, alpha, ...(await look(video, track, frame, ends, alpha)) });
    if (isStacked) return lookAs('stacked');
    if (!(await track.canBeTransparent())) return lookAs('none');
    // A browser that cannot decode what is transparent shows the colours that lie there.
    return lookAs('coded').catch(() => lookAs('none'));
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
  alpha: VideoAlpha,
): Promise<Pick<ExaminedVideo, 'preview' | 'suggestedBackground'>> {
  const suggestions: (string | null)[] = [];
  let preview: Blob | null = null;
  for await (const rgba of picturesAt(track, frame, alpha, ends)) {
    if (!rgba) continue;
    suggestions.push(alpha === 'none' ? null : suggestBackground(rgba));
    const canvas = new OffscreenCanvas(frame.width, frame.height);
    canvas.getContext('2d')?.putImageData(new ImageData(rgba, frame.width, frame.height), 0, 0);
    preview = await canvas.convertToBlob({ type: 'image/png' });
  }
  if (preview === null || suggestions.length < 2) throw await unreadable(video, { code: 'video-cut-short' });
  // The film goes on from the last frame, so that one decides.
  return { preview, suggestedBackground: suggestions[1] ?? suggestions[0] ?? null };
}

interface Reading {
  readonly times: readonly number[];
  readonly alpha: VideoAlpha;
  /** What becomes of the pixels of a frame. */
  readonly finish: (rgba: Pixels) => Pixels;
}

async function* readFrames(video: Blob, frame: FrameShape, { times, alpha, finish }: Reading): AsyncGenerator<Pixels, void, undefined> {
  const input = inputOf(video);
  try {
    const track = await videoTrack(input, video);
    let last: Pixels | null = null;
    for await (const rgba of picturesAt(track, frame, alpha, times)) {
      // A hole in the video shows the frame before.
      last = rgba ? finish(rgba) : last;
      if (last) yield last;
    }
  } catch (error) {
    throw await asFailure(error, video);
  } finally {
    input.dispose();
  }
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
