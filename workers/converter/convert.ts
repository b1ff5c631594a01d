import { BufferTarget, Mp4OutputFormat, Output, Quality, VideoSampleSource, canEncodeVideo } from 'mediabunny';
import { Zip, ZipPassThrough } from 'fflate';
import type { Conversion } from '../../contract/conversion.js';
import type { VideoCodecName } from '../../contract/generator.js';
import { FrameCanvas } from './canvas.js';
import { ConversionFailure } from './conversion-failure.js';
import { FilmReader } from './film-reader.js';
import { GIF_COLOURS, GifWriter } from './gif.js';
import { ScenePalettes } from './scene-palettes.js';

export interface ConversionWatch {
  readonly signal: AbortSignal;
  /** `done` of `total` units of work. */
  readonly progress: (done: number, total: number) => void;
}

/** Mediabunny's names of our codecs. */
const CODECS = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<VideoCodecName, string>;
const CODEC_TITLES = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' } as const satisfies Record<VideoCodecName, string>;

/**
 * Makes something of a finished film.
 *
 * @throws ConversionFailure for what can be foreseen
 */
export async function convert(film: Blob, conversion: Conversion, watch: ConversionWatch): Promise<Blob> {
  const reader = await FilmReader.open(film);
  try {
    return await make(reader, conversion, watch);
  } finally {
    reader.close();
  }
}

function make(reader: FilmReader, conversion: Conversion, watch: ConversionWatch): Promise<Blob> {
  switch (conversion.kind) {
    case 'poster':
      return makePoster(reader, conversion);
    case 'gif':
      return makeGif(reader, watch);
    case 'png-sequence':
      return makePngSequence(reader, watch);
    case 'mp4':
      return makeMp4(reader, conversion.codec, watch);
  }
}

async function makePoster(reader: FilmReader, { at, type, longestSide }: Extract<Conversion, { kind: 'poster' }>): Promise<Blob> {
  const longest = Math.max(reader.width, reader.height);
  const scale = Math.min(1, (longestSide ?? longest) / longest);
  const canvas = new FrameCanvas(Math.round(reader.width * scale), Math.round(reader.height * scale), false);
  canvas.take((await reader.frameAt(at)).sample);
  return canvas.picture(type);
}

async function makeGif(reader: FilmReader, { signal, progress }: ConversionWatch): Promise<Blob> {
  const { width, height, frameCount } = reader;
  const canvas = new FrameCanvas(width, height, true);
  const palettes = new ScenePalettes(width * height, GIF_COLOURS);
  let done = 0;
  for await (const { sample } of reader.frames(signal)) {
    canvas.take(sample);
    palettes.add(canvas.pixels());
    progress(++done, 2 * frameCount);
  }
  const writer = new GifWriter({ width, height }, palettes.palettes());
  for await (const { time, duration, sample } of reader.frames(signal)) {
    canvas.take(sample);
    writer.add(canvas.pixels(), time + duration);
    progress(++done, 2 * frameCount);
  }
  return writer.finish();
}

async function makePngSequence(reader: FilmReader, { signal, progress }: ConversionWatch): Promise<Blob> {
  const canvas = new FrameCanvas(reader.width, reader.height, false);
  const parts: Blob[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    // Each part goes to the browser's own store of blobs, so that memory holds one frame and not the film.
    parts.push(new Blob([chunk]));
  });
  let done = 0;
  for await (const { sample } of reader.frames(signal)) {
    canvas.take(sample);
    const picture = await canvas.picture('image/png');
    const entry = new ZipPassThrough(`frame-${String(++done).padStart(5, '0')}.png`);
    zip.add(entry);
    entry.push(new Uint8Array(await picture.arrayBuffer()), true);
    progress(done, reader.frameCount);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}

async function makeMp4(reader: FilmReader, codec: VideoCodecName, { signal, progress }: ConversionWatch): Promise<Blob> {
  const { width, height } = reader;
  if (!(await canEncodeVideo(CODECS[codec], { width, height }))) throw ConversionFailure.noEncoder(CODEC_TITLES[codec]);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new VideoSampleSource({ codec: CODECS[codec], quality: new Quality('high') });
  output.addVideoTrack(source, { frameRate: reader.rate });
  await output.start();
  try {
    let done = 0;
    for await (const { sample } of reader.frames(signal)) {
      try {
        await source.add(sample);
      } finally {
        sample.close();
      }
      progress(++done, reader.frameCount);
    }
    await output.finalize();
  } catch (thrown) {
    await output.cancel();
    throw thrown;
  }
  if (target.buffer === null) throw new Error('The muxer gave no bytes.');
  return new Blob([target.buffer], { type: 'video/mp4' });
}
