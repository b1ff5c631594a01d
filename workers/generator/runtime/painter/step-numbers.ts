import type { FieldTerm } from '../../pipelines/decoders/layers/frame-maps.js';
import { MOST_SHADOWS, type ShadowEllipse } from '../../pipelines/decoders/layers/paint-shadow.js';
import { inverted, type PixelMap, type PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';

/** Bytes of a step in the buffer of all steps of a frame: more than STEP_SHADER's `Step` has, and a multiple of the 256 that each has to begin at. */
export const STEP_BYTES = 512;

/** Pixels of a frame: the first, and how many across and down. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StepNumbers {
  readonly area: Area;
  readonly map?: PixelMap;
  /** 0 to 1. */
  readonly colour?: readonly number[];
  readonly opacity?: number;
  readonly shadows?: readonly ShadowEllipse[];
  /** `starts`: of the terms, in numbers of their buffers. */
  readonly fields?: { readonly side: number; readonly map: PixelMap; readonly terms: readonly FieldTerm[]; readonly starts: readonly number[] } | null;
}

/** Writes a step as STEP_SHADER reads it. */
export function writeStep(into: ArrayBuffer, number: number, frame: PixelSize, { area, map, colour = [], opacity = 1, shadows = [], fields }: StepNumbers): void {
  const floats = new Float32Array(into, number * STEP_BYTES, STEP_BYTES / 4);
  const wholes = new Uint32Array(into, number * STEP_BYTES, STEP_BYTES / 4);
  if (map) floats.set(rowsOf(map), 0);
  if (fields) floats.set(rowsOf(fields.map), 8);
  floats.set(colour, 16);
  wholes.set([frame.width, frame.height, area.x, area.y, area.width, area.height, fields?.side ?? 0, Math.min(shadows.length, MOST_SHADOWS)], 20);
  floats[28] = opacity;
  wholes.set(fields?.starts ?? [], 30);
  floats.set(fields?.terms.map(({ share }) => share) ?? [], 32);
  shadows.slice(0, MOST_SHADOWS).forEach(({ cx, cy, rx, ry, strength }, i) => {
    floats.set([cx * frame.width - 0.5, cy * frame.height - 0.5, rx * frame.width, ry * frame.height], 36 + 4 * i);
    floats[36 + 4 * MOST_SHADOWS + i] = strength;
  });
}

const rowsOf = ({ xx, xy, x0, yx, yy, y0 }: PixelMap): readonly number[] => [xx, xy, x0, 0, yx, yy, y0, 0];

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The pixels of a frame around those that any of the maps takes into its box; null where there are none. */
export function areaWithin(frame: PixelSize, mapped: readonly { readonly map: PixelMap; readonly box: Box }[]): Area | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { map, box } of mapped) {
    if (box.left > box.right) continue;
    const back = inverted(map);
    if (!back) return { x: 0, y: 0, ...frame };
    for (const x of [box.left, box.right]) {
      for (const y of [box.top, box.bottom]) {
        const [u, v] = [back.xx * x + back.xy * y + back.x0, back.yx * x + back.yy * y + back.y0];
        [left, right, top, bottom] = [Math.min(left, u), Math.max(right, u), Math.min(top, v), Math.max(bottom, v)];
      }
    }
  }
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const [width, height] = [Math.min(frame.width - 1, Math.ceil(right)) - x + 1, Math.min(frame.height - 1, Math.ceil(bottom)) - y + 1];
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
