import { describe, expect, test } from 'vitest';
import { toI420 } from '../../../../../../workers/generator/media/encode/i420-frame.js';
import { repairedAvcC, withoutParameterSets } from '../../../../../../workers/generator/media/encode/parameter-sets.js';
import { labelVp9Colours } from '../../../../../../workers/generator/media/encode/vp9-colours.js';
import { SOUND_AVCC } from '../../../../../fixtures/worker/fake-video-encoder.js';

type Rgb = readonly [number, number, number];

/** Codes of luma, blue difference and red difference by the formulas of Rec. ITU-R BT.709, section 3, in 8 bits. */
function bt709([red, green, blue]: Rgb): Rgb {
  const luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return [219 * luma + 16, (224 * (blue / 255 - luma)) / 1.8556 + 128, (224 * (red / 255 - luma)) / 1.5748 + 128];
}

function picture(width: number, height: number, colourAt: (x: number, y: number) => Rgb): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : colourAt((i >> 2) % width, Math.floor((i >> 2) / width))[i % 4]!));
}

describe('frames for the encoder', () => {
  test.each<[string, Rgb, Rgb]>([
    ['white', [255, 255, 255], [235, 128, 128]],
    ['black', [0, 0, 0], [16, 128, 128]],
    ['grey', [128, 128, 128], [126, 128, 128]],
    ['red', [255, 0, 0], [63, 102, 240]],
    ['green', [0, 255, 0], [173, 42, 26]],
    ['blue', [0, 0, 255], [32, 240, 118]],
  ])('fault 2: %s is what BT.709 of limited range says', (_, colour, codes) => {
    const planes = toI420(picture(4, 2, () => colour), 4, 2);
    expect([...planes]).toEqual([...Array<number>(8).fill(codes[0]), codes[1], codes[1], codes[2], codes[2]]);
  });

  test('fault 2: no colour is further off than rounding', () => {
    for (let i = 0; i < 4096; i++) {
      const colour: Rgb = [(i & 15) * 17, ((i >> 4) & 15) * 17, (i >> 8) * 17];
      const planes = toI420(picture(2, 2, () => colour), 2, 2);
      bt709(colour).forEach((code, plane) => expect(Math.abs(planes[[0, 4, 5][plane]!]! - code)).toBeLessThan(0.51));
    }
  });

  test('fault B9: a green is that of BT.709, which is not that of BT.601', () => {
    const green: Rgb = [30, 160, 60];
    const planes = toI420(picture(2, 2, () => green), 2, 2);
    expect([planes[0], planes[4], planes[5]]).toEqual([123, 97, 75]);
    // By BT.601 the luma would be 16 + 219 * (0.299 * 30 + 0.587 * 160 + 0.114 * 60) / 255.
    expect(Math.round(16 + (219 * (0.299 * 30 + 0.587 * 160 + 0.114 * 60)) / 255)).toBe(110);
  });

  test('colours are the mean of four pixels', () => {
    const [red, blue]: [Rgb, Rgb] = [[255, 0, 0], [0, 0, 255]];
    const planes = toI420(picture(6, 2, (x, y) => (x === 2 && y === 0 ? red : blue)), 6, 2);
    const mix = (share: number): number => Math.round(bt709(red)[2] * share + bt709(blue)[2] * (1 - share));
    expect([...planes.subarray(15)]).toEqual([mix(0), mix(0.25), mix(0)]);
  });

  test('sizes may be odd', () => {
    const planes = toI420(picture(3, 3, (x, y) => (x === 2 || y === 2 ? [255, 255, 255] : [0, 0, 0])), 3, 3);
    expect([...planes.subarray(0, 9)]).toEqual([16, 16, 235, 16, 16, 235, 235, 235, 235]);
    expect([...planes.subarray(9)]).toEqual(Array<number>(8).fill(128));
  });
});

