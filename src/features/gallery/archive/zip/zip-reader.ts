/** Reads zip archives so that an entry can be a slice of the file and need not be in memory. */
import { crc32Of } from './crc32.js';
import { isSplitZip, readZipDirectory } from './zip-directory.js';
import { LOCAL_BYTES, LOCAL_SIGNATURE, STORED, type ZipEntry } from './zip-entry.js';
import { salvageZip } from './zip-salvage.js';

export interface ZipReading {
  readonly entries: readonly ZipEntry[];
  /** When the archive was cut short; null for a whole one. */
  readonly cut: {
    /** Of entries that begin and do not end. */
    readonly names: readonly string[];
    /** Whether more entries may have followed. */
    readonly isUncertain: boolean;
  } | null;
}

const DEFLATED = 8;
/** Videos, pictures and zip files hardly get smaller; what unpacks to so much more is made to fill a disk. */
const MOST_RATIO = 100;
const RATIO_JUDGED_FROM_BYTES = 10_000_000;

/** An archive, or an entry of it, that cannot be read; `message` says why. */
export class ZipDamage extends Error {
  readonly reason: 'damaged' | 'locked' | 'unknown' | 'split' | 'no-zip';

  constructor(message: string, reason: ZipDamage['reason'] = 'damaged') {
    super(message);
    this.reason = reason;
  }
}

/** @throws ZipDamage */
export async function readZip(archive: Blob): Promise<ZipReading> {
  const entries = await readZipDirectory(archive);
  if (entries !== null) return { entries, cut: null };
  if (await isSplitZip(archive)) throw new ZipDamage('The file is one of several parts.', 'split');
  const { entries: whole, cut, isUncertain } = await salvageZip(archive);
  if (whole.length + cut.length === 0) throw new ZipDamage('The file is not a zip archive.', 'no-zip');
  return { entries: whole, cut: { names: cut, isUncertain } };
}

/**
 * The unpacked entry, its checksum compared.
 *
 * @throws ZipDamage
 */
export async function readZipEntry(archive: Blob, entry: ZipEntry, type: string): Promise<Blob> {
  if (entry.locked) throw new ZipDamage(`${entry.name} is protected by a password.`, 'locked');
  const header = new DataView(await archive.slice(entry.offset, entry.offset + LOCAL_BYTES).arrayBuffer());
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE) throw new ZipDamage(`${entry.name} is missing.`);
  const start = entry.offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = archive.slice(start, start + entry.packedBytes, type);
  const file = entry.method === STORED ? packed : await inflate(packed, entry, type);
  if (file.size !== entry.bytes) throw new ZipDamage(`${entry.name} is cut off.`);
  if ((await crc32Of(file)) !== entry.crc32) throw new ZipDamage(`${entry.name} is damaged.`);
  return file;
}

async function inflate(packed: Blob, { name, method, bytes, packedBytes }: ZipEntry, type: string): Promise<Blob> {
  if (method !== DEFLATED) throw new ZipDamage(`${name} is packed in a way (${method}) that is not known here.`, 'unknown');
  if (bytes > RATIO_JUDGED_FROM_BYTES && bytes > packedBytes * MOST_RATIO) throw new ZipDamage(`${name} is larger than such a file can be.`);
  let unpacked = 0;
  // The size in the archive is untrusted.
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
