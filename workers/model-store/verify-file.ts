import { Failure } from '../../contract/errors/failure.js';
import { sha256Hex, toHex } from '../lib/sha256-hex.js';

export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Address that `file` is relative to, where it does not lie with the others of its pack. */
  readonly base?: string | undefined;
}

/** @throws Failure `pack-file-short`, `pack-file-long` or `pack-hash-mismatch` when the bytes are not those that the manifest promises */
export async function verifyFile(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length < entry.bytes) throw cutShort(entry, bytes.length);
  if (bytes.length > entry.bytes) throw tooLong(entry, bytes.length);
  const hash = await sha256Hex(bytes);
  if (hash !== entry.sha256) throw notTheFile(entry, hash);
}

/** Larger files are hashed piece by piece, which is slower, so that they are never in memory as a whole. */
const WHOLE_BYTES = 2 ** 26;

/** {@link verifyFile} of a file that need not fit in memory. */
export async function verifyBlob(entry: FileEntry, blob: Blob): Promise<void> {
  if (blob.size <= WHOLE_BYTES) return verifyFile(entry, new Uint8Array(await blob.arrayBuffer()));
  if (blob.size < entry.bytes) throw cutShort(entry, blob.size);
  if (blob.size > entry.bytes) throw tooLong(entry, blob.size);
  // Only a large file needs it, so it is no part of the first visit.
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) hash.update(part.value);
  const found = toHex(hash.digest());
  if (found !== entry.sha256) throw notTheFile(entry, found);
}

export function cutShort(entry: FileEntry, found: number): Failure {
  return Failure.because('pack-file-short', { file: entry.file, found, bytes: entry.bytes });
}

export function tooLong(entry: FileEntry, found: number): Failure {
  return Failure.because('pack-file-long', { file: entry.file, found, bytes: entry.bytes });
}

export function notTheFile(entry: FileEntry, hash: string): Failure {
  return Failure.because('pack-hash-mismatch', { file: entry.file, found: hash, expected: entry.sha256 });
}
