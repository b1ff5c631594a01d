/** Transparent films as the generator stores them, painted here, and what stickers made of them should look like. */
import type { Conversion } from '../../../contract/conversion.js';
import type { Result } from '../../../contract/errors.js';
import type { ClipSettings } from '../../../contract/request/clip-settings.js';
import { stackAlpha } from '../../../contract/stacked-alpha.js';
import { settingsBox } from '../../../contract/request/settings-box.js';
import { presetOf } from '../../../contract/stickers/presets.js';
import type { Sticker, StickerOrder } from '../../../contract/stickers/sticker.js';
import { ConverterClient } from '../../../src/engine/converter-client.js';
import { layOut } from '../../../workers/converter/stickers/sticker-layout.js';
import type { RgbaFrame } from '../../../workers/lib/rgba-frame.js';
import type { StickerSubject } from './sticker-subjects.js';
import { paintSubject, visibleRectangle } from './sticker-subjects.js';

export interface StickerFilm {
  readonly subject: StickerSubject;
  readonly frames: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly loop?: boolean;
  /** Opaque: on a green background, with no alpha stored. */
  readonly opaque?: boolean;
}

export interface StickerReport {
  readonly sticker: Omit<Sticker, 'file'>;
  readonly bytes: Uint8Array;
  readonly type: string;
}

type Encode = (frames: readonly RgbaFrame[]) => Promise<Blob>;

const converter = new ConverterClient(() => new Worker(new URL('../../../workers/converter/converter.worker.ts', import.meta.url), { type: 'module' }));

/** Colours above alpha, as gray; or the subject on green. */
function stored({ rgba, width, height, index }: RgbaFrame, opaque: boolean): RgbaFrame {
  if (!opaque) return { index, width, height: 2 * height, rgba: stackAlpha(rgba) };
  const flat = Uint8ClampedArray.from(rgba, (value, at) => (at % 4 === 3 ? 255 : (value * rgba[at | 3]! + [40, 180, 90][at % 4]! * (255 - rgba[at | 3]!)) / 255));
  return { index, width, height, rgba: flat };
}

export async function filmOf(film: StickerFilm, encode: Encode): Promise<Blob> {
  const frames = Array.from({ length: film.frames }, (_, index) => stored(paintSubject(film, index), film.opaque === true));
  const video = await encode(frames);
  const settings: Record<string, unknown> = { kinora: 1, prompt: film.subject, transparent: film.opaque !== true, loop: film.loop === true };
  return new Blob([video, settingsBox(settings as unknown as ClipSettings)], { type: 'video/mp4' });
}

export async function stickerOf(video: Blob, order: StickerOrder): Promise<Result<StickerReport>> {
  const made = await converter.makeSticker(video, order);
  if (!made.ok) return made;
  const { file, ...sticker } = made.value;
  return { ok: true, value: { sticker, bytes: new Uint8Array(await file.arrayBuffer()), type: file.type } };
}

export async function convertedOf(video: Blob, conversion: Conversion): Promise<Result<{ readonly bytes: Uint8Array; readonly type: string }>> {
  const made = await converter.convert(video, conversion);
  return made.ok ? { ok: true, value: { bytes: new Uint8Array(await made.value.arrayBuffer()), type: made.value.type } } : made;
}

/** Frames of a stored film as they should look on a sticker: drawn by the browser's canvas out of what a decoder gives. */
export function expectedFrames(stored: readonly Uint8ClampedArray[], { width, height }: StickerFilm, order: StickerOrder, indices: readonly number[]): readonly Uint8ClampedArray[] {
  const frames = stored.map((rgba, index) => ({ index, width, height, rgba: unstacked(rgba) }));
  const part = visibleRectangle(frames);
  const { size, subject } = layOut(presetOf(order.preset).frame, part, order.look);
  return indices.map((index) => {
    const source = new OffscreenCanvas(width, height);
    source.getContext('2d')!.putImageData(new ImageData(frames[index]!.rgba, width, height), 0, 0);
    const context = new OffscreenCanvas(size.width, size.height).getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, part.x, part.y, part.width, part.height, subject.x, subject.y, subject.width, subject.height);
    return context.getImageData(0, 0, size.width, size.height).data;
  });
}

/** Green is most of luma. */
function unstacked(rgba: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const half = rgba.length / 2;
  return Uint8ClampedArray.from(rgba.subarray(0, half), (value, at) => (at % 4 === 3 ? rgba[half + at - 2]! : value));
}

export interface DecodedAnimation {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Of each frame, in milliseconds. */
  readonly durations: readonly number[];
  /** As the browser says; Infinity comes as -1. */
  readonly repetitions: number;
  readonly frames: readonly Uint8Array[];
}

/** What the browser's own decoder finds in an animated picture; `indices` of the frames whose pixels are wanted. */
export async function decodeAnimation(bytes: Uint8Array, type: string, indices: readonly number[]): Promise<DecodedAnimation> {
  const decoder = new ImageDecoder({ data: Uint8Array.from(bytes), type });
  await decoder.tracks.ready;
  await decoder.completed;
  const { frameCount, repetitionCount } = decoder.tracks.selectedTrack!;
  const durations: number[] = [];
  const frames: Uint8Array[] = [];
  let [width, height] = [0, 0];
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    durations.push((image.duration ?? 0) / 1000);
    [width, height] = [image.displayWidth, image.displayHeight];
    if (indices.includes(frameIndex)) {
      const rgba = new Uint8Array(4 * width * height);
      await image.copyTo(rgba, { format: 'RGBA' });
      frames.push(rgba);
    }
    image.close();
  }
  decoder.close();
  return { width, height, count: frameCount, durations, repetitions: Number.isFinite(repetitionCount) ? repetitionCount : -1, frames };
}
