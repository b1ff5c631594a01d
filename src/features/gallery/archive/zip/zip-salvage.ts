import { DESCRIPTOR_FLAG, entryOf, LOCAL_BYTES, LOCAL_SIGNATURE, readHeader, STORED, type ZipEntry } from './zip-entry.js';

export interface Salvage {
  /** Those that are there from their first byte to their last. */
  readonly entries: readonly ZipEntry[];
  /** Names of those that begin and do not end. */
  readonly cut: readonly string[];
  /** Whether more entries may have followed: the directory, which comes after the last, is not to be seen. */
  readonly isUncertain: boolean;
}

const DESCRIPTOR_SIGNATURE = 0x08074b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LONGEST_DESCRIPTOR = 24;
/** Of every signature: "PK". */
const [P, K] = [0x50, 0x4b];
const CHUNK_BYTES = 1 << 20;
/** What is looked for mostly stands close by. */
const FIRST_CHUNK_BYTES = 1 << 10;

/**
 * The entries of an archive without a directory, as when a download broke off, by the headers that stand before each.
 * Where a header does not hold the length of its entry, the entry ends where a descriptor with its very length stands.
 */
export async function salvageZip(archive: Blob): Promise<Salvage> {
  const entries: ZipEntry[] = [];
  const cut: string[] = [];
  let end = 0;
  for (let at = await findLocal(archive, 0); at !== null; ) {
    const header = await readLocal(archive, at);
    if (header === null) {
      at = await findLocal(archive, at + 4);
      continue;
    }
    const { entry, dataStart, described } = header;
    const whole = described ? await findEnd(archive, entry, dataStart) : { entry, end: dataStart + entry.packedBytes };
    if (whole === null || whole.end > archive.size) {
      cut.push(entry.name);
      // A damaged length may hide what follows.
      at = await findLocal(archive, dataStart);
      continue;
    }
    entries.push(whole.entry);
    end = whole.end;
    at = await findLocal(archive, end);
  }
  return { entries, cut, isUncertain: !(await hasDirectory(archive, end)) };
}

async function hasDirectory(archive: Blob, from: number): Promise<boolean> {
  for await (const _ of signatures(archive, from, (signature) => signature === ENTRY_SIGNATURE)) return true;
  return false;
}

async function readLocal(archive: Blob, at: number): Promise<{ entry: ZipEntry; dataStart: number; described: boolean } | null> {
  const fixed = new DataView(await archive.slice(at, at + LOCAL_BYTES).arrayBuffer());
  if (fixed.byteLength < LOCAL_BYTES) return null;
  const header = readHeader(fixed, 6);
  const dataStart = LOCAL_BYTES + header.nameBytes + header.extraBytes;
  const view = new DataView(await archive.slice(at, at + dataStart).arrayBuffer());
  if (header.nameBytes === 0 || dataStart > view.byteLength) return null;
  const entry = entryOf(header, view, LOCAL_BYTES, at);
  return { entry, dataStart: at + dataStart, described: (header.flags & DESCRIPTOR_FLAG) !== 0 && entry.packedBytes === 0 };
}

const isLocal = (signature: number): boolean => signature === LOCAL_SIGNATURE;
const endsEntry = (signature: number): boolean => [DESCRIPTOR_SIGNATURE, LOCAL_SIGNATURE, ENTRY_SIGNATURE, END_SIGNATURE, END64_SIGNATURE].includes(signature);

async function findLocal(archive: Blob, from: number): Promise<number | null> {
  for await (const at of signatures(archive, from, isLocal)) return at;
  return null;
}

/** A descriptor may have a signature or none, and lengths of four bytes or eight. */
async function findEnd(archive: Blob, entry: ZipEntry, dataStart: number): Promise<{ entry: ZipEntry; end: number } | null> {
  for await (const at of signatures(archive, dataStart, endsEntry)) {
    const around = new DataView(await archive.slice(Math.max(0, at - LONGEST_DESCRIPTOR), at + LONGEST_DESCRIPTOR).arrayBuffer());
    const here = Math.min(at, LONGEST_DESCRIPTOR);
    const signed = around.getUint32(here, true) === DESCRIPTOR_SIGNATURE;
    for (const wide of [true, false]) {
      const size = wide ? 20 : 12;
      // Its checksum and lengths follow the signature, or stand before that of what comes next.
      const fields = signed ? here + 4 : here - size;
      if (fields < 0 || fields + size > around.byteLength) continue;
      const [packedBytes, bytes] = wide
        ? [Number(around.getBigUint64(fields + 4, true)), Number(around.getBigUint64(fields + 12, true))]
        : [around.getUint32(fields + 4, true), around.getUint32(fields + 8, true)];
      const dataEnd = signed ? at : at - size;
      if (packedBytes !== dataEnd - dataStart || (entry.method === STORED && bytes !== packedBytes)) continue;
      return { entry: { ...entry, crc32: around.getUint32(fields, true), packedBytes, bytes }, end: signed ? at + 4 + size : at };
    }
  }
  return null;
}

/** Where signatures that are `wanted` stand, from `from` on; a chunk of the file is in memory at a time. */
async function* signatures(archive: Blob, from: number, wanted: (signature: number) => boolean): AsyncGenerator<number, void, undefined> {
  let length = FIRST_CHUNK_BYTES;
  for (let start = from; start < archive.size; start += length, length = CHUNK_BYTES) {
    // Three bytes more, for a signature across the border.
    const bytes = new Uint8Array(await archive.slice(start, start + length + 3).arrayBuffer());
    const view = new DataView(bytes.buffer);
    for (let at = bytes.indexOf(P); at !== -1 && at + 4 <= bytes.length && at < length; at = bytes.indexOf(P, at + 1)) {
      if (bytes[at + 1] === K && wanted(view.getUint32(at, true))) yield start + at;
    }
  }
}
