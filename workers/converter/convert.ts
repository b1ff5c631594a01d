import { Zip, ZipPassThrough } from 'fflate';
import type { Conversion } from '../../contract/conversion.js';
import type { Sticker, StickerOrder } from '../../contract/stickers/sticker.js';
import { FilmReader } from './film/film-reader.js';
import { colourOf } from './film/flatten.js';
import { FrameCanvas } from './film/frame-canvas.js';
import type { Rgba, TimedPicture } from './film/picture.js';
import { stillWebp } from './film/still-webp.js';
import { ApngWriter } from './formats/apng.js';
import { encodeMp4 } from './formats/encode-mp4.js';
import { encodeWebm } from './formats/encode-webm.js';
import { GIF_COLOURS, GifWriter, cutOut } from './formats/gif.js';
import { ScenePalettes } from './formats/scene-palettes.js';
import { WebpWriter } from './formats/webp.js';
import { makeSticker } from './stickers/make-sticker.js';

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
export function convert(film: Blob, conversion: Conversion, watch: ConversionWatch): Promise<Blob> {
  return withReader(film, (reader) => make(reader, conversion, watch));
}

/** @throws Failure for what can be foreseen, a limit that cannot be kept among it */
export function convertToSticker(film: Blob, order: StickerOrder, watch: ConversionWatch): Promise<Sticker> {
  return withReader(film, (reader) => makeSticker(reader, order, watch));
}

async function withReader<T>(film: Blob, use: (reader: FilmReader) => Promise<T>): Promise<T> {
  const reader = await FilmReader.open(film);
  try {
    return await use(reader);
  } finally {
    reader.close();
  }
}

function make(reader: FilmReader, conversion: Conversion, watch: ConversionWatch): Promise<Blob> {
  switch (conversion.kind) {
    case 'poster':
      return makePoster(reader, conversion);
    case 'gif':
      return makeGif(reader, conversion, watch);
    case 'apng':
      return makeApng(reader, watch);
    case 'webp':
      return makeWebp(reader, watch);
    case 'webm':
      return makeWebm(reader, watch);
    case 'png-sequence':
      return makePngSequence(reader, watch);
    case 'mp4':
      return encodeMp4(reader, conversion.codec, colourOf(conversion.background ?? WHITE), watch);
  }
}

const WHITE = '#ffffff';
const MILLISECONDS = 1000;
/** Of 1: where a lossy picture cannot be told from its original. */
const WEBP_QUALITY = 0.85;

async function makePoster(reader: FilmReader, { at, type, longestSide }: Extract<Conversion, { kind: 'poster' }>): Promise<Blob> {
  const longest = Math.max(reader.width, reader.height);
  const scale = Math.min(1, (longestSide ?? longest) / longest);
  const canvas = new FrameCanvas(reader, { size: { width: Math.round(reader.width * scale), height: Math.round(reader.height * scale) }, readsPixels: false });
  canvas.take((await reader.frameAt(at)).sample);
  return canvas.picture(type);
}

async function makeGif(reader: FilmReader, { matte }: Extract<Conversion, { kind: 'gif' }>, { signal, progress }: ConversionWatch): Promise<Blob> {
  const { width, height, frameCount, transparent } = reader;
  const canvas = new FrameCanvas(reader, { size: reader, readsPixels: true });
  const behind = matte === undefined ? null : colourOf(matte);
  const pixels = (): Rgba => (transparent ? cutOut(canvas.pixels(), behind) : canvas.pixels());
  const palettes = new ScenePalettes(width * height, GIF_COLOURS);
  let done = 0;
  for await (const { sample } of reader.frames(signal)) {
    canvas.take(sample);
    palettes.add(pixels());
    progress(++done, 2 * frameCount);
  }
  const writer = new GifWriter({ width, height }, palettes.palettes(), { transparent });
  for await (const { time, duration, sample } of reader.frames(signal)) {
    canvas.take(sample);
    writer.add(pixels(), time + duration);
    progress(++done, 2 * frameCount);
  }
  return writer.finish();
}

/** All pictures of a film, in the order in which they are shown. */
async function* picturesOf(reader: FilmReader, { signal }: Pick<ConversionWatch, 'signal'>, onPicture: () => void): AsyncGenerator<TimedPicture, void, undefined> {
  const canvas = new FrameCanvas(reader, { size: reader, readsPixels: true });
  for await (const { time, duration, sample } of reader.frames(signal)) {
    canvas.take(sample);
    yield { rgba: canvas.pixels(), time, duration };
    onPicture();
  }
}

async function makeApng(reader: FilmReader, watch: ConversionWatch): Promise<Blob> {
  const writer = new ApngWriter(reader);
  let done = 0;
  for await (const picture of picturesOf(reader, watch, () => watch.progress(++done, reader.frameCount))) writer.add(picture.rgba, wholeMilliseconds(picture));
  return writer.finish();
}

async function makeWebp(reader: FilmReader, watch: ConversionWatch): Promise<Blob> {
  const writer = new WebpWriter(reader);
  let done = 0;
  for await (const picture of picturesOf(reader, watch, () => watch.progress(++done, reader.frameCount))) {
    writer.add(await stillWebp(picture.rgba, reader, WEBP_QUALITY), wholeMilliseconds(picture));
  }
  return writer.finish();
}

function makeWebm(reader: FilmReader, watch: ConversionWatch): Promise<Blob> {
  let done = 0;
  const total = (reader.transparent ? 2 : 1) * reader.frameCount;
  return encodeWebm(() => picturesOf(reader, watch, () => watch.progress(++done, total)), reader, reader);
}

/** What rounding takes from one picture it gives to another, so that the film keeps its length. */
const wholeMilliseconds = ({ time, duration }: TimedPicture): number => Math.round((time + duration) * MILLISECONDS) - Math.round(time * MILLISECONDS);

async function makePngSequence(reader: FilmReader, { signal, progress }: ConversionWatch): Promise<Blob> {
  const canvas = new FrameCanvas(reader, { size: reader, readsPixels: false });
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
