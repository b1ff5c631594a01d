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
 * Paints a background, opaque, over all of a frame; its edge goes on where it ends.
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
      const u = Math.min(Math.max(xx * x + xy * y + x0, 0), lastX);
      const v = Math.min(Math.max(yx * x + yy * y + y0, 0), lastY);
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
