import type { Rgba, Size } from '../film/picture.js';
import { outline } from './outline.js';
import { castShadow } from './shadow.js';
import type { StickerLayout } from './sticker-layout.js';

/** The subject at its place on an empty sticker, with what was asked for around it. */
export function drawSticker(subject: Rgba, { size, subject: place, stroke, shadow }: StickerLayout): Rgba {
  const placed = place.width === size.width && place.height === size.height ? subject : onEmpty(subject, place, size);
  const outlined = stroke === 0 ? placed : outline(placed, size, stroke);
  return shadow === null ? outlined : castShadow(outlined, size, shadow);
}

function onEmpty(rgba: Rgba, { x, y, width, height }: StickerLayout['subject'], size: Size): Rgba {
  const sticker = new Uint8ClampedArray(4 * size.width * size.height);
  for (let row = 0; row < height; row++) sticker.set(rgba.subarray(4 * row * width, 4 * (row + 1) * width), 4 * ((y + row) * size.width + x));
  return sticker;
}
