import type { Canvas } from './paint-subject.js';

/** A soft shadow on the ground: centre and radii in fractions of the frame's width (x) and height (y), and how dark its middle is, 0 to 1. */
export interface ShadowEllipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly strength: number;
}

/** Of one frame, at most. */
export const MOST_SHADOWS = 8;
/** How fast a shadow fades from its middle: `exp(-SHADOW_FALLOFF d²)`, where d is 1 at its radii. */
export const SHADOW_FALLOFF = 2;
/** Darkening that is less than this cannot be seen. */
const NOTHING = 1 / 512;

/**
 * Darkens what is behind the subjects: each colour is multiplied by `1 - strength exp(-SHADOW_FALLOFF d²)`, for one shadow after the other.
 * @param hidden alpha in 0..1 of what is in the frame already and casts them; absent where nothing is
 */
export function paintShadows({ width, height, rgba }: Canvas, shadows: readonly ShadowEllipse[], hidden?: Float32Array): void {
  for (const { cx, cy, rx, ry, strength } of shadows) {
    if (strength <= NOTHING || rx <= 0 || ry <= 0) continue;
    const reach = Math.sqrt(Math.log(strength / NOTHING) / SHADOW_FALLOFF);
    const [left, right] = pixelsOf(cx - reach * rx, cx + reach * rx, width);
    const [top, bottom] = pixelsOf(cy - reach * ry, cy + reach * ry, height);
    for (let y = top; y <= bottom; y++) {
      const down = ((y + 0.5) / height - cy) / ry;
      for (let x = left; x <= right; x++) {
        const across = ((x + 0.5) / width - cx) / rx;
        const dark = strength * Math.exp(-SHADOW_FALLOFF * (across * across + down * down)) * (hidden ? 1 - hidden[y * width + x]! : 1);
        const to = (y * width + x) * 4;
        rgba[to] = rgba[to]! * (1 - dark);
        rgba[to + 1] = rgba[to + 1]! * (1 - dark);
        rgba[to + 2] = rgba[to + 2]! * (1 - dark);
      }
    }
  }
}

/** The first and the last pixel between two places of a side. */
function pixelsOf(from: number, to: number, size: number): readonly [number, number] {
  return [Math.max(0, Math.floor(from * size)), Math.min(size - 1, Math.ceil(to * size))];
}

/** Where shadows lie on each other they share the darkness of one. */
export function withoutDoubles(shadows: readonly ShadowEllipse[]): readonly ShadowEllipse[] {
  return shadows.slice(0, MOST_SHADOWS).map((shadow, i) => {
    const others = shadows.reduce((sum, other, k) => (k === i || other.strength <= 0 ? sum : sum + overlap(shadow, other)), 0);
    return others === 0 ? shadow : { ...shadow, strength: shadow.strength / (1 + others) };
  });
}

function overlap(a: ShadowEllipse, b: ShadowEllipse): number {
  const across = (a.cx - b.cx) / ((a.rx + b.rx) / 2);
  const down = (a.cy - b.cy) / ((a.ry + b.ry) / 2);
  return Math.exp((-SHADOW_FALLOFF / 2) * (across * across + down * down)) * (b.strength / Math.max(a.strength, b.strength));
}
