import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { cutOut, type Layers } from '../../../../../../../workers/generator/pipelines/decoders/layers/cut-out.js';
import { mapsOfFrame } from '../../../../../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { paintFrame } from '../../../../../../../workers/generator/pipelines/decoders/layers/paint-frame.js';
import { readGolden, type GoldenTensor } from '../../../../../../browser/harness/goldens.js';

const FIXTURE = 'test/fixtures/layers-pack';
const FRAMES = 4;

interface Golden {
  readonly size: number;
  readonly read: (name: 'image' | 'alpha' | 'plate' | 'maps' | 'fields' | 'frames') => Float32Array;
}

let golden: Golden;
let layers: Layers;

beforeAll(async () => {
  const [text, blob] = await Promise.all([readFile(`${FIXTURE}/goldens.json`, 'utf8'), readFile(`${FIXTURE}/goldens.bin`)]);
  const { layers: tensors } = JSON.parse(text) as { layers: Record<string, GoldenTensor> };
  const blobs = new Map([['goldens.bin', new Uint8Array(blob).buffer]]);
  const tensor = (name: string): GoldenTensor => tensors[name] ?? expect.fail(`no ${name}`);
  golden = { size: tensor('image').shape.at(-1) ?? 0, read: (name) => readGolden(tensor(name), blobs).data as Float32Array };
  layers = cutOut({ image: golden.read('image'), alpha: golden.read('alpha'), plate: golden.read('plate') }, golden.size, golden.size);
});

const painted = (number: number, behind: 'background' | 'nothing' = 'background'): Uint8ClampedArray =>
  paintFrame(layers, mapsOfFrame(golden.read('maps'), golden.read('fields'), FRAMES, number, golden.size, golden.size), behind);

/** dB of bytes against the floats of [3, H, W] that `expected` has for each pixel. */
function psnr(rgba: Uint8ClampedArray, expected: (pixel: number, channel: number) => number): number {
  const pixels = rgba.length / 4;
  let squares = 0;
  for (let i = 0; i < pixels; i++) for (let channel = 0; channel < 3; channel++) squares += (rgba[i * 4 + channel]! - 255 * expected(i, channel)) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / (3 * pixels)));
}

describe('a frame of layers', () => {
  test.each([0, 1, 2, 3])('is what PyTorch paints: frame %i', (number) => {
    const area = golden.size ** 2;
    const frames = golden.read('frames');
    // Between the places where fields are looked up, small frames lose a little.
    expect(psnr(painted(number), (pixel, channel) => frames[(number * 3 + channel) * area + pixel] ?? 0)).toBeGreaterThan(46);
  });

  test('on nothing, put on the background, is the same as on the background', () => {
    for (let number = 0; number < FRAMES; number++) {
      const alone = painted(number, 'nothing');
      const together = painted(number);
      const { subject, ...rest } = layers;
      const bare = paintFrame({ ...rest, subject: new Uint8ClampedArray(subject.length), bounds: { left: 1, right: 0, top: 1, bottom: 0 } }, { ...mapsOfFrame(golden.read('maps'), null, FRAMES, number, golden.size, golden.size) }, 'background');
      const composed = (i: number, channel: number): number => {
        const share = alone[i * 4 + 3]! / 255;
        return (share * alone[i * 4 + channel]! + (1 - share) * bare[i * 4 + channel]!) / 255;
      };
      // Colours that fields bring beyond white or black are cut off one step earlier.
      expect(psnr(together, composed)).toBeGreaterThan(44);
      expect(together.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
  });

  test('on nothing has no colour of what was behind at its edge', () => {
    const red = new Float32Array(3 * 64 * 64);
    const alpha = new Float32Array(64 * 64);
    for (let i = 0; i < alpha.length; i++) {
      const far = Math.hypot((i % 64) - 31.5, Math.floor(i / 64) - 31.5);
      alpha[i] = Math.min(1, Math.max(0, (20 - far) / 3));
      red[i] = alpha[i]!;
      red[2 * alpha.length + i] = 1 - alpha[i]!;
    }
    const blue = new Float32Array(3 * 64 * 64).fill(0, 0, 2 * alpha.length).fill(1, 2 * alpha.length);
    const { subject } = cutOut({ image: red, alpha, plate: blue }, 64, 64);
    for (let i = 0; i < subject.length; i += 4) {
      expect(subject[i]).toBeGreaterThan(245);
      expect(subject[i + 2]).toBeLessThan(10);
    }
  });
});
