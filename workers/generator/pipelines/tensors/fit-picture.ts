interface Size {
  readonly width: number;
  readonly height: number;
}

/** For each place in a row: from which number on the source is mixed, with these weights. */
type Taps = readonly { readonly first: number; readonly weights: readonly number[] }[];

/**
 * Planes of another size: as large as they fit without an empty edge, and what is left over cut off on both sides. The same numbers on
 * every machine.
 * @param planes [channels, height, width]
 */
export function fitPicture(planes: Float32Array, from: Size, to: Size): Float32Array {
  if (from.width === to.width && from.height === to.height) return planes;
  const area = from.width * from.height;
  const channels = planes.length / area;
  const scale = Math.min(from.width / to.width, from.height / to.height);
  const across = tapsOf(from.width, to.width, scale);
  const down = tapsOf(from.height, to.height, scale);
  const fitted = new Float32Array(channels * to.width * to.height);
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes.subarray(channel * area, (channel + 1) * area);
    const rows = Array.from({ length: from.height }, (_, y) => mixed(across, (x) => plane[y * from.width + x] ?? 0));
    for (const [x] of across.entries()) {
      for (const [y, value] of mixed(down, (row) => rows[row]?.[x] ?? 0).entries()) fitted[(channel * to.height + y) * to.width + x] = value;
    }
  }
  return fitted;
}

function mixed(taps: Taps, at: (index: number) => number): readonly number[] {
  return taps.map(({ first, weights }) => weights.reduce((sum, weight, i) => sum + weight * at(first + i), 0));
}

/** A triangle as wide as a place of the result, or of the source where that is wider: no detail is skipped, and none is made up. */
function tapsOf(from: number, to: number, scale: number): Taps {
  const offset = (from - to * scale) / 2;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = offset + (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights = Array.from({ length: last - first + 1 }, (__, k) => Math.max(0, 1 - Math.abs(first + k - centre) / reach));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}
