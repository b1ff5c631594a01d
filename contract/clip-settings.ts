/**
 * What a film was made from, as one record of JSON: inside its MP4 file (a top-level `uuid` box at the end, which players
 * skip), on the clipboard, and in a link. Dropping such a file on the page, pasting the text into the prompt, opening the
 * link, or `npm run generate -- --from clip.mp4` brings the settings back.
 */
import { findRequestFault } from './check-request.js';
import type { GenerateRequest, Scene, VideoCodecName } from './generator.js';

export interface ClipSettings {
  /** Raised when a name here changes its meaning. */
  readonly kinora: 1;
  /** Exactly one of `prompt` and `scenes` is given. */
  readonly prompt?: string;
  readonly scenes?: readonly Scene[];
  /** Of what was generated: without a video that it goes on from. */
  readonly seconds: number;
  readonly seed: number;
  readonly steps?: number;
  readonly motion?: number;
  readonly loop?: boolean;
  readonly background?: string;
  readonly endBackground?: string;
  readonly format?: VideoCodecName;
  /** Blobs that took part; they are not stored, so the same film needs them again. */
  readonly needs: readonly SettingsBlob[];
  readonly pack: { readonly id: string; readonly version: string };
}

export const SETTINGS_BLOBS = ['image', 'endImage', 'extend'] as const;
export type SettingsBlob = (typeof SETTINGS_BLOBS)[number];

/** A `Blob` as far as reading needs it, so that the contract depends on no platform. */
export interface ReadableBlob {
  readonly size: number;
  slice(start: number, end: number): ReadableBlob;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The extended type of our box, made up once: 16 bytes as hexadecimal digits. */
const BOX_UUID = '9c5a1f0e6b1d4c0fa5d24b696e6f7261';
const HEADER_BYTES = 24;
/** Far above what a request of {@link LIMITS} can be; a larger box is not ours. */
export const MOST_SETTINGS_BYTES = 256 * 1024;

export function settingsOf(request: GenerateRequest, pack: ClipSettings['pack']): ClipSettings {
  const { prompt, scenes, seconds, seed, steps, motion, loop, background, endBackground, format } = request;
  return {
    kinora: 1,
    ...(prompt === undefined ? {} : { prompt }),
    ...(scenes === undefined ? {} : { scenes }),
    seconds: scenes === undefined ? seconds : scenes.reduce((sum, scene) => sum + scene.seconds, 0),
    seed,
    ...(steps === undefined ? {} : { steps }),
    ...(motion === undefined ? {} : { motion }),
    ...(loop === undefined ? {} : { loop }),
    ...(background === undefined ? {} : { background }),
    ...(endBackground === undefined ? {} : { endBackground }),
    ...(format === undefined ? {} : { format }),
    needs: SETTINGS_BLOBS.filter((name) => request[name] !== undefined),
    pack: { id: pack.id, version: pack.version },
  };
}

/** The request that `settings` stand for, without the blobs that it `needs`. */
export function requestFrom(settings: ClipSettings): GenerateRequest {
  const { prompt, scenes, seconds, seed, steps, motion, loop, background, endBackground, format } = settings;
  return {
    ...(prompt === undefined ? {} : { prompt }),
    ...(scenes === undefined ? {} : { scenes }),
    seconds,
    seed,
    ...(steps === undefined ? {} : { steps }),
    ...(motion === undefined ? {} : { motion }),
    ...(loop === undefined ? {} : { loop }),
    ...(background === undefined ? {} : { background }),
    ...(endBackground === undefined ? {} : { endBackground }),
    ...(format === undefined ? {} : { format }),
  };
}

/** The record as text, for {@link parseClipSettings}. */
export const clipSettingsText = (settings: ClipSettings): string => JSON.stringify(settings);

/** The box to append to a finished MP4. */
export function settingsBox(settings: ClipSettings): Uint8Array<ArrayBuffer> {
  // ASCII only, so that no text encoder is needed here.
  const json = clipSettingsText(settings).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const box = new Uint8Array(HEADER_BYTES + json.length);
  new DataView(box.buffer).setUint32(0, box.length);
  writeAscii(box, 4, 'uuid');
  for (let i = 0; i < 16; i++) box[8 + i] = Number.parseInt(BOX_UUID.slice(i * 2, i * 2 + 2), 16);
  writeAscii(box, HEADER_BYTES, json);
  return box;
}

/**
 * The settings inside an MP4 of ours; null for every other file, whatever it is. Reads only the headers of its boxes.
 * What it gives was checked: it can be made, if the pack is there.
 */
export async function readSettings(file: ReadableBlob): Promise<ClipSettings | null> {
  // A film of two minutes in fragments has a few hundred boxes.
  for (let offset = 0, boxes = 0; offset + 8 <= file.size && boxes < 100_000; boxes++) {
    const header = new Uint8Array(await file.slice(offset, offset + 32).arrayBuffer());
    const view = new DataView(header.buffer);
    const short = view.getUint32(0);
    if (short === 1 && header.length < 16) return null;
    const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? file.size - offset : short;
    if (size < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(readAscii(header, 4, 8))) return null;
    if (isOurs(header) && size <= MOST_SETTINGS_BYTES) {
      const body = new Uint8Array(await file.slice(offset + HEADER_BYTES, offset + size).arrayBuffer());
      return parseClipSettings(readAscii(body, 0, body.length));
    }
    offset += size;
  }
  return null;
}

/** Settings from untrusted JSON text, rebuilt field by field; null when they are not ours or could not be made. */
export function parseClipSettings(json: string): ClipSettings | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isRecord(parsed) || parsed['kinora'] !== 1) return null;
  const { pack, needs, format } = parsed;
  const request = readRequest(parsed);
  if (!isRecord(pack) || typeof pack['id'] !== 'string' || typeof pack['version'] !== 'string') return null;
  if (request === null || findRequestFault(request) !== null) return null;
  if (format !== undefined && format !== 'h264' && format !== 'vp9' && format !== 'av1') return null;
  const listed: readonly unknown[] = Array.isArray(needs) ? needs : [];
  return {
    ...settingsOf({ ...request, ...(format === undefined ? {} : { format }) }, { id: pack['id'], version: pack['version'] }),
    needs: SETTINGS_BLOBS.filter((name) => listed.includes(name)),
  };
}

/** Only the known fields, of whatever type: `findRequestFault` judges them. */
function readRequest(from: Readonly<Record<string, unknown>>): GenerateRequest | null {
  const fields = ['prompt', 'seconds', 'seed', 'steps', 'motion', 'loop', 'background', 'endBackground'].flatMap((name) =>
    from[name] === undefined ? [] : [[name, from[name]] as const],
  );
  const request = Object.fromEntries(fields) as unknown as GenerateRequest;
  const { scenes } = from;
  if (scenes === undefined) return request;
  if (!Array.isArray(scenes) || !scenes.every(isRecord)) return null;
  return {
    ...request,
    scenes: scenes.map((scene) => ({
      prompt: scene['prompt'] as string,
      seconds: scene['seconds'] as number,
      ...(scene['start'] === undefined ? {} : { start: scene['start'] as NonNullable<Scene['start']> }),
    })),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOurs(header: Uint8Array): boolean {
  if (header.length < HEADER_BYTES || readAscii(header, 4, 8) !== 'uuid') return false;
  return Array.from(header.subarray(8, 24), (byte) => byte.toString(16).padStart(2, '0')).join('') === BOX_UUID;
}

function writeAscii(target: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[offset + i] = text.charCodeAt(i);
}

function readAscii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
