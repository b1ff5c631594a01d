import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VideoCodecName } from '../../contract/generator.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

let harness: OpenHarness;
let codecs: readonly VideoCodecName[];
beforeAll(async () => {
  harness = await openHarness();
  ({ codecs } = await harness.page.evaluate(() => window.harness.probe()));
});
afterAll(() => harness.close());

/** As the demuxer names them. */
const DEMUXED = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const;
/** What every frame keeps, in dB, to the last. Near 37 is the most that is possible: video halves the resolution of colour. */
const MIN_PSNR = { h264: 33, vp9: 33, av1: 28 };
/** A wrong colour matrix (BT.601 for BT.709) shifts these colours by ten and more. */
const MAX_COLOUR_SHIFT = 4;

describe('encoding, read back by another library', () => {
  test.each(['h264', 'vp9', 'av1'] as const)('%s', async (codec) => {
    const size = { width: 128, height: 96, fps: 12, frames: 30 };
    const film = await harness.page.evaluate(([name, wanted]) => window.harness.encodeAndReadBack(name, wanted), [codec, size] as const);
    if (!codecs.includes(codec)) {
      // Chromium builds without H.264 exist; what matters then is that another codec took over.
      console.warn(`This browser does not encode ${codec}; it gave ${film.codec} instead.`);
      expect(codecs).toContain(film.codec);
    } else {
      expect(film.codec).toBe(codec);
    }
    expect(film.type).toBe('video/mp4');
    expect(film.clip.codec).toBe(DEMUXED[film.codec]);
    expect(film.clip).toMatchObject({ width: size.width, height: size.height });
    expect(film.clip.timestamps).toHaveLength(size.frames);
    expect(film.clip.duration).toBeCloseTo(size.frames / size.fps, 3);
    film.clip.timestamps.forEach((time, i) => expect(time).toBeCloseTo(i / size.fps, 3));
    film.clip.durations.forEach((duration) => expect(duration).toBeCloseTo(1 / size.fps, 3));
    expect(film.clip.keyFrames.flatMap((key, i) => (key ? [i] : []))).toEqual(expect.arrayContaining([0, 24]));
    expect(film.psnr).toHaveLength(size.frames);
    expect(Math.min(...film.psnr)).toBeGreaterThan(MIN_PSNR[film.codec]);
    expect(film.colourShift).toBeLessThan(MAX_COLOUR_SHIFT);
    expect(film.live).toBe(0);
  });

  test('a frame rate that does not divide a second keeps to its grid', async () => {
    const size = { width: 64, height: 64, fps: 23.976, frames: 50 };
    const { clip } = await harness.page.evaluate((wanted) => window.harness.encodeAndReadBack('h264', wanted), size);
    clip.timestamps.forEach((time, i) => expect(Math.abs(time - i / size.fps)).toBeLessThan(0.001));
  });

  test('the hash of the frames is the same for the same frames, and depends on their order and number', async () => {
    const hash = async (frames: number) =>
      (await harness.page.evaluate((count) => window.harness.encodeAndReadBack('vp9', { width: 64, height: 64, fps: 12, frames: count }), frames)).framesSha256;
    const [first, again, longer] = [await hash(3), await hash(3), await hash(4)];
    expect(again).toBe(first);
    expect(longer).not.toBe(first);
  });
});
