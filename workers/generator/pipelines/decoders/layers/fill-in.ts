interface Level {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, and how far they are known, each in 0..1. */
  readonly pixels: Float32Array;
}

/** Least weight that a mean is divided by. */
const LEAST = 1e-4;

/**
 * Fills in what is not known of a picture, from around it, by push and pull (Gortler et al. 1996, "The Lumigraph", 3.4.2): means of what is known,
 * coarser and coarser, show through where finer ones know nothing. It changes `pixels`.
 * @param pixels [H, W, 4]: red, green, blue, and how far they are known, each in 0..1
 */
export function fillIn(pixels: Float32Array, width: number, height: number): void {
  const level = { width, height, pixels };
  if (width === 1 && height === 1) return;
  const coarser = halved(level);
  fillIn(coarser.pixels, coarser.width, coarser.height);
  blend(level, coarser);
}

/** Means of two by two pixels, weighted by how far they are known. The last row or column of an odd number stands for itself twice. */
function halved({ width, height, pixels }: Level): Level {
  const across = Math.ceil(width / 2);
  const down = Math.ceil(height / 2);
  const means = new Float32Array(across * down * 4);
  for (let y = 0; y < down; y++) {
    const rows = [2 * y * width, Math.min(2 * y + 1, height - 1) * width] as const;
    for (let x = 0; x < across; x++) {
      const columns = [2 * x, Math.min(2 * x + 1, width - 1)] as const;
      let red = 0;
      let green = 0;
      let blue = 0;
      let weight = 0;
      for (const row of rows) {
        for (const column of columns) {
          const at = (row + column) * 4;
          const known = pixels[at + 3]!;
          red += known * pixels[at]!;
          green += known * pixels[at + 1]!;
          blue += known * pixels[at + 2]!;
          weight += known;
        }
      }
      const to = (y * across + x) * 4;
      const share = weight / 4 + LEAST;
      means[to] = red / 4 / share;
      means[to + 1] = green / 4 / share;
      means[to + 2] = blue / 4 / share;
      means[to + 3] = Math.min(1, weight / 2);
    }
  }
  return { width: across, height: down, pixels: means };
}

/** Mixes the coarser level, enlarged bilinearly, into what is not known. */
function blend({ width, height, pixels }: Level, coarser: Level): void {
  const { width: across, height: down, pixels: means } = coarser;
  for (let y = 0; y < height; y++) {
    const v = Math.min(Math.max(y / 2 - 0.25, 0), down - 1);
    const top = Math.floor(v);
    const below = Math.min(top + 1, down - 1);
    const fy = v - top;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const known = pixels[at + 3]!;
      if (known >= 1) continue;
      const u = Math.min(Math.max(x / 2 - 0.25, 0), across - 1);
      const left = Math.floor(u);
      const right = Math.min(left + 1, across - 1);
      const fx = u - left;
      for (let channel = 0; channel < 3; channel++) {
        const upper = means[(top * across + left) * 4 + channel]! * (1 - fx) + means[(top * across + right) * 4 + channel]! * fx;
        const lower = means[(below * across + left) * 4 + channel]! * (1 - fx) + means[(below * across + right) * 4 + channel]! * fx;
        pixels[at + channel] = known * pixels[at + channel]! + (1 - known) * (upper * (1 - fy) + lower * fy);
      }
    }
  }
}
