import { entryOf, readHeader, type ZipEntry } from './zip-entry.js';

const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR_SIGNATURE = 0x07064b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR_BYTES = 20;
const ENTRY_BYTES = 46;
/** The end may be followed by a comment of at most this length. */
const LONGEST_COMMENT = 0xffff;
/** Far above any archive of ours, and below what a page can hold. */
const MOST_DIRECTORY_BYTES = 256 * 1024 * 1024;

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly start: number;
  /** Where the directory ends by the place of its end record. */
  readonly end: number;
  /** Of the parts of a split archive, counted from 0. */
  readonly part: number;
  /** Whether the file ends with it. */
  readonly isLast: boolean;
}

/** The entries by the archive's directory at its end; null where there is none, or none that is whole. */
export async function readZipDirectory(archive: Blob): Promise<readonly ZipEntry[] | null> {
  for await (const directory of findDirectories(archive)) {
    const entries = await readEntries(archive, directory);
    if (entries !== null) return entries;
  }
  return null;
}

/** Whether the archive is the last of several parts. */
export async function isSplitZip(archive: Blob): Promise<boolean> {
  for await (const { part } of findDirectories(archive)) return part > 0;
  return false;
}

/** The last first: a comment behind the end may hold the signature too. */
async function* findDirectories(archive: Blob): AsyncGenerator<Directory, void, undefined> {
  const tailStart = Math.max(0, archive.size - END_BYTES - LONGEST_COMMENT);
  const tail = await viewOf(archive.slice(tailStart));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    const [part, count, size, start] = [tail.getUint16(at + 4, true), tail.getUint16(at + 10, true), tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
    const end = tailStart + at;
    const isLast = end + END_BYTES + tail.getUint16(at + 20, true) === archive.size;
    yield { ...((await readEnd64(archive, end)) ?? { part, count, size, start, end }), isLast };
  }
}

async function readEnd64(archive: Blob, end: number): Promise<Omit<Directory, 'isLast'> | null> {
  if (end < LOCATOR_BYTES) return null;
  const locator = await viewOf(archive.slice(end - LOCATOR_BYTES, end));
  if (locator.getUint32(0, true) !== LOCATOR_SIGNATURE) return null;
  const told = Number(locator.getBigUint64(8, true));
  // Something may stand before the archive, which moves everything in it.
  for (const at of [told, end - LOCATOR_BYTES - END64_BYTES]) {
    const view = await viewOf(archive.slice(at, at + END64_BYTES));
    if (view.byteLength < END64_BYTES || view.getUint32(0, true) !== END64_SIGNATURE) continue;
    const [count, size, start] = [32, 40, 48].map((field) => Number(view.getBigUint64(field, true)));
    return { part: view.getUint32(16, true), count: count ?? 0, size: size ?? 0, start: start ?? 0, end: at };
  }
  return null;
}

async function readEntries(archive: Blob, { count, size, start, end, part, isLast }: Directory): Promise<readonly ZipEntry[] | null> {
  // An archive inside one that was cut short has a directory too; the one outside would begin with the file.
  if (!isLast && start + size !== end) return null;
  if (part > 0 || size > MOST_DIRECTORY_BYTES || size > end || count * ENTRY_BYTES > size) return null;
  // Mostly it ends where its end record begins: what stands before the archive moves it.
  return (await readEntriesAt(archive, end - size, size, count, end - size - start)) ?? readEntriesAt(archive, start, size, count, 0);
}

async function readEntriesAt(archive: Blob, start: number, size: number, count: number, moved: number): Promise<readonly ZipEntry[] | null> {
  const directory = await viewOf(archive.slice(start, start + size));
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > directory.byteLength || directory.getUint32(at, true) !== ENTRY_SIGNATURE) return null;
    const header = readHeader(directory, at + 8);
    const next = at + ENTRY_BYTES + header.nameBytes + header.extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) return null;
    const entry = entryOf(header, directory, at + ENTRY_BYTES, directory.getUint32(at + 42, true));
    entries.push({ ...entry, offset: entry.offset + moved });
    at = next;
  }
  return entries;
}

const viewOf = async (blob: Blob): Promise<DataView<ArrayBuffer>> => new DataView(await blob.arrayBuffer());
