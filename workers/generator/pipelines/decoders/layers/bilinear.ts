/** A channel of four neighbouring pixels of a picture, which begin at `up` and, a row below, at `low`. */
export function mixed(pixels: Uint8ClampedArray, up: number, low: number, a: number, b: number, c: number, d: number): number {
  return a * pixels[up]! + b * pixels[up + 4]! + c * pixels[low]! + d * pixels[low + 4]!;
}
