/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** As EXIF counts: 1 is upright, even ones are mirrored, 5 and up lie on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a picture says of itself before it is decoded. */
export interface PictureHeader extends PixelSize {
  readonly orientation: Orientation;
  /** Where the EXIF data is announced in the file; empty where this reader finds none. */
  readonly exifAt: readonly number[];
}

/** Enough for the header of any format, and for a JPEG's size behind its embedded thumbnail. */
const HEADER_BYTES = 512 * 1024;

/**
 * The header of a PNG, GIF, BMP, WebP, AVIF or JPEG, so that a picture of a billion pixels is refused before it is decoded.
 * The size is that of the stored pixels, not turned. Null when the format is another one or the header is not there.
 */
export async function readPictureHeader(picture: Blob): Promise<PictureHeader | null> {
  const buffer = await picture.slice(0, HEADER_BYTES).arrayBuffer();
  const view = new DataView(buffer);
  try {
    const size = readPng(view) ?? readGif(view) ?? readBmp(view) ?? readAvif(view);
    if (size) return { ...size, orientation: 1, exifAt: [] };
    return readJpeg(view) ?? (await readWebp(view, picture));
  } catch (error) {
    // A DataView throws RangeError past its end: the header is cut short.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const PNG_SIGNATURE = 0x89504e47;

function readPng(view: DataView): PixelSize | null {
  if (view.getUint32(0) !== PNG_SIGNATURE) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function readGif(view: DataView): PixelSize | null {
  if (asciiAt(view, 0, 4) !== 'GIF8') return null;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function readBmp(view: DataView): PixelSize | null {
  if (asciiAt(view, 0, 2) !== 'BM') return null;
  // The header of OS/2 has 16-bit sizes; rows from the top down make the height negative.
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** The largest of the items: tiles of a grid and auxiliary pictures are smaller than the whole. */
function readAvif(view: DataView): PixelSize | null {
  if (asciiAt(view, 4, 4) !== 'ftyp') return null;
  let largest: PixelSize | null = null;
  // `ispe` boxes are 20 bytes long and lie in the `meta` box near the beginning.
  for (let at = 8; at + 16 <= Math.min(view.byteLength, 64 * 1024); at++) {
    if (view.getUint32(at) !== ISPE || view.getUint32(at - 4) !== 20) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

const ISPE = 0x69737065;

async function readWebp(view: DataView, picture: Blob): Promise<PictureHeader | null> {
  if (asciiAt(view, 0, 4) !== 'RIFF' || asciiAt(view, 8, 4) !== 'WEBP') return null;
  const size = readWebpSize(view);
  if (size === null || asciiAt(view, 12, 4) !== 'VP8X') return size && { ...size, orientation: 1, exifAt: [] };
  // EXIF data stands behind the pixels, so the chunks are walked in the file.
  for (let at = 12; at + 8 <= picture.size; ) {
    const chunk = new DataView(await picture.slice(at, at + 8).arrayBuffer());
    const length = chunk.getUint32(4, true);
    if (asciiAt(chunk, 0, 4) === 'EXIF') {
      const exif = new DataView(await picture.slice(at + 8, at + 8 + Math.min(length, HEADER_BYTES)).arrayBuffer());
      // Some writers put the prefix of a JPEG's EXIF segment in front.
      const prefix = exif.byteLength > 6 && asciiAt(exif, 0, 4) === 'Exif' ? 6 : 0;
      return { ...size, orientation: readOrientation(exif, prefix), exifAt: [at] };
    }
    at += 8 + length + (length % 2);
  }
  return { ...size, orientation: 1, exifAt: [] };
}

function readWebpSize(view: DataView): PixelSize | null {
  const uint24 = (offset: number): number => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
  switch (asciiAt(view, 12, 4)) {
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

function readJpeg(view: DataView): PictureHeader | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let orientation: Orientation | null = null;
  const exifAt: number[] = [];
  for (let offset = 2; ; ) {
    const marker = view.getUint16(offset);
    // A marker may be filled up with any number of FF bytes.
    if (marker === 0xffff) {
      offset++;
      continue;
    }
    // Start-of-frame markers are FFC0 to FFCF without the tables DHT (C4), JPG (C8) and DAC (CC).
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) {
      return { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5), orientation: orientation ?? 1, exifAt };
    }
    if (marker >>> 8 !== 0xff) return null;
    if (marker === 0xffe1 && asciiAt(view, offset + 4, 4) === 'Exif') {
      orientation ??= readOrientation(view, offset + 10);
      exifAt.push(offset + 4);
    }
    offset += 2 + view.getUint16(offset + 2);
  }
}

const ORIENTATION_TAG = 0x0112;
const TAGS_MOST = 512;

/** @param start of the TIFF structure that EXIF data is */
function readOrientation(view: DataView, start: number): Orientation {
  try {
    const order = asciiAt(view, start, 2);
    if (order !== 'II' && order !== 'MM') return 1;
    const little = order === 'II';
    const tags = start + view.getUint32(start + 4, little);
    const count = Math.min(view.getUint16(tags, little), TAGS_MOST);
    for (let i = 0; i < count; i++) {
      const tag = tags + 2 + i * 12;
      if (view.getUint16(tag, little) !== ORIENTATION_TAG) continue;
      const value = view.getUint16(tag + 8, little);
      return value >= 1 && value <= 8 ? (value as Orientation) : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

function asciiAt(view: DataView, offset: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(offset + i)));
}
