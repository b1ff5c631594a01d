/** Weights of an ONNX file, taken out of it without reading them: the file is protobuf, and its messages are walked by their lengths. */

import { joinBytes } from '../../lib/join-bytes.js';

/** Smaller tensors stay in the file; ONNX Runtime wants the values of some to find out shapes. */
const SMALLEST_OUTSIDE = 1 << 16;
/** Smaller files are read whole. */
const SMALL_FILE = 1 << 26;
/** Read at once. */
const WINDOW_BYTES = 1 << 14;
/** A tag or a length takes so many bytes at most. */
const VARINT_BYTES = 10;

/** Fields of onnx.proto3, by their numbers. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_RAW_DATA = 9;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const EXTERNAL = 1;
const [ENTRY_KEY, ENTRY_VALUE] = [1, 2];

/** Kinds of content, from the tag of a field. */
const [VARINT, EIGHT_BYTES, LENGTH_DELIMITED, FOUR_BYTES] = [0, 1, 2, 5];

/** A field of a message: its tag begins at `start`, its content at `content`. Positions are of the file. */
interface Field {
  readonly number: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * An ONNX file that says of its large weights where in `model` they lie, as if `model` were a file of weights under `path`.
 * A small file, or one that cannot be read, is returned as it is.
 */
export async function withoutWeights(model: Blob, path: string, smallFile = SMALL_FILE): Promise<Blob> {
  if (model.size < smallFile) return model;
  try {
    const file = new ProtobufFile(model);
    for await (const field of file.fields(0, model.size)) {
      if (field.number !== MODEL_GRAPH) continue;
      const inside = await replacements(file, field, path);
      const shorter = inside.reduce((sum, { start, end, bytes }) => sum + end - start - bytes.length, 0);
      const header = { start: field.start, end: field.content, bytes: lengthDelimited(MODEL_GRAPH, field.end - field.content - shorter) };
      return replaced(model, [header, ...inside]);
    }
    return model;
  } catch (error) {
    // ONNX Runtime says what is wrong with it.
    if (error instanceof NotProtobuf) return model;
    throw error;
  }
}

async function replacements(file: ProtobufFile, graph: Field, path: string): Promise<readonly Replacement[]> {
  const found: Replacement[] = [];
  for await (const initializer of file.fields(graph.content, graph.end)) {
    if (initializer.number !== GRAPH_INITIALIZER || initializer.end - initializer.content < SMALLEST_OUTSIDE) continue;
    const fields: Field[] = [];
    for await (const field of file.fields(initializer.content, initializer.end)) fields.push(field);
    const [weights, ...more] = fields.filter(({ content, end }) => end - content >= SMALLEST_OUTSIDE);
    // Numbers that are not raw bytes stay where they are.
    if (weights?.number !== TENSOR_RAW_DATA || more.length > 0) continue;
    const kept: Uint8Array[] = [];
    for (const field of fields) if (field !== weights) kept.push(await file.bytes(field.start, field.end));
    const place = { location: path, offset: weights.content, length: weights.end - weights.content };
    const content = joinBytes([...kept, ...Object.entries(place).map(([key, value]) => externalData(key, String(value))), varintField(TENSOR_DATA_LOCATION, EXTERNAL)]);
    found.push({ start: initializer.start, end: initializer.end, bytes: joinBytes([lengthDelimited(GRAPH_INITIALIZER, content.length), content]) });
  }
  return found;
}

/** The parts of a Blob that stay are not read. */
function replaced(model: Blob, parts: readonly Replacement[]): Blob {
  let position = 0;
  const pieces = parts.flatMap(({ start, end, bytes }) => {
    const before = model.slice(position, start);
    position = end;
    return [before, bytes];
  });
  return new Blob([...pieces, model.slice(position)]);
}

class NotProtobuf extends Error {}

class ProtobufFile {
  readonly #blob: Blob;
  #window = new Uint8Array(0);
  #windowAt = 0;

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  /** The fields of a message that lies between two positions. */
  async *fields(from: number, to: number): AsyncGenerator<Field> {
    let position = from;
    const varint = async (): Promise<number> => {
      let value = 0;
      for (const [i, byte] of (await this.bytes(position, Math.min(position + VARINT_BYTES, to))).entries()) {
        value += (byte & 0x7f) * 2 ** (7 * i);
        if (byte >= 0x80) continue;
        position += i + 1;
        return value;
      }
      throw new NotProtobuf();
    };
    while (position < to) {
      const start = position;
      const tag = await varint();
      const [number, kind] = [Math.floor(tag / 8), tag % 8];
      let content = position;
      if (kind === LENGTH_DELIMITED) {
        const length = await varint();
        content = position;
        position += length;
      } else if (kind === VARINT) await varint();
      else if (kind === EIGHT_BYTES) position += 8;
      else if (kind === FOUR_BYTES) position += 4;
      else throw new NotProtobuf();
      if (position > to) throw new NotProtobuf();
      yield { number, start, content, end: position };
    }
  }

  /** Copied, of a window that is read at once. */
  async bytes(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    if (start < this.#windowAt || end > this.#windowAt + this.#window.length) {
      const until = Math.max(end, start + WINDOW_BYTES);
      this.#window = new Uint8Array(await this.#blob.slice(start, until).arrayBuffer());
      this.#windowAt = start;
    }
    return this.#window.slice(start - this.#windowAt, end - this.#windowAt);
  }
}

const externalData = (key: string, value: string): Uint8Array<ArrayBuffer> => {
  const entry = joinBytes([text(ENTRY_KEY, key), text(ENTRY_VALUE, value)]);
  return joinBytes([lengthDelimited(TENSOR_EXTERNAL_DATA, entry.length), entry]);
};

function text(field: number, value: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(value);
  return joinBytes([lengthDelimited(field, bytes.length), bytes]);
}

/** What stands before content of that length. */
const lengthDelimited = (field: number, length: number): Uint8Array<ArrayBuffer> => joinBytes([varint(field * 8 + LENGTH_DELIMITED), varint(length)]);

const varintField = (field: number, value: number): Uint8Array<ArrayBuffer> => joinBytes([varint(field * 8 + VARINT), varint(value)]);

function varint(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}
