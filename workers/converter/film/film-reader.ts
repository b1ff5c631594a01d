import { BlobSource, Input, MP4, VideoSampleSink, type InputVideoTrack, type VideoSample } from 'mediabunny';
import type { VideoFacts } from '../../../contract/conversion.js';
import { Failure } from '../../../contract/errors/failure.js';
import type { VideoCodecName } from '../../../contract/names.js';
import { readTraits, type FilmTraits } from '../../../contract/request/film-traits.js';
import { SILENT, unlessSilent } from '../../generator/media/encode/unless-silent.js';

/** For the decoder to answer. */
const PATIENCE_SECONDS = 25;

/** Our names of Mediabunny's codecs. */
const CODEC_NAMES: Readonly<Partial<Record<string, VideoCodecName>>> = { avc: 'h264', vp9: 'vp9', av1: 'av1' };

/**
 * What a film says of itself, without decoding it.
 *
 * @throws Failure `film-not-decodable` for a file that holds no film
 */
export async function describeFilm(film: Blob): Promise<VideoFacts> {
  const input = new Input({ formats: [MP4], source: new BlobSource(film) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Error('The file has no picture track.');
    const [name, width, height, { packetCount, averagePacketRate }] = await Promise.all([
      track.getCodec(),
      track.getDisplayWidth(),
      visibleHeight(track, await readTraits(film)),
      track.computePacketStats(),
    ]);
    const codec = CODEC_NAMES[String(name)];
    if (codec === undefined) throw new Error(`Films are not made in ${String(name)}.`);
    // Time scales are whole numbers, and so a rate of 12 is told as 12.00001.
    return { frames: packetCount, width, height, fps: Math.round(averagePacketRate * 1000) / 1000, codec };
  } catch (thrown) {
    throw unreadable(thrown);
  } finally {
    input.dispose();
  }
}

/** One decoded frame, shown from `time` for `duration` seconds. Whoever receives it closes it. */
export interface FilmFrame {
  readonly time: number;
  readonly duration: number;
  readonly sample: VideoSample;
}

/** Reads a film frame by frame, so that its length costs time and not memory. */
export class FilmReader {
  readonly #input: Input;
  readonly #track: InputVideoTrack;
  /** Visible pixels. */
  readonly width: number;
  readonly height: number;
  readonly transparent: boolean;
  readonly loop: boolean;
  readonly frameCount: number;
  /** Frames a second. */
  readonly rate: number;

  private constructor(input: Input, track: InputVideoTrack, facts: FilmTraits & { width: number; height: number; frameCount: number; rate: number }) {
    this.#input = input;
    this.#track = track;
    this.width = facts.width;
    this.height = facts.height;
    this.transparent = facts.transparent;
    this.loop = facts.loop;
    this.frameCount = facts.frameCount;
    this.rate = facts.rate;
  }

  /** @throws Failure `film-not-decodable` for a file that holds no film that this browser decodes */
  static async open(film: Blob): Promise<FilmReader> {
    const input = new Input({ formats: [MP4], source: new BlobSource(film) });
    try {
      const track = await input.getPrimaryVideoTrack();
      if (track === null) throw new Error('The file has no picture track.');
      if (!(await answered(track.canDecode()))) throw new Error(`This browser does not decode ${String(await track.getCodec())}.`);
      const traits = await readTraits(film);
      const [width, height, { packetCount, averagePacketRate }] = await Promise.all([
        track.getDisplayWidth(),
        visibleHeight(track, traits),
        track.computePacketStats(),
      ]);
      return new FilmReader(input, track, { ...traits, width, height, frameCount: packetCount, rate: averagePacketRate });
    } catch (thrown) {
      input.dispose();
      throw unreadable(thrown);
    }
  }

  /** All frames in the order in which they are shown. */
  async *frames(signal: AbortSignal): AsyncGenerator<FilmFrame, void, undefined> {
    const samples = new VideoSampleSink(this.#track).samples();
    try {
      for (;;) {
        const next = await answered(samples.next());
        if (next.done === true) return;
        const sample = next.value;
        if (signal.aborted) {
          sample.close();
          throw Failure.because('cancelled', { what: 'conversion' });
        }
        yield { time: sample.timestamp, duration: sample.duration, sample };
      }
    } finally {
      // Not waited for: a decoder that is silent does not end either.
      samples.return().catch(() => undefined);
    }
  }

  /** The frame that is shown at `seconds`, or the nearest there is. */
  async frameAt(seconds: number): Promise<FilmFrame> {
    const sink = new VideoSampleSink(this.#track);
    const first = await this.#track.getFirstTimestamp();
    const sample = await answered(sink.getSample(Math.max(first, seconds)));
    if (sample === null) throw unreadable('The film has no frames.');
    return { time: sample.timestamp, duration: sample.duration, sample };
  }

  /** Frees the decoder; frames that were given out stay whole. */
  close(): void {
    this.#input.dispose();
  }
}

async function visibleHeight(track: InputVideoTrack, { transparent }: FilmTraits): Promise<number> {
  const height = await track.getDisplayHeight();
  if (!transparent) return height;
  if (height % 2 !== 0) throw new Error(`Colours above alpha have an even height, not ${height}.`);
  return height / 2;
}

async function answered<T>(work: Promise<T>): Promise<T> {
  const answer = await unlessSilent(work, PATIENCE_SECONDS);
  if (answer === SILENT) throw unreadable(`No answer in ${PATIENCE_SECONDS} seconds.`);
  return answer;
}

function unreadable(cause: unknown): Failure {
  return cause instanceof Failure ? cause : Failure.because('film-not-decodable', {}, cause);
}
