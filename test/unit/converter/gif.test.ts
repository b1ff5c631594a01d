import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GifWriter, PaletteSampler } from '../../../workers/converter/gif.js';
import { readGif } from './read-gif.js';

const [WIDTH, HEIGHT, FRAMES, FPS] = [48, 32, 30, 12];

/** A red square that wanders over a blue ground, which leaves most pixels as they were. */
function frame(index: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const inside = x >= index && x < index + 8 && y >= 8 && y < 16;
    rgba.set(inside ? [220, 40, 30, 255] : [20, 40, 120 + y, 255], pixel * 4);
  }
  return rgba;
}

async function makeGif(): Promise<Uint8Array> {
  const sampler = new PaletteSampler(WIDTH * HEIGHT * FRAMES);
  for (let index = 0; index < FRAMES; index++) sampler.add(frame(index));
  const writer = new GifWriter({ width: WIDTH, height: HEIGHT }, sampler.palette());
  for (let index = 0; index < FRAMES; index++) writer.add(frame(index), (index + 1) / FPS);
  const gif = writer.finish();
  expect(gif.type).toBe('image/gif');
  return new Uint8Array(await gif.arrayBuffer());
}

describe('an animated GIF', () => {
  it('has every frame, its size, and the length of the film to a hundredth of a second', async () => {
    const { width, height, delays, loops } = readGif(await makeGif());
    expect({ width, height, frames: delays.length, loops }).toEqual({ width: WIDTH, height: HEIGHT, frames: FRAMES, loops: true });
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(Math.round((FRAMES / FPS) * 100));
    expect(new Set(delays)).toEqual(new Set([8, 9]));
  });

  it('shows the colours that went in, by the judgement of another decoder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kinora-gif-'));
    try {
      writeFileSync(path.join(folder, 'a.gif'), await makeGif());
      const { error, stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', path.join(folder, 'a.gif'), '-f', 'rawvideo', '-pix_fmt', 'rgba', '-fps_mode', 'passthrough', '-'], { maxBuffer: 1 << 26 });
      if (error !== undefined) return; // ffmpeg is not installed; the other test has counted the frames
      expect(stdout.length).toBe(FRAMES * WIDTH * HEIGHT * 4);
      for (const index of [0, 1, 15, FRAMES - 1]) {
        const decoded = stdout.subarray(index * WIDTH * HEIGHT * 4, (index + 1) * WIDTH * HEIGHT * 4);
        const expected = frame(index);
        const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - decoded[at]!)), 0);
        expect(worst, `frame ${index}`).toBeLessThan(16);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
