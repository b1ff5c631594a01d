import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Ditherer } from '../../../../workers/converter/formats/dither.js';
import { GIF_COLOURS, GifWriter } from '../../../../workers/converter/formats/gif.js';
import { ScenePalettes } from '../../../../workers/converter/formats/scene-palettes.js';
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

async function gifOf(frames: readonly Uint8ClampedArray[], width = WIDTH, height = HEIGHT): Promise<Uint8Array> {
  const palettes = new ScenePalettes(width * height, GIF_COLOURS);
  for (const each of frames) palettes.add(each);
  const writer = new GifWriter({ width, height }, palettes.palettes());
  for (const [index, each] of frames.entries()) writer.add(each, (index + 1) / FPS);
  const gif = writer.finish();
  expect(gif.type).toBe('image/gif');
  return new Uint8Array(await gif.arrayBuffer());
}

const makeGif = () => gifOf(Array.from({ length: FRAMES }, (_, index) => frame(index)));

/** RGBA of all frames, by the judgement of ffmpeg; null where it is not installed. */
function decode(gif: Uint8Array): Uint8Array | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinora-gif-'));
  try {
    writeFileSync(path.join(folder, 'a.gif'), gif);
    const { error, stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', path.join(folder, 'a.gif'), '-f', 'rawvideo', '-pix_fmt', 'rgba', '-fps_mode', 'passthrough', '-'], { maxBuffer: 1 << 26 });
    return error === undefined ? stdout : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SIDE = 128;

/** A sunset: violet above, orange in the middle, yellow below, with noise of `noise` levels as video has. */
function sunset(noise = 0): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const at = Math.floor(pixel / SIDE) / SIDE;
    const shake = noise === 0 ? 0 : Math.round(Math.random() * 2 * noise - noise);
    rgba.set([100 + 150 * at + shake, 70 + 130 * at ** 1.5 + shake, 140 - 20 * at + shake, 255], pixel * 4);
  }
  return rgba;
}

/** Mean of squares of the differences between blocks of four by four pixels, which is about what an eye tells apart. */
function blockError(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let block = 0; block < (SIDE / 4) ** 2; block++) {
    for (let channel = 0; channel < 3; channel++) {
      let difference = 0;
      for (let pixel = 0; pixel < 16; pixel++) {
        const [x, y] = [(block % (SIDE / 4)) * 4 + (pixel % 4), Math.floor(block / (SIDE / 4)) * 4 + Math.floor(pixel / 4)];
        difference += one[(y * SIDE + x) * 4 + channel]! - other[(y * SIDE + x) * 4 + channel]!;
      }
      sum += (difference / 16) ** 2;
    }
  }
  return sum / ((SIDE / 4) ** 2 * 3);
}

const decibels = (error: number): number => 10 * Math.log10(255 ** 2 / error);

describe('an animated GIF', () => {
  it('has every frame, its size, and the length of the film to a hundredth of a second', async () => {
    const { width, height, delays, loops } = readGif(await makeGif());
    expect({ width, height, frames: delays.length, loops }).toEqual({ width: WIDTH, height: HEIGHT, frames: FRAMES, loops: true });
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(Math.round((FRAMES / FPS) * 100));
    expect(new Set(delays)).toEqual(new Set([8, 9]));
  });

  it('shows the colours that went in, by the judgement of another decoder', async () => {
    const shown = decode(await makeGif());
    if (shown === null) return; // the other test has counted the frames
    expect(shown.length).toBe(FRAMES * WIDTH * HEIGHT * 4);
    for (const index of [0, 1, 15, FRAMES - 1]) {
      const decoded = shown.subarray(index * WIDTH * HEIGHT * 4, (index + 1) * WIDTH * HEIGHT * 4);
      const expected = frame(index);
      const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - decoded[at]!)), 0);
      expect(worst, `frame ${index}`).toBeLessThan(16);
    }
  });

  it('fault 12: shows a gradient without bands, and changes no pixel that stands still', () => {
    // Sixteen colours for 128 rows, as 255 are for the thousands of a film.
    const palettes = new ScenePalettes(SIDE * SIDE, 16);
    palettes.add(sunset());
    const { colours } = palettes.palettes()[0]!;
    const ditherer = new Ditherer(colours);
    const dithered = new Uint8ClampedArray(SIDE * SIDE * 4);
    const nearest = new Uint8ClampedArray(SIDE * SIDE * 4);
    const source = sunset();
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const [red, green, blue] = [source[pixel * 4]!, source[pixel * 4 + 1]!, source[pixel * 4 + 2]!];
      const entry = ditherer.entry(red, green, blue, pixel % SIDE, Math.floor(pixel / SIDE));
      dithered.set(colours[entry]!, pixel * 4);
      const distance = ([r, g, b]: number[]): number => (r! - red) ** 2 + (g! - green) ** 2 + (b! - blue) ** 2;
      nearest.set(colours.reduce((best, each) => (distance(each) < distance(best) ? each : best)), pixel * 4);
      expect(ditherer.entry(red, green, blue, (pixel % SIDE) + 2, Math.floor(pixel / SIDE) + 4), 'place and colour alone decide').toBe(entry);
    }
    expect(decibels(blockError(dithered, source))).toBeGreaterThan(decibels(blockError(nearest, source)) + 5);
  });

  it('fault 12: costs next to nothing where only the noise of the video changes', async () => {
    const one = await gifOf([sunset(1)], SIDE, SIDE);
    const ten = await gifOf(Array.from({ length: 10 }, () => sunset(1)), SIDE, SIDE);
    // A frame that changes nothing takes a few hundred bytes, one that changes everything thousands.
    expect(ten.length - one.length).toBeLessThan(9 * 400);
  });

  it('fault 12: gives each scene a palette of its own', async () => {
    const [warm, cold] = [sunset(), sunset().map((value, at) => (at % 4 === 3 ? 255 : 255 - value))];
    const palettes = new ScenePalettes(SIDE * SIDE, GIF_COLOURS);
    for (const each of [warm, warm, cold, cold, warm]) palettes.add(each);
    const scenes = palettes.palettes();
    expect(scenes.map(({ from }) => from)).toEqual([0, 2, 4]);
    for (const [scene, expected] of [[scenes[0]!, warm], [scenes[1]!, cold]] as const) {
      const ditherer = new Ditherer(scene.colours);
      const shown = new Uint8ClampedArray(expected.length);
      for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
        shown.set(scene.colours[ditherer.entry(expected[pixel * 4]!, expected[pixel * 4 + 1]!, expected[pixel * 4 + 2]!, pixel % SIDE, Math.floor(pixel / SIDE))]!, pixel * 4);
      }
      expect(decibels(blockError(shown, expected))).toBeGreaterThan(45);
    }
    const gif = await gifOf([warm, warm, cold, cold, warm], SIDE, SIDE);
    expect(readGif(gif)).toMatchObject({ width: SIDE, height: SIDE, delays: [8, 9, 8, 8, 9], loops: true });
    const shown = decode(gif);
    if (shown === null) return;
    const size = SIDE * SIDE * 4;
    for (const [index, expected] of [warm, warm, cold, cold, warm].entries()) {
      expect(decibels(blockError(shown.subarray(index * size, (index + 1) * size), expected)), `frame ${index}`).toBeGreaterThan(45);
    }
  });
});
