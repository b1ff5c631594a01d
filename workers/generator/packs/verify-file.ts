import { Failure } from '../pipeline/failure.js';

export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws Failure `bad-pack` when the bytes are not those that the manifest promises */
export async function verifyFile(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const remedy = 'Fetch the pack again; if that does not help, the pack was published wrong.';
  if (bytes.length < entry.bytes) {
    throw new Failure('bad-pack', `"${entry.file}" is cut short: ${bytes.length} of ${entry.bytes} bytes.`, remedy);
  }
  if (bytes.length > entry.bytes) {
    throw new Failure('bad-pack', `"${entry.file}" has ${bytes.length} bytes; the manifest says ${entry.bytes}.`, remedy);
  }
  const hash = toHex(await crypto.subtle.digest('SHA-256', bytes));
  if (hash !== entry.sha256) {
    throw new Failure(
      'bad-pack',
      `"${entry.file}" is not the file that the manifest means: its SHA-256 is ${hash.slice(0, 12)}..., not ${entry.sha256.slice(0, 12)}....`,
      remedy,
    );
  }
}

export function toHex(bytes: ArrayBuffer | Uint8Array): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
