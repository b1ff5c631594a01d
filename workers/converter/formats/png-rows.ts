import type { Part, Size } from '../film/picture.js';

/** The filters of PNG by their numbers: what is left of a byte once its neighbours to the left, above and both have been taken off. */
const FILTERS = [
  () => 0,
  (left: number) => left,
  (_left: number, above: number) => above,
  (left: number, above: number) => (left + above) >> 1,
  (left: number, above: number, corner: number) => {
    const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
    return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
  },
] as const;

/**
 * The rows of a part of a picture as PNG packs them, each behind the number of its filter.
 *
 * @param filtered whether each row takes the filter that leaves the least; else none does
 */
export function filterRows(pixels: Uint8Array, { width }: Size, part: Part, bytesPerPixel: number, filtered: boolean): Uint8Array {
  const bytes = part.width * bytesPerPixel;
  const rows = new Uint8Array((bytes + 1) * part.height);
  const trial = new Uint8Array(bytes);
  let above = new Uint8Array(bytes);
  for (let y = 0; y < part.height; y++) {
    const from = ((part.y + y) * width + part.x) * bytesPerPixel;
    const row = pixels.slice(from, from + bytes);
    const at = y * (bytes + 1);
    rows.set(row, at + 1);
    let least = filtered ? Infinity : 0;
    for (const [number, foresee] of FILTERS.entries()) {
      if (!filtered) break;
      let left = 0;
      for (let i = 0; i < bytes; i++) {
        const beside = i >= bytesPerPixel;
        const rest = ((row[i] ?? 0) - foresee(beside ? (row[i - bytesPerPixel] ?? 0) : 0, above[i] ?? 0, beside ? (above[i - bytesPerPixel] ?? 0) : 0)) & 0xff;
        trial[i] = rest;
        left += rest < 128 ? rest : 256 - rest;
      }
      if (left >= least) continue;
      least = left;
      rows[at] = number;
      rows.set(trial, at + 1);
    }
    above = row;
  }
  return rows;
}
