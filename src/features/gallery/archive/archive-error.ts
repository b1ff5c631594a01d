import { kinoraError, type ErrorCode, type KinoraError } from '../../../../contract/errors.js';

export type ArchiveError = { readonly ok: false; readonly error: KinoraError };

/** Why a file gave no films. */
type ArchiveErrorCode = Exclude<Extract<ErrorCode, `archive-${string}`>, 'archive-format-unsupported'>;

export function archiveError(code: ArchiveErrorCode, cause?: unknown): ArchiveError {
  return { ok: false, error: kinoraError(code, {}, cause instanceof Error ? cause.message : undefined) };
}

/** Where each format's signature stands, and what it is. */
const FORMATS: readonly { readonly name: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { name: 'RAR', at: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { name: '7z', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'gzip', at: 0, bytes: [0x1f, 0x8b, 0x08] },
  { name: 'xz', at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { name: 'bzip2', at: 0, bytes: [0x42, 0x5a, 0x68] },
  { name: 'tar', at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
];
const SIGNATURES_END = 262;

/** The refusal of an archive of another format; null for what is none. */
export async function otherFormatError(file: Blob): Promise<ArchiveError | null> {
  const head = new Uint8Array(await file.slice(0, SIGNATURES_END).arrayBuffer());
  const format = FORMATS.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  return format === undefined ? null : { ok: false, error: kinoraError('archive-format-unsupported', { format: format.name }) };
}

/** Whether a file begins as MP4 files do. */
export async function isMp4(file: Blob): Promise<boolean> {
  return (await file.slice(4, 8).text()) === 'ftyp';
}
