import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AlphaPalette } from '../../../../workers/converter/formats/alpha-palette.js';
import { ApngWriter, type ApngOptions } from '../../../../workers/converter/formats/apng.js';

const SIZE = { width: 40, height: 24 };
type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** A soft disc that moves, on nothing. */
function disc(index: number): Pixels {
  const rgba = new Uint8ClampedArray(4 * SIZE.width * SIZE.height);
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
    const [x, y] = [pixel % SIZE.width, Math.floor(pixel / SIZE.width)];
    const inside = 8 - Math.hypot(x - 12 - 3 * index, y - 12);
    rgba.set([150 + ((x * 37 + y * 91) % 97), 10 * y, 5 * x, 255 * Math.min(1, Math.max(0, inside / 3))], 4 * pixel);
  }
  return rgba;
}

async function written(frames: readonly Pixels[], options?: ApngOptions): Promise<Uint8Array> {
  const writer = new ApngWriter(SIZE, options);
  for (const [i, frame] of frames.entries()) writer.add(frame, 80 + i);
  const file = writer.finish();
  expect(file.type).toBe('image/png');
  return new Uint8Array(await file.arrayBuffer());
}

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
}

/** Walks through the chunks by the specification, and checks each sum by Node's own. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
    chunks.push({ type: Buffer.from(bytes.subarray(at + 4, at + 8)).toString(), content: bytes.slice(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

const numbers = ({ content }: Chunk, count: number): number[] => Array.from({ length: count }, (_, i) => new DataView(content.buffer).getUint32(4 * i));

/** RGBA of all frames, by the judgement of FFmpeg; null where it is not installed. */
function decode(apng: Uint8Array): readonly Uint8Array[] | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinora-apng-'));
  try {
    writeFileSync(path.join(folder, 'a.apng'), apng);
    const { error, stdout, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-ignore_loop', '1', '-i', path.join(folder, 'a.apng'), '-f', 'rawvideo', '-pix_fmt', 'rgba', '-fps_mode', 'passthrough', '-'], { maxBuffer: 1 << 26 });
    if (error) return null;
    expect(stderr.toString()).toBe('');
    const bytes = 4 * SIZE.width * SIZE.height;
    return Array.from({ length: stdout.length / bytes }, (_, i) => Uint8Array.from(stdout.subarray(i * bytes, (i + 1) * bytes)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FRAMES = [0, 1, 2, 2, 3].map(disc);

describe('an animated PNG', () => {
  it('says its size, frames and plays, and numbers its frames in order', async () => {
    const chunks = chunksOf(await written(FRAMES, { plays: 2 }));
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', ...Array.from({ length: 4 }, () => ['fcTL', 'fdAT']).flat(), 'IEND']);
    expect(numbers(chunks[0]!, 2)).toEqual([SIZE.width, SIZE.height]);
    expect(numbers(chunks[1]!, 2)).toEqual([FRAMES.length, 2]);
    const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
    expect(numbered.map((chunk) => numbers(chunk, 1)[0])).toEqual(numbered.map((_, i) => i));
    const delays = chunks.filter(({ type }) => type === 'fcTL').map(({ content }) => [new DataView(content.buffer).getUint16(20), new DataView(content.buffer).getUint16(22)]);
    expect(delays).toEqual(FRAMES.map((_, i) => [80 + i, 1000]));
  });

  it('begins with the whole picture, and keeps of each frame what changed', async () => {
    const controls = chunksOf(await written(FRAMES)).filter(({ type }) => type === 'fcTL').map((chunk) => numbers(chunk, 5).slice(1));
    expect(controls[0]).toEqual([SIZE.width, SIZE.height, 0, 0]);
    const [width, height, x] = controls[1] as [number, number, number];
    expect([width < SIZE.width, height < SIZE.height, x]).toEqual([true, true, expect.closeTo(5, -1)]);
    expect(controls[3]).toEqual([1, 1, 0, 0]);
  });

  it('is what other programs show, to the last bit', async () => {
    const shown = decode(await written(FRAMES));
    if (shown === null) {
      console.warn('SKIPPED: the second opinion of FFmpeg, which is not installed.');
      return;
    }
    expect(shown).toHaveLength(FRAMES.length);
    for (const [i, frame] of shown.entries()) {
      const visible = Uint8Array.from(FRAMES[i]!, (value, at) => (FRAMES[i]![at | 3] === 0 ? 0 : value));
      expect(Buffer.compare(frame, visible)).toBe(0);
    }
  });

  it('of few colours is smaller, and nearly the same', async () => {
    const palette = AlphaPalette.of(FRAMES, 32);
    const few = await written(FRAMES, { palette });
    expect(few.length).toBeLessThan((await written(FRAMES)).length);
    const chunks = chunksOf(few);
    expect(chunks.find(({ type }) => type === 'PLTE')!.content.length).toBeLessThanOrEqual(32 * 3);
    const rows = inflateSync(chunks.find(({ type }) => type === 'IDAT')!.content);
    expect(rows.length).toBe((SIZE.width + 1) * SIZE.height);
    expect(new Set(rows).size).toBeGreaterThan(8);
    const shown = decode(few);
    if (shown === null) return;
    for (const [i, frame] of shown.entries()) {
      const alpha = frame.reduce((sum, value, at) => sum + (at % 4 === 3 ? Math.abs(value - FRAMES[i]![at]!) : 0), 0) / (frame.length / 4);
      expect(alpha).toBeLessThan(2);
    }
  });
});
