import { Zip, ZipPassThrough } from 'fflate';
import type { Conversion } from '../../contract/conversion.js';
import { FrameCanvas } from './canvas.js';
import { encodeMp4 } from './encode-mp4.js';
import { FilmReader } from './film-reader.js';
import { GIF_COLOURS, GifWriter } from './gif.js';
import { ScenePalettes } from './scene-palettes.js';

export interface ConversionWatch {
  readonly signal: AbortSignal;
  /** `done` of `total` units of work. */
  readonly progress: (done: number, total: number) => void;
}

/**
 * Makes something of a finished film.
 *
 * @throws Failure for what can be foreseen
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
      return encodeMp4(reader, conversion.codec, watch);
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
