import type { KinoraError } from '../../../../contract/errors.js';
import { archiveTexts } from './archive-texts.js';
import { translate } from '../../../i18n/language.js';

export type ArchiveError = { readonly ok: false; readonly error: KinoraError };

/** Why a file gave no films. */
export type ArchiveErrorReason = 'not-zip' | 'no-films' | 'unreadable' | 'locked' | 'split' | 'cut' | 'foreign';

export function archiveError(reason: ArchiveErrorReason, cause?: unknown): ArchiveError {
  const words = translate(archiveTexts);
  const [message, remedy] = {
    'not-zip': [`${words.notArchive} ${words.notZip}`, words.choose],
    'no-films': [`${words.notArchive} ${words.noFilms}`, words.choose],
    unreadable: [`${words.notArchive} ${words.unreadable}`, words.choose],
    locked: [words.locked, words.unlock],
    split: [words.split, words.join],
    cut: [words.cut, words.copyAgain],
    foreign: [words.foreign, words.goOn],
  }[reason] as [string, string];
  return { ok: false, error: { code: 'bad-request', message, remedy, ...(cause instanceof Error ? { cause: cause.message } : {}) } };
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
  if (format === undefined) return null;
  const words = translate(archiveTexts);
  return { ok: false, error: { code: 'bad-request', message: words.otherFormat(format.name), remedy: words.repack } };
}

/** Whether a file begins as MP4 files do. */
export async function isMp4(file: Blob): Promise<boolean> {
  return (await file.slice(4, 8).text()) === 'ftyp';
}
