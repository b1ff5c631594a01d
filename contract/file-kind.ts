/**
 * What a file is, told by its first bytes: neither a name nor the type that the system reports can be relied on.
 * A browser reports no type at all for many videos.
 */

/** Enough for a long comment in front of an SVG's root element. */
export const FILE_HEAD_BYTES = 64 * 1024;

export type FileFormat =
  | 'svg' | 'avif' | 'heic' | 'mp4' | 'quicktime' | 'webm' | 'matroska' | 'png' | 'jpeg' | 'gif' | 'webp' | 'avi' | 'wav'
  | 'tiff' | 'ico' | 'cur' | 'jpeg-xl' | 'jpeg-2000' | 'photoshop' | 'gimp' | 'pdf' | 'postscript' | 'flash'
  | 'windows-media' | 'mpeg' | 'mp3' | 'flac' | 'zip' | 'gzip' | 'rar' | '7-zip' | 'mp4-segment' | 'camera-raw' | 'm4a'
  | 'bmp' | 'ogg-video' | 'ogg-recording' | 'mpeg-transport' | 'web-page' | 'text';

export interface FileKind {
  readonly family: 'picture' | 'video' | 'archive' | 'other';
  readonly format: FileFormat;
  /** Media type to hand to a decoder; empty where none takes it. */
  readonly type: string;
  /** Every browser reads this picture format, or Kinora this container: a file that cannot be read is damaged. */
  readonly common?: true;
}

const kind = (family: FileKind['family'], format: FileFormat, type = '', common = false): FileKind => ({
  family,
  format,
  type,
  ...(common ? { common: true as const } : {}),
});

const SVG = kind('picture', 'svg', 'image/svg+xml', true);
const AVIF = kind('picture', 'avif', 'image/avif');
const HEIC = kind('picture', 'heic', 'image/heic');
const MP4 = kind('video', 'mp4', 'video/mp4', true);
const QUICKTIME = kind('video', 'quicktime', 'video/quicktime', true);
const WEBM = kind('video', 'webm', 'video/webm', true);
const MATROSKA = kind('video', 'matroska', 'video/x-matroska', true);

/** Formats with a fixed beginning; `at` is where it stands. A dot in `text` stands for any byte. */
const SIGNATURES: readonly { readonly text: string; readonly at?: number; readonly kind: FileKind }[] = [
  { text: '\x89PNG', kind: kind('picture', 'png', 'image/png', true) },
  { text: '\xff\xd8\xff', kind: kind('picture', 'jpeg', 'image/jpeg', true) },
  { text: 'GIF8', kind: kind('picture', 'gif', 'image/gif', true) },
  { text: 'RIFF....WEBP', kind: kind('picture', 'webp', 'image/webp', true) },
  { text: 'RIFF....AVI ', kind: kind('video', 'avi', 'video/x-msvideo') },
  { text: 'RIFF....WAVE', kind: kind('other', 'wav') },
  { text: 'II*\0', kind: kind('picture', 'tiff', 'image/tiff') },
  { text: 'MM\0*', kind: kind('picture', 'tiff', 'image/tiff') },
  { text: '\0\0\x01\0', kind: kind('picture', 'ico', 'image/x-icon', true) },
  { text: '\0\0\x02\0', kind: kind('picture', 'cur', 'image/x-icon', true) },
  { text: '\xff\x0a', kind: kind('picture', 'jpeg-xl', 'image/jxl') },
  { text: '\0\0\0\x0cJXL ', kind: kind('picture', 'jpeg-xl', 'image/jxl') },
  { text: '\0\0\0\x0cjP  ', kind: kind('picture', 'jpeg-2000', 'image/jp2') },
  { text: '8BPS', kind: kind('other', 'photoshop') },
  { text: 'gimp xcf', kind: kind('other', 'gimp') },
  { text: '%PDF', kind: kind('other', 'pdf') },
  { text: '%!PS', kind: kind('other', 'postscript') },
  { text: 'FLV\x01', kind: kind('video', 'flash', 'video/x-flv') },
  { text: '\x30\x26\xb2\x75\x8e\x66\xcf\x11', kind: kind('video', 'windows-media', 'video/x-ms-wmv') },
  { text: '\0\0\x01\xba', kind: kind('video', 'mpeg', 'video/mpeg') },
  { text: '\0\0\x01\xb3', kind: kind('video', 'mpeg', 'video/mpeg') },
  { text: 'ID3', kind: kind('other', 'mp3') },
  { text: '\xff\xfb', kind: kind('other', 'mp3') },
  { text: 'fLaC', kind: kind('other', 'flac') },
  { text: 'PK\x03\x04', kind: kind('archive', 'zip', 'application/zip') },
  { text: 'PK\x05\x06', kind: kind('archive', 'zip', 'application/zip') },
  { text: '\x1f\x8b', kind: kind('other', 'gzip') },
  { text: 'Rar!', kind: kind('other', 'rar') },
  { text: '7z\xbc\xaf\x27\x1c', kind: kind('other', '7-zip') },
  // QuickTime before `ftyp` was invented begins with any of its boxes.
  ...['moov', 'mdat', 'wide', 'skip', 'pnot'].map((text) => ({ text, at: 4, kind: QUICKTIME })),
  ...['moof', 'styp', 'sidx'].map((text) => ({ text, at: 4, kind: kind('video', 'mp4-segment') })),
];

