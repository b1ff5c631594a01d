import { bytesToHex } from '@noble/hashes/utils.js';
import { Failure } from '../../contract/errors/failure.js';

export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws Failure `pack-file-short`, `pack-file-long` or `pack-hash-mismatch` when the bytes are not those that the manifest promises */
export async function verifyFile(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length < entry.bytes) throw cutShort(entry, bytes.length);
  if (bytes.length > entry.bytes) throw tooLong(entry, bytes.length);
  const hash = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  if (hash !== entry.sha256) throw notTheFile(entry, hash);
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
