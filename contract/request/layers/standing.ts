/** How what stands in front of a place is put on its ground. */
import type { LayerPlace } from './layer.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Nothing stands lower in a frame, and no horizon is. */
const LOWEST = 0.985;
const LOWEST_HORIZON = 0.94;

/**
 * Where the feet are of what stands in front of a place that covers the frame, in fractions of the frame's height.
 * @param near as in `PromptThings.feet`
 * @param horizon in fractions of the height of the place's picture
 */
export function footOf(near: number, horizon: number, frame: Size, picture: Size): number {
  const covered = Math.max(frame.width / picture.width, frame.height / picture.height) * picture.height;
  const begins = Math.min(LOWEST_HORIZON, 0.5 + ((horizon - 0.5) * covered) / frame.height);
  return Math.min(LOWEST, begins + near * (1 - begins));
}

/** `place`, moved up or down until what stands at `bottom` of its picture, in fractions of its height, is at `foot`. It is not turned. */
export function standingPlace(place: LayerPlace, bottom: number, foot: number, { width, height }: Size): LayerPlace {
  const side = (place.size * Math.min(width, height)) / height;
  return { ...place, y: foot - (bottom - 0.5) * side };
}
