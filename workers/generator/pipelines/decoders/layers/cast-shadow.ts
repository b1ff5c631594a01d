import type { PromptGround } from '../../../../../contract/generator.js';
import type { Layers } from './cut-out.js';
import type { FrameMaps } from './frame-maps.js';
import type { ShadowEllipse } from './paint-shadow.js';
import { chained, inverted, type PixelMap, type PixelSize } from './pixel-map.js';

/** What of a subject is solid, in pixels of its first frame. */
export interface Footprint {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Of its lowest part: the trunk of a tree, the wheels of a car. */
  readonly footLeft: number;
  readonly footRight: number;
}

/** Alpha of 255 from which on a pixel is solid. */
const SOLID = 128;
/** Of a subject's height, the part that stands on the ground. */
const FOOT = 0.14;
/** What shadows look like. The painter on the GPU has the same numbers. */
export const SHADOW = {
  /** A shadow is as much wider than what stands on the ground, and as flat. */
  wider: 1.3,
  flat: 0.24,
  /** Of a subject's width, that a shadow is wide at least: of what stands on a point. */
  least: 0.3,
  strength: 0.5,
  /** How much lighter and wider a shadow is where a subject has risen by its own height. */
  lighter: 2.2,
  spread: 0.5,
  /** Of the height of a picture: above the horizon, over which a shadow fades. */
  soft: 0.05,
} as const;

const known = new WeakMap<Uint8ClampedArray, Footprint | null>();

/** Null where nothing is solid. Computed once for each subject. */
export function footprintOf({ subject, width, height }: Pick<Layers, 'subject' | 'width' | 'height'>): Footprint | null {
  const found = known.get(subject);
  if (found !== undefined) return found;
  const footprint = findFootprint((pixel) => subject[pixel * 4 + 3]! >= SOLID, width, height);
  known.set(subject, footprint);
  return footprint;
}

/** @param alpha [H, W] in 0..1 */
export function footprintOfAlpha(alpha: Float32Array, { width, height }: PixelSize): Footprint | null {
  return findFootprint((pixel) => alpha[pixel]! * 255 >= SOLID, width, height);
}

function findFootprint(isSolid: (pixel: number) => boolean, width: number, height: number): Footprint | null {
  const rows: { readonly y: number; readonly first: number; readonly last: number }[] = [];
  for (let y = 0; y < height; y++) {
    let [first, last] = [width, -1];
    for (let x = 0; x < width; x++) {
      if (!isSolid(y * width + x)) continue;
      first = Math.min(first, x);
      last = x;
    }
    if (last >= 0) rows.push({ y, first, last });
  }
  const [upper, lower] = [rows[0], rows.at(-1)];
  if (!upper || !lower) return null;
  const feet = rows.filter(({ y }) => y > lower.y - Math.max(1, FOOT * (lower.y - upper.y + 1)));
  const [left, right] = [(each: typeof rows) => Math.min(...each.map(({ first }) => first)), (each: typeof rows) => Math.max(...each.map(({ last }) => last))];
  return { left: left(rows), right: right(rows), top: upper.y, bottom: lower.y, footLeft: left(feet), footRight: right(feet) };
}

/** The row of a subject's first frame that it stands on. @param bottom of its bounds */
export const standsOn = (stands: NonNullable<PromptGround['stands']>, bottom: number, height: number): number => (stands === 'lands' ? height - 0.5 : bottom + 0.5);

/**
 * The shadow of a subject in a frame; null where it casts none that could be seen. What it stands on is at rest, and moves as the background does.
 * @param view leads from pixels of the frame to those of the subject's first frame
 */
export function shadowOf(footprint: Footprint | null, stands: PromptGround['stands'], maps: Pick<FrameMaps, 'subject' | 'background'>, view: PixelMap, picture: PixelSize, frame: PixelSize): ShadowEllipse | null {
  const [back, toFrame] = [inverted(maps.subject), inverted(chained(view, maps.background))];
  if (!footprint || stands === null || !back || !toFrame) return null;
  // From where a point of the subject was in the first frame to where it is, as if no camera had moved.
  const moved = chained(back, maps.background);
  const { left, right, top, bottom, footLeft, footRight } = footprint;
  const [halfWidth, halfHeight] = [(right - left + 1) / 2, (bottom - top + 1) / 2];
  const centre = applied(moved, (left + right) / 2, (top + bottom) / 2);
  // The lowest point of the ellipse that fills its bounds, however it is turned.
  const lowest = centre.y + Math.hypot(moved.yx * halfWidth, moved.yy * halfHeight);
  const ground = Math.max(standsOn(stands, bottom, picture.height), lowest);
  const scale = Math.sqrt(Math.abs(moved.xx * moved.yy - moved.xy * moved.yx));
  const rise = (ground - lowest) / (2 * halfHeight * Math.max(scale, 0.05));
  const width = SHADOW.wider * Math.max((footRight - footLeft + 1) / 2, SHADOW.least * halfWidth) * scale * (1 + SHADOW.spread * rise);
  const middle = applied(toFrame, centre.x + moved.xx * ((footLeft + footRight) / 2 - (left + right) / 2), ground);
  const enlarged = Math.sqrt(Math.abs(toFrame.xx * toFrame.yy - toFrame.xy * toFrame.yx));
  return {
    cx: (middle.x + 0.5) / frame.width,
    cy: (middle.y + 0.5) / frame.height,
    rx: (width * enlarged) / frame.width,
    ry: (SHADOW.flat * width * enlarged) / frame.height,
    strength: SHADOW.strength / (1 + SHADOW.lighter * rise),
  };
}

/**
 * A shadow as far as there is ground for it.
 * @param horizon in fractions of the height of a place's picture
 * @param toPicture leads from pixels of the frame to those of the place's first frame
 */
export function onGround(shadow: ShadowEllipse, horizon: number, toPicture: PixelMap, picture: PixelSize, frame: PixelSize): ShadowEllipse {
  const at = applied(toPicture, shadow.cx * frame.width - 0.5, shadow.cy * frame.height - 0.5);
  const share = Math.min(1, Math.max(0, ((at.y + 0.5) / picture.height - horizon) / SHADOW.soft + 1));
  return { ...shadow, strength: shadow.strength * share };
}

const applied = ({ xx, xy, x0, yx, yy, y0 }: PixelMap, x: number, y: number): { readonly x: number; readonly y: number } => ({ x: xx * x + xy * y + x0, y: yx * x + yy * y + y0 });
