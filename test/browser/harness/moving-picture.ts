import type { RgbaFrame } from '../../../workers/lib/rgba-frame.js';

/** Frame `index` of a soft disc that moves over a gradient: what films of ours look like, more than noise does. */
export function paintFrame(index: number, width: number, height: number): RgbaFrame {
  const rgba = new Uint8ClampedArray(width * height * 4);
  const [centreX, centreY, radius] = [width * (0.25 + 0.02 * index), height / 2, Math.min(width, height) / 5];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cover = Math.min(1, Math.max(0, radius - Math.hypot(x - centreX, y - centreY)) / 3);
      const i = (y * width + x) * 4;
      rgba[i] = cover * 220 + (1 - cover) * 40;
      rgba[i + 1] = cover * 60 + (1 - cover) * (60 + (120 * y) / height);
      rgba[i + 2] = cover * 50 + (1 - cover) * (90 + (120 * x) / width);
      rgba[i + 3] = 255;
    }
  }
  return { index, width, height, rgba };
}

/** Upright bars of colours (red, green, blue), each 32 pixels wide. */
export function paintBars(index: number, colours: readonly (readonly number[])[]): RgbaFrame {
  const [width, height] = [colours.length * 32, 64];
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set([...(colours[(i % width) >> 5] ?? []), 255], i * 4);
  return { index, width, height, rgba };
}
