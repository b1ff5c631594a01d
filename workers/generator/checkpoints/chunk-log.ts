import type { RandomFile } from '../../lib/random-file.js';
import type { EncodedChunk } from '../media/encoded-chunk.js';

/** u32 bytes of data, u32 flags (1 = key), f64 timestamp, f64 duration */
const HEADER_BYTES = 24;
const KEY = 1;

/**
 * Writes `chunks` one after another from `position` on.
 * @returns where the next ones go
 * @throws Failure `disk-full`
 */
export function writeChunks(file: RandomFile, position: number, chunks: readonly EncodedChunk[]): number {
  const size = chunks.reduce((sum, { data }) => sum + HEADER_BYTES + data.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { key, timestamp, duration, data } of chunks) {
    view.setUint32(at, data.length, true);
    view.setUint32(at + 4, key ? KEY : 0, true);
    view.setFloat64(at + 8, timestamp, true);
    view.setFloat64(at + 16, duration, true);
    bytes.set(data, at + HEADER_BYTES);
    at += HEADER_BYTES + data.length;
  }
  file.write(position, bytes);
  file.flush();
  return position + size;
}

/** The chunks of the first `end` bytes, one at a time. */
export function* readChunks(file: RandomFile, end: number): Generator<EncodedChunk, void, undefined> {
  for (let at = 0; at < end; ) {
    const header = file.read(at, HEADER_BYTES);
    const view = new DataView(header.buffer);
    const length = view.getUint32(0, true);
    const data = file.read(at + HEADER_BYTES, length);
    if (data.length < length) throw new Error('The journal of the film ends in the middle of a frame.');
    yield { key: view.getUint32(4, true) === KEY, timestamp: view.getFloat64(8, true), duration: view.getFloat64(16, true), data };
    at += HEADER_BYTES + length;
  }
}
