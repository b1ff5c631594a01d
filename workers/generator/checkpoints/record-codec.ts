/**
 * Plain data with typed arrays in it, as bytes: a length, JSON in which each typed array is a reference, and the arrays.
 * What comes out equals what went in.
 */

const TYPES = { Float32Array, Int32Array, Uint8Array } as const;
type Numbers = InstanceType<(typeof TYPES)[keyof typeof TYPES]>;

/** Key that marks a reference; no record of ours has it. */
const MARK = '$numbers';
const ALIGNMENT = 8;

export function encodeRecord(record: unknown): Uint8Array<ArrayBuffer> {
  const arrays: Numbers[] = [];
  let offset = 0;
  const json = JSON.stringify(record, (_, value: unknown) => {
    const type = typeOf(value);
    if (type === null) return value;
    const numbers = value as Numbers;
    arrays.push(numbers);
    const reference = { [MARK]: type, offset, length: numbers.length };
    offset = aligned(offset + numbers.byteLength);
    return reference;
  });
  const text = new TextEncoder().encode(json);
  const start = aligned(4 + text.length);
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let position = start;
  for (const numbers of arrays) {
    // Only the window onto the buffer counts: the rest may be a whole batch.
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), position);
    position = aligned(position + numbers.byteLength);
  }
  return bytes;
}

export function decodeRecord(bytes: Uint8Array<ArrayBuffer>): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = aligned(4 + length);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)), (_, value: unknown) => {
    if (!isReference(value)) return value;
    const type = TYPES[value[MARK]];
    const from = start + value.offset;
    const copy = bytes.slice(from, from + value.length * type.BYTES_PER_ELEMENT);
    return new type(copy.buffer);
  });
}

interface Reference {
  readonly [MARK]: keyof typeof TYPES;
  readonly offset: number;
  readonly length: number;
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && MARK in value;
}

function typeOf(value: unknown): keyof typeof TYPES | null {
  if (!ArrayBuffer.isView(value)) return null;
  for (const [name, type] of Object.entries(TYPES)) if (value instanceof type) return name as keyof typeof TYPES;
  throw new Error('A record holds a typed array that cannot be written down.');
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
