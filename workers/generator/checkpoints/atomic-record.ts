import type { RandomFile } from '../../lib/random-file.js';

/** u32 magic, u32 number, u32 bytes of the record, SHA-256 of the record */
const HEADER_BYTES = 44;
const MAGIC = 0x314e494b;

/** What a slot holds: the record with the highest number that is whole is the one that counts. */
export interface SlotContent {
  readonly number: number;
  readonly record: Uint8Array<ArrayBuffer>;
}

/** A record that is replaced again and again, in two files by turns: one that is half written never costs the other. */
export class AtomicRecord {
  readonly #files: readonly [RandomFile, RandomFile];
  #number: number;

  /** @param last number of the record that counts; 0 when there is none */
  constructor(files: readonly [RandomFile, RandomFile], last: number) {
    this.#files = files;
    this.#number = last;
  }

  /** @throws Failure `disk-full`; the record before it counts on */
  async write(record: Uint8Array<ArrayBuffer>): Promise<void> {
    const number = this.#number + 1;
    const file = this.#files[number % 2 === 0 ? 0 : 1];
    const bytes = new Uint8Array(HEADER_BYTES + record.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, MAGIC, true);
    view.setUint32(4, number, true);
    view.setUint32(8, record.length, true);
    bytes.set(new Uint8Array(await crypto.subtle.digest('SHA-256', record)), 12);
    bytes.set(record, HEADER_BYTES);
    file.write(0, bytes);
    file.flush();
    this.#number = number;
  }
}

/** The content of one slot, or null when it holds none that is whole. */
export async function readSlot(bytes: Uint8Array<ArrayBuffer>): Promise<SlotContent | null> {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(0, true) !== MAGIC) return null;
  const record = bytes.slice(HEADER_BYTES, HEADER_BYTES + view.getUint32(8, true));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', record));
  const whole = digest.every((byte, i) => byte === bytes[12 + i]);
  return whole ? { number: view.getUint32(4, true), record } : null;
}

export async function newestSlot(contents: readonly (Uint8Array<ArrayBuffer> | null)[]): Promise<SlotContent | null> {
  const whole = await Promise.all(contents.map(async (bytes) => (bytes ? await readSlot(bytes) : null)));
  return whole.reduce((best, slot) => (slot && slot.number > (best?.number ?? 0) ? slot : best), null);
}
