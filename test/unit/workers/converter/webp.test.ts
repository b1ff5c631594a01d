import { describe, expect, it } from 'vitest';
import { WebpWriter } from '../../../../workers/converter/formats/webp.js';

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
}

/** Walks through RIFF chunks by the container's specification. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    chunks.push({ type: String.fromCharCode(...bytes.subarray(at, at + 4)), content: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
    if (at > bytes.length) throw new Error('A chunk ends beyond the file.');
  }
  return chunks;
}

const chunk = (type: string, content: readonly number[]): number[] => [
  ...Buffer.from(type),
  ...new Uint8Array(Uint32Array.of(content.length).buffer),
  ...content,
  ...(content.length % 2 === 1 ? [0] : []),
];

/** As browsers write a still WebP with alpha. */
const still = (picture: readonly number[], alpha: readonly number[]): Uint8Array => {
  const body = [...Buffer.from('WEBP'), ...chunk('VP8X', Array(10).fill(0)), ...chunk('ALPH', alpha), ...chunk('VP8 ', picture), ...chunk('EXIF', [9])];
  return Uint8Array.from(chunk('RIFF', body));
};

const uint24 = (bytes: Uint8Array, at: number): number => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);

async function written(): Promise<readonly Chunk[]> {
  const writer = new WebpWriter({ width: 512, height: 300 }, 3);
  writer.add(still([1, 2, 3], [4]), 83);
  writer.add(still([5, 6], [7, 8, 9]), 70_000);
  const file = writer.finish();
  expect(file.type).toBe('image/webp');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [riff, ...rest] = chunksOf(bytes);
  expect(rest).toEqual([]);
  expect([riff!.type, Buffer.from(riff!.content.subarray(0, 4)).toString()]).toEqual(['RIFF', 'WEBP']);
  return chunksOf(riff!.content.subarray(4));
}

describe('an animated WebP', () => {
  it('says its size, that it moves and has alpha, and how often it is played', async () => {
    const [extended, animation] = await written();
    expect(extended).toMatchObject({ type: 'VP8X' });
    expect(extended!.content[0]).toBe(0x12);
    expect([uint24(extended!.content, 4) + 1, uint24(extended!.content, 7) + 1]).toEqual([512, 300]);
    expect(animation).toEqual({ type: 'ANIM', content: Uint8Array.of(0, 0, 0, 0, 3, 0) });
  });

  it('has whole frames that are not blended and leave nothing behind', async () => {
    const [, , ...frames] = await written();
    expect(frames.map(({ type }) => type)).toEqual(['ANMF', 'ANMF']);
    for (const { content } of frames) {
      expect([uint24(content, 0), uint24(content, 3), uint24(content, 6) + 1, uint24(content, 9) + 1]).toEqual([0, 0, 512, 300]);
      expect(content[15]).toBe(3);
    }
    expect(frames.map(({ content }) => uint24(content, 12))).toEqual([83, 70_000]);
  });

  it('keeps alpha and pixels of each still, and nothing else of it', async () => {
    const [, , first, second] = await written();
    expect(chunksOf(first!.content.subarray(16))).toEqual([
      { type: 'ALPH', content: Uint8Array.of(4) },
      { type: 'VP8 ', content: Uint8Array.of(1, 2, 3) },
    ]);
    expect(chunksOf(second!.content.subarray(16))).toEqual([
      { type: 'ALPH', content: Uint8Array.of(7, 8, 9) },
      { type: 'VP8 ', content: Uint8Array.of(5, 6) },
    ]);
  });

  it('refuses what holds no picture', () => {
    expect(() => new WebpWriter({ width: 1, height: 1 }).add(Uint8Array.from(chunk('RIFF', [...Buffer.from('WEBP')])), 1)).toThrow('without a picture');
  });
});
