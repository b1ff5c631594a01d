import type { RandomFile } from '../../lib/random-file.js';

/** u32 magic, u32 number, u32 bytes of the record, SHA-256 of the record */
const HEADER_BYTES = 44;
const MAGIC = 0x314e494b;

/** The content of one of the two files. */
export interface NumberedRecord {
  readonly number: number;
  readonly record: Uint8Array<ArrayBuffer>;
}

/** A record that is replaced again and again, in two files by turns: a write that is cut off never costs the one before. */
export class AtomicRecord {
  readonly #files: readonly [RandomFile, RandomFile];
  #number: number;

  /** @param last number of the newest whole record; 0 when there is none */
  constructor(files: readonly [RandomFile, RandomFile], last: number) {
    this.#files = files;
    this.#number = last;
  }

  /**
   * @returns the number of the record
   * @throws DOMException `QuotaExceededError`; the record before it stays the newest
   */
  async write(record: Uint8Array<ArrayBuffer>): Promise<number> {
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
    return number;
  }

  /** Forgets both records. */
  clear(): void {
    for (const file of this.#files) file.truncate(0);
  }

  close(): void {
    for (const file of this.#files) file.close();
  }
}

/** The whole records among the contents of the two files, the newest first. */
export async function readRecords(contents: readonly (Uint8Array<ArrayBuffer> | null)[]): Promise<readonly NumberedRecord[]> {
  const records = await Promise.all(contents.map(async (bytes) => (bytes ? await readRecord(bytes) : null)));
  return records.filter((record) => record !== null).sort((a, b) => b.number - a.number);
}

async function readRecord(bytes: Uint8Array<ArrayBuffer>): Promise<NumberedRecord | null> {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(0, true) !== MAGIC) return null;
  const record = bytes.slice(HEADER_BYTES, HEADER_BYTES + view.getUint32(8, true));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', record));
  const isWhole = digest.every((byte, i) => byte === bytes[12 + i]);
  return isWhole ? { number: view.getUint32(4, true), record } : null;
}
