import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHarness, type OpenHarness } from './harness/open-harness.js';
import { pngBytes } from './png-bytes.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const FRAME = { width: 64, height: 64 };
const prepare = (bytes: Uint8Array) =>
  harness.page.evaluate(([data, frame]) => window.harness.preparePicture(data, frame), [[...bytes], FRAME] as const);

type Pixel = readonly [number, number, number, number];
const RED: Pixel = [255, 0, 0, 255];
const BLUE: Pixel = [0, 0, 255, 255];
const WHITE: Pixel = [255, 255, 255, 255];
const CLEAR: Pixel = [0, 0, 0, 0];

describe('a picture as a first frame', () => {
  test('is cut to its middle', async () => {
    // Twice as wide as high: red outside, blue in the middle half.
    const wide = pngBytes(128, 64, (x) => (x < 32 || x >= 96 ? RED : BLUE));
    const { left, middle } = (await prepare(wide)) as { left: number[]; middle: number[] };
    expect(middle).toEqual([0, 0, 1]);
    expect(left[2]).toBeGreaterThan(0.9);
  });

  test('fault 5: lies on the asked background where it is transparent', async () => {
    const disc = pngBytes(64, 64, (x, y) => (Math.hypot(x - 32, y - 32) < 16 ? WHITE : CLEAR));
    const on = (background?: string) =>
      harness.page.evaluate(([data, frame, asked]) => window.harness.preparePicture(data, frame, asked), [[...disc], FRAME, background] as const);
    expect(await on('#336699')).toEqual({ left: [0x33, 0x66, 0x99].map((value) => expect.closeTo(value / 255, 5) as number), middle: [1, 1, 1] });
    expect(await on('white')).toEqual({ left: [1, 1, 1], middle: [1, 1, 1] });
    // Unasked, it is to be seen.
    expect(await on()).toEqual({ left: [0, 0, 0], middle: [1, 1, 1] });
  });

  test('fault 5: shows its background through what is half transparent', async () => {
    const half = pngBytes(64, 64, () => [255, 0, 0, 128]);
    const blue = await harness.page.evaluate(([data, frame]) => window.harness.preparePicture(data, frame, '#0000ff'), [[...half], FRAME] as const);
    expect('middle' in blue && blue.middle).toEqual([expect.closeTo(0.5, 2), 0, expect.closeTo(0.5, 2)]);
  });

  test('fault 6: is taken when it is longer than any frame', async () => {
    expect(await prepare(pngBytes(12_000, 16, (x) => (x > 5900 && x < 6100 ? BLUE : RED)))).toMatchObject({ middle: [0, 0, 1] });
  });

  test.each([
    ['text', new TextEncoder().encode('this is no picture'), 'not-a-picture'],
    ['nothing', new Uint8Array(), 'input-empty'],
    ['a PNG that is cut short', pngBytes(64, 64, () => RED).subarray(0, 60), 'picture-damaged'],
    ['a picture of 1x1', pngBytes(1, 1, () => RED), 'input-too-small'],
    ['a picture that claims a billion pixels', pngHeaderOnly(30_000, 40_000), 'input-too-large'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await prepare(bytes)).toMatchObject({ code });
  });

  test('keeps its pixels in the film and makes another film than the prompt alone', async () => {
    const url = `data:image/png;base64,${Buffer.from(pngBytes(64, 64, (x) => (x < 32 ? RED : BLUE))).toString('base64')}`;
    const request = { prompt: 'a red apple bouncing', seconds: 1, seed: 7 };
    const make = (options: { picture?: string }) =>
      harness.page.evaluate(([wanted, more]) => window.harness.makeFilms(wanted, { backend: 'wasm', ...more }), [request, options] as const);
    const [[drawn], [given]] = [await make({}), await make({ picture: url })];
    if (drawn?.ok !== true || given?.ok !== true) throw new Error(JSON.stringify([drawn, given]));
    expect(given.metadata.frames).toBe(12);
    expect(given.metadata.framesSha256).not.toBe(drawn.metadata.framesSha256);
  });
});

/** A header that promises more than any decoder should try. */
function pngHeaderOnly(width: number, height: number): Uint8Array {
  const bytes = pngBytes(1, 1, () => RED).slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

