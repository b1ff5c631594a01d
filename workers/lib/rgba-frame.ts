/** One finished picture of the film. */
export interface RgbaFrame {
  /** Counted from 0 over the whole film. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** width * height * 4 bytes, rows from the top, alpha 255. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Planar float RGB in 0..1 (shape [3, height, width]) to interleaved bytes, rounded to the nearest. */
export function rgbaFromPlanes(planes: Float32Array, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const area = width * height;
  const rgba = new Uint8ClampedArray(area * 4);
  for (let i = 0; i < area; i++) {
    // Uint8ClampedArray clamps to 0..255 and rounds to the nearest.
    rgba[i * 4] = planes[i]! * 255;
    rgba[i * 4 + 1] = planes[area + i]! * 255;
    rgba[i * 4 + 2] = planes[2 * area + i]! * 255;
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

/** The other way: opaque bytes to planar floats in 0..1. */
export function planesFromRgba(rgba: Uint8ClampedArray, width: number, height: number): Float32Array {
  const area = width * height;
  const planes = new Float32Array(area * 3);
  for (let i = 0; i < area; i++) {
    planes[i] = rgba[i * 4]! / 255;
    planes[area + i] = rgba[i * 4 + 1]! / 255;
    planes[2 * area + i] = rgba[i * 4 + 2]! / 255;
  }
  return planes;
}
