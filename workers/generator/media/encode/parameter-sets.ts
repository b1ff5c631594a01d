import { joinBytes } from '../../../lib/join-bytes.js';

/** ISO/IEC 14496-15, 5.3.3.1: version, profile, compatibility, level, and three whose unused bits are 1. */
const HEAD_BYTES = 6;
const LENGTH_SIZE_4 = 0xff;
const COUNT_BITS = 0x1f;
const UNUSED_COUNT_BITS = 0xe0;

/** ISO/IEC 14496-10, table 7-1. */
const UNIT_TYPE_BITS = 0x1f;
const SEQUENCE_SET = 7;
const PICTURE_SET = 8;

/** Profiles whose record ends with the format of the colours: High and those above it. */
const HIGH_PROFILES = [100, 110, 122, 144];
/** 4:2:0, 8 bits of luma, 8 of chroma, no further parameter sets; unused bits are 1. */
const HIGH_TAIL = [0xfd, 0xf8, 0xf8, 0x00];

/**
 * The content of an `avcC` box as it should be. Firefox writes the first byte of each parameter set twice and leaves the
 * unused bits 0 (https://bugzilla.mozilla.org/2031056), which decoders other than its own refuse. It shows where
 * profile, compatibility and level of the record stand one byte too late in the set. Anything else comes back as it is.
 */
export function repairedAvcC(record: Uint8Array): Uint8Array {
  const read = readRecord(record);
  if (!read || !read.sequence.every((set) => isDoubled(set, record))) return record;
  const sets = ({ sequence, picture }: ParameterSets): Uint8Array[] => [
    Uint8Array.of(UNUSED_COUNT_BITS | sequence.length),
    ...sequence.flatMap(withLength),
    Uint8Array.of(picture.length),
    ...picture.flatMap(withLength),
  ];
  const repaired = {
    sequence: read.sequence.map((set) => set.subarray(1)),
    picture: read.picture.map((set) => (set[0] === set[1] ? set.subarray(1) : set)),
  };
  const tail = read.tail.length > 0 ? read.tail : Uint8Array.from(HIGH_PROFILES.includes(record[1] ?? 0) ? HIGH_TAIL : []);
  return joinBytes([record.subarray(0, 4), Uint8Array.of(LENGTH_SIZE_4), ...sets(repaired), tail]);
}

/**
 * A frame of H.264 without those parameter sets that `record` holds: with the sample entry `avc1` they stand there and
 * nowhere else. Units have lengths of four bytes.
 */
export function withoutParameterSets(frame: Uint8Array<ArrayBuffer>, record: Uint8Array): Uint8Array<ArrayBuffer> {
  const read = readRecord(record);
  if (!read) return frame;
  const known = [...read.sequence, ...read.picture];
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const kept: Uint8Array[] = [];
  let dropped = false;
  for (let at = 0; at < frame.length; ) {
    const end = at + 4 + (at + 4 <= frame.length ? view.getUint32(at) : 0);
    if (end <= at + 4 || end > frame.length) return frame;
    const unit = frame.subarray(at + 4, end);
    const type = (unit[0] ?? 0) & UNIT_TYPE_BITS;
    if ((type === SEQUENCE_SET || type === PICTURE_SET) && known.some((set) => isEqual(set, unit))) dropped = true;
    else kept.push(frame.subarray(at, end));
    at = end;
  }
  return dropped ? joinBytes(kept) : frame;
}

interface ParameterSets {
  readonly sequence: readonly Uint8Array[];
  readonly picture: readonly Uint8Array[];
}

/** The parameter sets of a record, and what follows them; null where it is none. */
function readRecord(record: Uint8Array): (ParameterSets & { readonly tail: Uint8Array }) | null {
  let at = HEAD_BYTES;
  const readSets = (count: number): Uint8Array[] =>
    Array.from({ length: count }, () => {
      const length = ((record[at] ?? 0) << 8) | (record[at + 1] ?? 0);
      const set = record.subarray(at + 2, at + 2 + length);
      at += 2 + length;
      return set;
    });
  if (record.length <= HEAD_BYTES || record[0] !== 1) return null;
  const sequence = readSets((record[5] ?? 0) & COUNT_BITS);
  const picture = readSets(record[at++] ?? 0);
  return at > record.length || sequence.length === 0 ? null : { sequence, picture, tail: record.subarray(at) };
}

function isDoubled(set: Uint8Array, record: Uint8Array): boolean {
  const facts = record.subarray(1, 4);
  return set[0] === set[1] && isEqual(set.subarray(2, 5), facts) && !isEqual(set.subarray(1, 4), facts);
}

function withLength(set: Uint8Array): readonly Uint8Array[] {
  return [Uint8Array.of(set.length >> 8, set.length & 0xff), set];
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
