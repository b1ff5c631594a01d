/** Reads zip archives by their directory, so that an entry can be a slice of the file and need not be in memory. */

export interface ZipEntry {
  readonly name: string;
  /** Of the unpacked entry. */
  readonly bytes: number;
  readonly crc32: number;
  readonly method: number;
  readonly packedBytes: number;
  /** Where the entry's local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
/** The end may be followed by a comment of at most this length. */
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** An archive, or an entry of it, that is damaged; `message` says how. */
export class ZipDamage extends Error {}

/** @throws ZipDamage */
export async function readZipEntries(archive: Blob): Promise<readonly ZipEntry[]> {
  const tailStart = Math.max(0, archive.size - END_BYTES - LONGEST_COMMENT);
  const tail = await viewOf(archive.slice(tailStart));
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0) throw new ZipDamage('The file is not a zip archive, or its end is missing.');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + size > archive.size) throw new ZipDamage('The directory of the archive is cut off.');

  const directory = await viewOf(archive.slice(start, start + size));
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw new ZipDamage('The directory of the archive is damaged.');
    }
    const nameBytes = directory.getUint16(at + 28, true);
    if (at + 46 + nameBytes > directory.byteLength) throw new ZipDamage('The directory of the archive is damaged.');
    entries.push({
      method: directory.getUint16(at + 10, true),
      crc32: directory.getUint32(at + 16, true),
      packedBytes: directory.getUint32(at + 20, true),
      bytes: directory.getUint32(at + 24, true),
      offset: directory.getUint32(at + 42, true),
      name: new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameBytes)),
    });
    at += 46 + nameBytes + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * The unpacked entry, its checksum compared.
 *
 * @throws ZipDamage
 */
export async function readZipEntry(archive: Blob, entry: ZipEntry, type: string): Promise<Blob> {
  const header = await viewOf(archive.slice(entry.offset, entry.offset + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_SIGNATURE) throw new ZipDamage(`${entry.name} is missing.`);
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = archive.slice(start, start + entry.packedBytes, type);
  const file = entry.method === STORED ? packed : await inflate(packed, entry, type);
  if (file.size !== entry.bytes) throw new ZipDamage(`${entry.name} is cut off.`);
  if ((await crc32Of(file)) !== entry.crc32) throw new ZipDamage(`${entry.name} is damaged.`);
  return file;
}

async function inflate(packed: Blob, { name, method, bytes }: ZipEntry, type: string): Promise<Blob> {
  if (method !== DEFLATED) throw new ZipDamage(`${name} is packed in a way (${method}) that is not known here.`);
  let unpacked = 0;
  // Whoever made the archive may lie about its size.
  const guard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      unpacked += chunk.length;
      if (unpacked > bytes) controller.error(new ZipDamage(`${name} is larger than the archive says.`));
      else controller.enqueue(chunk);
    },
  });
  try {
    const stream = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(guard);
    const file = await new Response(stream).blob();
    return file.slice(0, file.size, type);
  } catch (thrown) {
    throw thrown instanceof ZipDamage ? thrown : new ZipDamage(`${name} is damaged.`);
  }
}

const viewOf = async (blob: Blob): Promise<DataView<ArrayBuffer>> => new DataView(await blob.arrayBuffer());

/** The polynomial of zip, bits reversed. */
const POLYNOMIAL = 0xedb88320;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value >>> 0;
});

async function crc32Of(file: Blob): Promise<number> {
  let crc = 0xffffffff;
  const reader = file.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    for (const byte of read.value) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