describe("the parameter sets of Firefox's H.264", () => {
  const hex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
  /** What Firefox 153 gives for High and for Constrained Baseline, and what it should be. */
  const HIGH = hex('01 64 00 1f 03 01 00 18 67 67 64 00 1f ac d9 41 00 86 84 00 00 03 00 04 00 7a 12 00 3c 60 c6 58 01 00 06 68 68 eb ec b2 2c');
  const HIGH_MENDED = hex('01 64 00 1f ff e1 00 17 67 64 00 1f ac d9 41 00 86 84 00 00 03 00 04 00 7a 12 00 3c 60 c6 58 01 00 05 68 eb ec b2 2c fd f8 f8 00');
  const BASELINE = hex('01 42 c0 1f 03 01 00 17 67 67 42 c0 1f d9 01 00 86 84 00 00 03 00 04 00 7a 12 00 3c 60 c9 20 01 00 05 68 68 cb 8c b2');
  const BASELINE_MENDED = hex('01 42 c0 1f ff e1 00 16 67 42 c0 1f d9 01 00 86 84 00 00 03 00 04 00 7a 12 00 3c 60 c9 20 01 00 04 68 cb 8c b2');

  test('fault B5: lose the first byte that they have twice', () => {
    expect([...repairedAvcC(HIGH)]).toEqual([...HIGH_MENDED]);
    expect([...repairedAvcC(BASELINE)]).toEqual([...BASELINE_MENDED]);
  });

  test.each([
    ['a sound record', SOUND_AVCC],
    ['a mended one', HIGH_MENDED],
    ['one of Chromium', hex('01 64 0c 0d ff e1 00 13 67 64 0c 0d ac 19 1a 81 00 84 9a 80 80 80 83 c2 21 1a 80 01 00 04 68 ce 3c 80 fd f8 f8 00')],
    ['one whose profile has the number of a header', hex('01 67 67 1f ff e1 00 05 67 67 67 1f d9 01 00 02 68 cb')],
    ['one that is cut short', HIGH.subarray(0, 20)],
    ['nothing', new Uint8Array(0)],
  ])('fault B5: %s stays as it is', (_, record) => {
    expect([...repairedAvcC(record)]).toEqual([...record]);
  });

  test('stand in the record and not in the frames', () => {
    const slice = hex('00 00 00 02 65 88');
    const sets = hex('00 00 00 16 67 42 c0 1f d9 01 00 86 84 00 00 03 00 04 00 7a 12 00 3c 60 c9 20 00 00 00 04 68 cb 8c b2');
    const other = hex('00 00 00 02 68 ff');
    expect([...withoutParameterSets(Uint8Array.of(...sets, ...slice), BASELINE_MENDED)]).toEqual([...slice]);
    expect([...withoutParameterSets(Uint8Array.of(...other, ...slice), BASELINE_MENDED)]).toEqual([...other, ...slice]);
    const broken = Uint8Array.of(...sets, 0, 0, 0, 9, 1);
    expect([...withoutParameterSets(broken, BASELINE_MENDED)]).toEqual([...broken]);
  });
});

test('fault 2: key frames of VP9 say BT.709 of limited range, and all others stay as they are', () => {
  const labelled = (...bytes: readonly number[]): number[] => {
    const frame = Uint8Array.from(bytes);
    labelVp9Colours(frame);
    return [...frame];
  };
  // A colour space of 0 is unknown; the bits behind it belong to the width.
  expect(labelled(0x82, 0x49, 0x83, 0x42, 0x0f, 0xf0)).toEqual([0x82, 0x49, 0x83, 0x42, 0x4f, 0xf0]);
  expect(labelled(0x82, 0x49, 0x83, 0x42, 0x50, 0xf0)).toEqual([0x82, 0x49, 0x83, 0x42, 0x40, 0xf0]);
  // Another frame, another profile, and no sync code.
  for (const others of [[0x86, 0, 0x40, 0x92, 0x9c], [0xa2, 0x49, 0x83, 0x42, 0x0f], [0x82, 0x49, 0x83, 0x43, 0x0f], [0x82]]) expect(labelled(...others)).toEqual(others);
});
