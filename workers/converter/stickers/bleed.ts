import type { Rgba, Size } from '../film/picture.js';

/** Colours and how much there is of them, at a coarser and coarser size. */
interface Level extends Size {
  /** Red, green, blue, each times its weight, and the weight. */
  readonly sums: Float32Array;
}

/**
 * Gives what cannot be seen the colours of what is near it: video mixes the colours of neighbours, and those of an edge would
 * become dark, were there black beyond it. Alpha stays.
 */
export function bleed(rgba: Rgba, size: Size): Rgba {
  const levels = [weighted(rgba, size)];
  for (let level = levels[0]; level !== undefined && (level.width > 1 || level.height > 1); level = levels.at(-1)) levels.push(halved(level));
  const filled = new Uint8ClampedArray(rgba);
  for (let pixel = 0, at = 0; at < filled.length; pixel++, at += 4) {
    if (filled[at + 3] !== 0) continue;
    let [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    for (const { sums, width } of levels) {
      const found = 4 * (y * width + x);
      const weight = sums[found + 3] ?? 0;
      if (weight > 0) {
        for (let channel = 0; channel < 3; channel++) filled[at + channel] = (sums[found + channel] ?? 0) / weight;
        break;
      }
      [x, y] = [x >> 1, y >> 1];
    }
  }
  return filled;
}

function weighted(rgba: Rgba, { width, height }: Size): Level {
  const sums = new Float32Array(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const weight = rgba[at + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) sums[at + channel] = (rgba[at + channel] ?? 0) * weight;
    sums[at + 3] = weight;
  }
  return { width, height, sums };
}

function halved({ width, height, sums }: Level): Level {
  const size = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const half = new Float32Array(4 * size.width * size.height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = 4 * ((y >> 1) * size.width + (x >> 1));
      for (let channel = 0; channel < 4; channel++) half[to + channel] = (half[to + channel] ?? 0) + (sums[at++] ?? 0);
    }
  }
  return { ...size, sums: half };
}
