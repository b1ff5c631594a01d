import type { FramePixels } from '../../film-picture.js';
import type { Layers } from './cut-out.js';
import { mixed } from './bilinear.js';
import { lookedUp } from './levels.js';
import { isStill, type PixelMap, type PixelSize } from './pixel-map.js';

/** Pixels by which a background is moved at most that is shown as it is: less than can be seen, and interpolation would blur it. */
const STILL = 1 / 16;

/** Whether a background that is moved by `map` is shown as it is. */
export const restsAt = (map: PixelMap, size: PixelSize): boolean => isStill(map, size, STILL);

/**
 * Paints a background, opaque, over all of a frame. Beyond its edges it goes on mirrored: a camera that moves aside shows more of a place, and no streaks.
 * @param view leads from pixels of the frame to those of the first frame
 */
export function paintBackground(layers: Layers, map: PixelMap, view: PixelMap, { width, height }: PixelSize): FramePixels {
  const { level, map: { xx, xy, x0, yx, yy, y0 } } = lookedUp(layers, map, view);
  const { background } = level;
  const [lastX, lastY] = [level.width - 1, level.height - 1];
  const frame = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    let to = y * width * 4;
    for (let x = 0; x < width; x++, to += 4) {
      const u = mirrored(xx * x + xy * y + x0, lastX);
      const v = mirrored(yx * x + yy * y + y0, lastY);
      const left = Math.min(u | 0, lastX - 1);
      const top = Math.min(v | 0, lastY - 1);
      const fx = u - left;
      const fy = v - top;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const up = (top * level.width + left) * 4;
      const low = up + level.width * 4;
      frame[to] = mixed(background, up, low, a, b, c, d);
      frame[to + 1] = mixed(background, up + 1, low + 1, a, b, c, d);
      frame[to + 2] = mixed(background, up + 2, low + 2, a, b, c, d);
      frame[to + 3] = 255;
    }
  }
  return frame;
}

/** Where a place beyond the first or the last pixel is reflected at the outer edge of that pixel. */
function mirrored(at: number, last: number): number {
  if (at >= 0 && at <= last) return at;
  const size = last + 1;
  const along = Math.abs(at + 0.5) % (2 * size);
  return Math.min(Math.max(Math.min(along, 2 * size - along) - 0.5, 0), last);
}
