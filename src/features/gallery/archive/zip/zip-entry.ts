/** An entry of a zip archive, and the names that programs of all ages give to entries. */
export interface ZipEntry {
  /** With "/" between folders, in NFC. */
  readonly name: string;
  /** Of the unpacked entry. */
  readonly bytes: number;
  readonly crc32: number;
  readonly method: number;
  readonly packedBytes: number;
  /** Where the entry's local header begins. */
  readonly offset: number;
  /** Whether a password is needed. */
  readonly locked: boolean;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const LOCAL_BYTES = 30;
/** Method of packing: none. */
export const STORED = 0;
/** What a 32-bit field says when the 64-bit one of the extra field counts. */
const IN_ZIP64 = 0xffffffff;

const LOCKED_FLAG = 1;
export const DESCRIPTOR_FLAG = 1 << 3;
const UTF8_FLAG = 1 << 11;
const ZIP64_FIELD = 0x0001;
/** Info-ZIP's "Unicode Path". */
const UNICODE_NAME_FIELD = 0x7075;

/** The upper half of IBM code page 437, which the format names for names that are not UTF-8. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The fields that a local header and an entry of the directory share; `at` is where the flags stand. */
export interface ZipHeader {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly nameBytes: number;
  readonly extraBytes: number;
}

export function readHeader(view: DataView, at: number): ZipHeader {
  return {
    flags: view.getUint16(at, true),
    method: view.getUint16(at + 2, true),
    crc32: view.getUint32(at + 8, true),
    packedBytes: view.getUint32(at + 12, true),
    bytes: view.getUint32(at + 16, true),
    nameBytes: view.getUint16(at + 20, true),
    extraBytes: view.getUint16(at + 22, true),
  };
}

/** The entry of a header whose name begins at `nameAt`, its extra field right behind. */
export function entryOf(header: ZipHeader, view: DataView<ArrayBuffer>, nameAt: number, offset: number): ZipEntry {
  const { flags, method, crc32, nameBytes, extraBytes } = header;
  const name = new Uint8Array(view.buffer, view.byteOffset + nameAt, nameBytes);
  const extra = new DataView(view.buffer, view.byteOffset + nameAt + nameBytes, extraBytes);
  // Those of the 32-bit fields that overflow stand in the extra field, in this order.
  const zip64 = fieldOf(extra, ZIP64_FIELD);
  let next = 0;
  const whole = (value: number): number => {
    if (value !== IN_ZIP64 || zip64 === null || next + 8 > zip64.byteLength) return value;
    next += 8;
    return Number(zip64.getBigUint64(next - 8, true));
  };
  const [bytes, packedBytes, start] = [whole(header.bytes), whole(header.packedBytes), whole(offset)];
  return { name: cleanName(decodeName(name, flags, extra)), bytes, packedBytes, offset: start, crc32, method, locked: (flags & LOCKED_FLAG) !== 0 };
}

function fieldOf(extra: DataView<ArrayBuffer>, id: number): DataView<ArrayBuffer> | null {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const size = extra.getUint16(at + 2, true);
    if (at + 4 + size > extra.byteLength) return null;
    if (extra.getUint16(at, true) === id) return new DataView(extra.buffer, extra.byteOffset + at + 4, size);
    at += 4 + size;
  }
  return null;
}

function decodeName(name: Uint8Array<ArrayBuffer>, flags: number, extra: DataView<ArrayBuffer>): string {
  const unicode = fieldOf(extra, UNICODE_NAME_FIELD);
  // Its version and the checksum of the other name come first.
  if (unicode !== null && unicode.byteLength > 5) return new TextDecoder().decode(new Uint8Array(unicode.buffer, unicode.byteOffset + 5, unicode.byteLength - 5));
  if ((flags & UTF8_FLAG) !== 0) return new TextDecoder().decode(name);
  try {
    // macOS writes UTF-8 without saying so; by chance, other code pages hardly ever read as it.
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return Array.from(name, (byte) => (byte < 128 ? String.fromCharCode(byte) : (CODE_PAGE_437[byte - 128] ?? ''))).join('');
  }
}

/** Windows programs write "\" between folders, and macOS takes letters apart. */
const cleanName = (name: string): string => name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '').normalize('NFC');
