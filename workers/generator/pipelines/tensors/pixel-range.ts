type Range = readonly [black: number, white: number];

/** Pixels in 0..1 as a graph has them. */
export function toRange(pixels: Float32Array, [black, white]: Range): Float32Array {
  if (black === 0 && white === 1) return pixels;
  return pixels.map((value) => black + value * (white - black));
}

/** Pixels of a graph in 0..1; what lies outside is cut off. */
export function fromRange(pixels: Float32Array, [black, white]: Range): Float32Array {
  if (black === 0 && white === 1) return pixels;
  return pixels.map((value) => Math.min(1, Math.max(0, (value - black) / (white - black))));
}
