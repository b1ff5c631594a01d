import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VideoCodecName } from '../../contract/names.js';
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
/** Codes of luma, blue and red difference by Rec. ITU-R BT.709 in limited range. */
const BARS = [
  { rgb: [255, 255, 255], codes: [235, 128, 128] },
  { rgb: [0, 0, 0], codes: [16, 128, 128] },
  { rgb: [255, 0, 0], codes: [63, 102, 240] },
  { rgb: [0, 255, 0], codes: [173, 42, 26] },
  { rgb: [0, 0, 255], codes: [32, 240, 118] },
  { rgb: [255, 255, 0], codes: [219, 16, 138] },
  { rgb: [128, 128, 128], codes: [126, 128, 128] },
] as const;
/** What encoding may cost in codes. The matrix of BT.601 is off by twenty, full range by as many. */
const MAX_CODE_SHIFT = 2;
/** Content of a box `colr`: "nclx", 1 for BT.709 (ISO/IEC 23091-2) in primaries, transfer and matrix, no full range. */
const BT709_LIMITED = [...Buffer.from('nclx'), 0, 1, 0, 1, 0, 1, 0];
/** Content of the box that describes the codec, from the place on where its profile and level are told. */
const DESCRIBED = {
  vp9: { box: 'vpcC', content: [1, 0, 0, 0, 0, 31, 0x80, 1, 1, 1, 0, 0] },
  av1: { box: 'av1C', content: [0x81, 5, 0x0c, 0] },
} as const;

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

  test.each(['h264', 'vp9', 'av1'] as const)('fault 2: %s is BT.709 of limited range: the codes, what the stream says, and what the file says', async (codec) => {
    const film = await harness.page.evaluate(([name, colours]) => window.harness.encodeBars(name, colours), [codec, BARS.map(({ rgb }) => rgb)] as const);
    if (codecs.includes(codec)) expect(film.codec).toBe(codec);
    expect(film.format).toBe('I420');
    expect(film.colorSpace).toEqual({ primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false });
    const shifts = film.codes.flatMap((codes, bar) => codes.map((code, plane) => Math.abs(code - BARS[bar]!.codes[plane]!)));
    expect(shifts).toHaveLength(BARS.length * 3);
    expect(Math.max(...shifts), JSON.stringify(film.codes)).toBeLessThanOrEqual(MAX_CODE_SHIFT);
    expect(film.boxes.colr).toEqual(BT709_LIMITED);
    expect(film.boxes).not.toHaveProperty('edts');
    expect(film.boxes).not.toHaveProperty('ctts');
    if (film.codec === 'h264') expect(Object.keys(film.boxes)).toEqual(['avc1', 'avcC', 'colr']);
    else expect(film.boxes[DESCRIBED[film.codec].box]).toEqual(DESCRIBED[film.codec].content);
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
