import { Failure } from '../lib/failure.js';
import { sha256Hex } from '../lib/sha256-hex.js';

export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const REMEDY = 'Fetch the pack again; if that does not help, the pack was published wrong.';

/** @throws Failure `bad-pack` when the bytes are not those that the manifest promises */
export async function verifyFile(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length < entry.bytes) throw cutShort(entry, bytes.length);
  if (bytes.length > entry.bytes) throw tooLong(entry, bytes.length);
  const hash = await sha256Hex(bytes);
  if (hash !== entry.sha256) throw notTheFile(entry, hash);
}

export function cutShort(entry: FileEntry, found: number): Failure {
  return new Failure('bad-pack', `"${entry.file}" is cut short: ${found} of ${entry.bytes} bytes.`, REMEDY);
}

export function tooLong(entry: FileEntry, found: number): Failure {
  return new Failure('bad-pack', `"${entry.file}" has ${found} bytes or more; the manifest says ${entry.bytes}.`, REMEDY);
}

export function notTheFile(entry: FileEntry, hash: string): Failure {
  return new Failure(
    'bad-pack',
    `"${entry.file}" is not the file that the manifest means: its SHA-256 is ${hash.slice(0, 12)}..., not ${entry.sha256.slice(0, 12)}....`,
    REMEDY,
  );
}