/** Brands of an `ftyp` box that are no MP4 video. */
const BRANDS: readonly (readonly [brands: RegExp, kind: FileKind])[] = [
  [/avi[fs]/, AVIF],
  [/hei[cxms]|hev[cxms]|mif1|msf1/, HEIC],
  [/crx /, kind('picture', 'camera-raw')],
  [/M4[ABP] /, kind('other', 'm4a')],
];

/** Sizes of the header that follows the first 14 bytes of a BMP, which itself begins with two common letters. */
const BMP_HEADERS = new Set([12, 40, 52, 56, 64, 108, 124]);
const BMP = kind('picture', 'bmp', 'image/bmp', true);

/** @param head the first {@link FILE_HEAD_BYTES} of a file, or all of a shorter one; null when it is none of the known kinds */
export function fileKindOf(head: Uint8Array): FileKind | null {
  const start = ascii(head, 0, 64);
  if (start.slice(4, 8) === 'ftyp') return kindOfBrands(head, start);
  const known = SIGNATURES.find(({ text, at = 0 }) => Array.from(text).every((c, i) => c === '.' || start[at + i] === c));
  if (known) return known.kind;
  // EBML names its document type, a little behind its beginning.
  if (start.startsWith('\x1aE\xdf\xa3')) return start.includes('webm') ? WEBM : MATROSKA;
  if (start.startsWith('OggS')) return ascii(head, 0, 512).includes('theora') ? kind('video', 'ogg-video', 'video/ogg') : kind('other', 'ogg-recording');
  if (start.startsWith('BM') && BMP_HEADERS.has(head[14] ?? 0)) return BMP;
  // Packets of a transport stream are 188 bytes long.
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return kind('video', 'mpeg-transport', 'video/mp2t');
  return kindOfText(head);
}

function kindOfBrands(head: Uint8Array, start: string): FileKind {
  const major = start.slice(8, 12);
  if (major === 'qt  ') return QUICKTIME;
  const size = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  const compatible = ascii(head, 16, Math.min(size, 256));
  // `mif1` says only "picture"; which one stands among the compatible brands.
  const brands = /mif1|msf1/.test(major) ? `${compatible} ${major}` : major;
  return BRANDS.find(([pattern]) => pattern.test(brands))?.[1] ?? MP4;
}

function kindOfText(head: Uint8Array): FileKind | null {
  // UTF-16 is read as if it were ASCII: markup is.
  const bytes = head.some((byte) => byte === 0) && isUtf16(head) ? head.filter((byte) => byte !== 0) : head;
  const text = ascii(bytes, 0, bytes.length).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const root = text.replace(/^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!doctype svg[^>[]*(?:\[[^]*?\]\s*)?>)+/i, '');
  if (/^<(?:[\w-]+:)?svg[\s>/]/.test(root)) return SVG;
  if (/^<(?:!doctype html|html|head|body)/i.test(root)) return kind('other', 'web-page');
  // Control characters that no text holds.
  return text !== '' && !/[\x00-\x08\x0e-\x1a]/.test(text) && looksWritten(bytes) ? kind('other', 'text') : null;
}

const isUtf16 = (head: Uint8Array): boolean => (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/** Whether the bytes beyond ASCII are those of UTF-8, at a glance: most bytes of a text are ASCII, or come in runs. */
function looksWritten(bytes: Uint8Array): boolean {
  let alone = 0;
  for (let i = 0; i < bytes.length; i++) {
    const here = bytes[i] ?? 0;
    if (here >= 0x80 && (bytes[i - 1] ?? 0) < 0x80 && (bytes[i + 1] ?? 0) < 0x80) alone++;
  }
  return alone * 20 <= bytes.length;
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < Math.min(end, bytes.length); i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
