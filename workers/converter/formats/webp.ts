/**
 * An animated WebP: each frame a WebP of its own, as the browser encodes it, put behind one another in one RIFF file
 * (developers.google.com/speed/webp/docs/riff_container).
 */
import { joinBytes } from '../../lib/join-bytes.js';
import type { Size } from '../film/picture.js';

const HAS_ALPHA = 0x10;
const IS_ANIMATED = 0x02;
/** Each frame replaces all of the canvas: Safari shows what lay under a frame that is blended. */
const DO_NOT_BLEND = 0x02;
const DISPOSE_TO_BACKGROUND = 0x01;
const CHUNK_HEADER = 8;
/** "RIFF", the size, "WEBP". */
const FILE_HEADER = 12;
/** What a frame keeps of its own file: alpha, and one of the two kinds of pixels. */
const PICTURE_CHUNKS = ['ALPH', 'VP8 ', 'VP8L'];

/** Writes frames as they come; only their packed bytes are kept. */
export class WebpWriter {
  readonly #size: Size;
  readonly #plays: number;
  readonly #frames: Uint8Array[] = [];

  /** @param plays how often it is played; 0 for ever */
  constructor(size: Size, plays = 0) {
    this.#size = size;
    this.#plays = plays;
  }

  get bytes(): number {
    return this.#frames.reduce((sum, { length }) => sum + length, 0);
  }

  /**
   * @param still a WebP file of the whole frame
   * @param milliseconds how long it is shown
   */
  add(still: Uint8Array, milliseconds: number): void {
    const header = new Uint8Array(16);
    const view = new DataView(header.buffer);
    // The place of the frame, at the top left, comes first and is zero.
    writeUint24(view, 6, this.#size.width - 1);
    writeUint24(view, 9, this.#size.height - 1);
    writeUint24(view, 12, milliseconds);
    view.setUint8(15, DO_NOT_BLEND | DISPOSE_TO_BACKGROUND);
    this.#frames.push(chunk('ANMF', header, ...pictureChunks(still)));
  }

  finish(): Blob {
    const extended = new DataView(new ArrayBuffer(10));
    extended.setUint8(0, HAS_ALPHA | IS_ANIMATED);
    writeUint24(extended, 4, this.#size.width - 1);
    writeUint24(extended, 7, this.#size.height - 1);
    // Four bytes of a background that nothing shows, and the number of loops.
    const animation = new DataView(new ArrayBuffer(6));
    animation.setUint16(4, this.#plays, true);
    const chunks = [chunk('VP8X', new Uint8Array(extended.buffer)), chunk('ANIM', new Uint8Array(animation.buffer)), ...this.#frames];
    return new Blob([chunk('RIFF', ascii('WEBP'), ...chunks)], { type: 'image/webp' });
  }
}

/** The chunks of a WebP file that hold its picture, as they are. */
function pictureChunks(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found: Uint8Array[] = [];
  for (let at = FILE_HEADER; at + CHUNK_HEADER <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const end = at + CHUNK_HEADER + size + (size & 1);
    if (PICTURE_CHUNKS.includes(String.fromCharCode(...file.subarray(at, at + 4)))) found.push(file.subarray(at, end));
    at = end;
  }
  if (found.length === 0) throw new Error('The browser gave a WebP without a picture.');
  return found;
}

/** A chunk of an even number of bytes; its size is that of its content. */
function chunk(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = content.reduce((sum, { length }) => sum + length, 0);
  const header = new Uint8Array(CHUNK_HEADER);
  header.set(ascii(type));
  new DataView(header.buffer).setUint32(4, size, true);
  return joinBytes([header, ...content, new Uint8Array(size & 1)]);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function writeUint24(view: DataView, at: number, value: number): void {
  view.setUint16(at, value & 0xffff, true);
  view.setUint8(at + 2, value >> 16);
}
