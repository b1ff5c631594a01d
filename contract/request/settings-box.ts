/** The box of an MP4 that holds the settings of the film: a top-level `uuid` box at the end, which players skip. */
import { clipSettingsText, MOST_SETTINGS_BYTES, type ClipSettings } from './clip-settings.js';

/** A `Blob` as far as reading needs it, so that the contract depends on no platform. */
export interface ReadableBlob {
  readonly size: number;
  slice(start: number, end: number): ReadableBlob;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The extended type of our box, made up once: 16 bytes as hexadecimal digits. */
const BOX_UUID = '9c5a1f0e6b1d4c0fa5d24b696e6f7261';
const HEADER_BYTES = 24;
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

/** The text in the box of an MP4 of ours, unchecked; null for every other file, whatever it is. Reads only the headers of its boxes. */
export async function findSettingsText(file: ReadableBlob): Promise<string | null> {
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
      return readAscii(body, 0, body.length);
    }
    offset += size;
  }
  return null;
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
