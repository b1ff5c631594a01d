export interface GifFacts {
  readonly width: number;
  readonly height: number;
  /** Of each frame, in hundredths of a second. */
  readonly delays: readonly number[];
  /** Whether it plays for ever. */
  readonly loops: boolean;
}

/** Walks through the blocks of a GIF by its specification, without decoding pictures. */
export function readGif(bytes: Uint8Array): GifFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signature = String.fromCharCode(...bytes.subarray(0, 6));
  if (signature !== 'GIF89a') throw new Error(`The signature is ${signature}.`);
  const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(view.getUint8(10));
  const skipBlocks = (): void => {
    while (view.getUint8(at) !== 0) at += view.getUint8(at) + 1;
    at++;
  };
  const delays: number[] = [];
  let [pending, frames, loops] = [0, 0, false];
  for (;;) {
    const kind = view.getUint8(at++);
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = view.getUint8(at++);
      if (label === 0xf9) pending = view.getUint16(at + 2, true);
      if (label === 0xff && String.fromCharCode(...bytes.subarray(at + 1, at + 12)) === 'NETSCAPE2.0') loops = view.getUint16(at + 14, true) === 0;
      skipBlocks();
    } else if (kind === 0x2c) {
      at += 9 + tableBytes(view.getUint8(at + 8)) + 1;
      skipBlocks();
      delays.push(pending);
      frames++;
    } else {
      throw new Error(`Unknown block ${kind} at ${at - 1}, after ${frames} frames.`);
    }
  }
  if (at !== bytes.length) throw new Error('Something follows the end.');
  return { width: view.getUint16(6, true), height: view.getUint16(8, true), delays, loops };
}
