import type { Rgba } from '../film/picture.js';

/** One picture in front of another. */
export function blend(front: Rgba, back: Rgba): Rgba {
  const blended = new Uint8ClampedArray(front.length);
  for (let at = 0; at < front.length; at += 4) {
    const alpha = front[at + 3] ?? 0;
    const rest = ((back[at + 3] ?? 0) * (255 - alpha)) / 255;
    const sum = alpha + rest;
    if (sum === 0) continue;
    for (let channel = at; channel < at + 3; channel++) blended[channel] = ((front[channel] ?? 0) * alpha + (back[channel] ?? 0) * rest) / sum;
    blended[at + 3] = sum;
  }
  return blended;
}
