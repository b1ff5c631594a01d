import { Failure } from '../../../contract/errors/failure.js';
import type { StickerFormat } from '../../../contract/stickers/presets.js';
import type { StickerQuality } from '../../../contract/stickers/sticker.js';
import type { ConversionWatch } from '../convert.js';
import type { Colour } from '../film/flatten.js';
import { stillWebp } from '../film/still-webp.js';
import type { Rgba, Size, TimedPicture } from '../film/picture.js';
import { AlphaPalette, samplesOf } from '../formats/alpha-palette.js';
import { ApngWriter } from '../formats/apng.js';
import { encodeWebm } from '../formats/encode-webm.js';
import { fewColours } from '../formats/few-colours.js';
import { GifWriter, cutOut } from '../formats/gif.js';
import { WebpWriter } from '../formats/webp.js';
import type { Attempt } from './fit.js';

/** The drawn frames of a sticker, with their times in milliseconds. */
export interface StickerFrames {
  readonly size: Size;
  readonly pictures: readonly { readonly rgba: Rgba; readonly time: number; readonly duration: number }[];
  readonly seconds: number;
  /** Whether anything is transparent in them. */
  readonly transparent: boolean;
  /** How often they are played; 0 for ever. */
  readonly plays: number;
  readonly matte: Colour | null;
}

export interface StickerWatch {
  readonly signal: ConversionWatch['signal'];
  /** Called for each frame that is encoded. */
  readonly onFrame: () => void;
  /** Bytes beyond which encoding is given up. */
  readonly giveUpAt: number;
  /** Bytes that are aimed at, where that is how a size is chosen. */
  readonly aim: number;
}

export interface EncodedSticker {
  readonly file: Blob;
  readonly quality: StickerQuality;
}

type EncodeSticker = (frames: StickerFrames, level: number, watch: StickerWatch) => Promise<Attempt<EncodedSticker>>;

/** Bits a second that no sticker gains from. */
const MOST_BITRATE = 4_000_000;
const MILLISECONDS = 1000;

const encodeWebp: EncodeSticker = async ({ size, pictures, plays }, level, watch) => {
  const writer = new WebpWriter(size, plays);
  for (const { rgba, duration } of pictures) {
    step(watch);
    writer.add(await stillWebp(rgba, size, level / 100), duration);
    if (writer.bytes > watch.giveUpAt) return { bytes: writer.bytes, made: null };
  }
  return whole(writer.finish(), { kind: 'quality', value: level });
};

const encodeApng: EncodeSticker = async ({ size, pictures, plays }, level, watch) => {
  const palette = level === 0 ? {} : { palette: AlphaPalette.of(pictures.map(({ rgba }) => rgba), level) };
  const writer = new ApngWriter(size, { plays, ...palette });
  for (const { rgba, duration } of pictures) {
    step(watch);
    writer.add(rgba, duration);
    if (writer.bytes > watch.giveUpAt) return { bytes: writer.bytes, made: null };
    await breath();
  }
  return whole(writer.finish(), { kind: 'colours', value: level === 0 ? null : level });
};

const encodeGif: EncodeSticker = async ({ size, pictures, transparent, matte }, level, watch) => {
  const cut = pictures.map(({ rgba }) => cutOut(rgba, matte));
  const samples = samplesOf(cut, 1);
  const colours = fewColours(samples, level).map((colour) => colour.slice(0, 3));
  const writer = new GifWriter(size, [{ from: 0, colours: colours.length === 0 ? [[0, 0, 0]] : colours }], { transparent });
  for (const [i, { time, duration }] of pictures.entries()) {
    step(watch);
    writer.add(cut[i] ?? new Uint8ClampedArray(), (time + duration) / MILLISECONDS);
    await breath();
  }
  return whole(writer.finish(), { kind: 'colours', value: level });
};

const encodeVideo: EncodeSticker = async ({ size, pictures, seconds, transparent }, level, watch) => {
  const bitrate = Math.min(MOST_BITRATE, (8 * level * watch.aim) / seconds);
  async function* timed(): AsyncGenerator<TimedPicture, void, undefined> {
    for (const { rgba, time, duration } of pictures) {
      step(watch);
      yield { rgba, time: time / MILLISECONDS, duration: duration / MILLISECONDS };
    }
  }
  const file = await encodeWebm(timed, size, { rate: pictures.length / seconds, transparent, bitrate });
  return whole(file, { kind: 'bitrate', value: Math.round(bitrate / MILLISECONDS) });
};

/** `level` is that of `Step` in ladder.ts. */
export const ENCODERS: Readonly<Record<StickerFormat, EncodeSticker>> = { webp: encodeWebp, apng: encodeApng, gif: encodeGif, webm: encodeVideo };

const whole = (file: Blob, quality: StickerQuality): Attempt<EncodedSticker> => ({ bytes: file.size, made: { file, quality } });

function step({ signal, onFrame }: StickerWatch): void {
  if (signal.aborted) throw Failure.because('cancelled', { what: 'conversion' });
  onFrame();
}

/** Lets a message in, such as that which cancels. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
