import { deflateRawSync } from 'node:zlib';

export interface PackedAs {
  readonly deflated?: boolean;
  /** Sizes only behind the data, as programs write that do not know them before; "bare" without a signature. */
  readonly described?: 'signed' | 'bare' | 'signed-64';
  /** Sizes and offsets in the 64-bit fields. */
  readonly zip64?: boolean;
  readonly locked?: boolean;
  /** Of the name, where it is not UTF-8. */
  readonly nameBytes?: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
}

export interface ZipAs {
  readonly comment?: Uint8Array;
  /** Stands before the archive. */
  readonly before?: Uint8Array;
  readonly entries?: PackedAs | ((name: string) => PackedAs);
}

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the data of each entry begins and ends, and where the directory begins. */
  readonly ends: Readonly<Record<string, { readonly start: number; readonly end: number }>>;
  readonly directory: number;
}

const MAX32 = 0xffffffff;

/** A zip archive as other programs write them, byte by byte from the specification (APPNOTE 6.3). */
export function packZip(files: Readonly<Record<string, Uint8Array>>, { comment = new Uint8Array(), before = new Uint8Array(), entries = {} }: ZipAs = {}): Packed {
  const parts: number[][] = [];
  let length = 0;
  const write = (...values: readonly (readonly [number, number])[]): void => {
    const bytes = values.flatMap(([value, size]) => Array.from({ length: size }, (_, index) => Number((BigInt(value) >> BigInt(8 * index)) & 0xffn)));
    parts.push(bytes);
    length += bytes.length;
  };
  const writeBytes = (bytes: Uint8Array): void => {
    parts.push([...bytes]);
    length += bytes.length;
  };
  writeBytes(before);
  const ends: Record<string, { start: number; end: number }> = {};
  const directory: (() => void)[] = [];
  const isZip64 = Object.keys(files).some((name) => (typeof entries === 'function' ? entries(name) : entries).zip64);
  for (const [name, data] of Object.entries(files)) {
    const as = typeof entries === 'function' ? entries(name) : entries;
    const packed = as.deflated ? deflateRawSync(data) : data;
    const method = as.method ?? (as.deflated ? 8 : 0);
    const flags = (as.flags ?? 0) | (as.described === undefined ? 0 : 8) | (as.locked ? 1 : 0);
    const nameBytes = as.nameBytes ?? new TextEncoder().encode(name);
    const crc = crc32(data);
    const offset = length - before.length;
    const hidden = as.described !== undefined;
    const wide = as.zip64 === true;
    write([0x04034b50, 4], [wide ? 45 : 20, 2], [flags, 2], [method, 2], [0, 2], [0x21, 2], [hidden ? 0 : crc, 4]);
    write([hidden ? 0 : wide ? MAX32 : packed.length, 4], [hidden ? 0 : wide ? MAX32 : data.length, 4], [nameBytes.length, 2], [wide && !hidden ? 20 : 0, 2]);
    writeBytes(nameBytes);
    if (wide && !hidden) write([1, 2], [16, 2], [data.length, 8], [packed.length, 8]);
    const start = length;
    writeBytes(packed);
    ends[name] = { start, end: length };
    const width = as.described === 'signed-64' ? 8 : 4;
    if (as.described?.startsWith('signed')) write([0x08074b50, 4]);
    if (as.described !== undefined) write([crc, 4], [packed.length, width], [data.length, width]);
    directory.push(() => {
      write([0x02014b50, 4], [45, 2], [wide ? 45 : 20, 2], [flags, 2], [method, 2], [0, 2], [0x21, 2], [crc, 4]);
      write([wide ? MAX32 : packed.length, 4], [wide ? MAX32 : data.length, 4], [nameBytes.length, 2], [wide ? 28 : 0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [wide ? MAX32 : offset, 4]);
      writeBytes(nameBytes);
      if (wide) write([1, 2], [24, 2], [data.length, 8], [packed.length, 8], [offset, 8]);
    });
  }
  const start = length;
  for (const entry of directory) entry();
  const size = length - start;
  const count = directory.length;
  const told = start - before.length;
  if (isZip64) {
    const at = length - before.length;
    write([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8], [size, 8], [told, 8]);
    write([0x07064b50, 4], [0, 4], [at, 8], [1, 4]);
  }
  const short = isZip64 ? [0xffff, MAX32, MAX32] as const : [count, size, told] as const;
  write([0x06054b50, 4], [0, 2], [0, 2], [short[0], 2], [short[0], 2], [short[1], 4], [short[2], 4], [comment.length, 2]);
  writeBytes(comment);
  return { bytes: Uint8Array.from(parts.flat()), ends, directory: start };
}

function crc32(data: Uint8Array): number {
  let crc = MAX32;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ MAX32) >>> 0;
}
