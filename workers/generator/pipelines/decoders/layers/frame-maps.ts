import { IDENTITY, mixedMaps, type PixelMap, type PixelSize } from './pixel-map.js';

/** How one frame's subject differs from the first frame's, over the square that `map` leads into; planes of `side` x `side`. */
export interface FrameFields {
  readonly side: number;
  /** Displacement across and down in units of half a frame, then change of red, green, blue and alpha in 0..1. */
  readonly planes: Float32Array;
  readonly map: PixelMap;
  /** The largest displacement, in units of half a frame. */
  readonly reach: number;
}

/** Where the pixels of one frame come from: all maps lead from pixels of the frame to pixels of the first one. */
export interface FrameMaps {
  readonly subject: PixelMap;
  readonly background: PixelMap;
  /** Null where nothing about the subject changes. */
  readonly fields: FrameFields | null;
}

/** Those of the first frame itself. */
export const AT_REST: FrameMaps = { subject: IDENTITY, background: IDENTITY, fields: null };

/** What is less than this cannot be seen: displacement of half a frame, and change of colour. */
const NOTHING = 1e-5;
const MAP = 6;
const PLANES = 6;

/**
 * The maps of frame `number` out of a graph's `maps` [F, 3, 2, 3] and `fields` [F, 6, S, S].
 *
 * A graph's coordinates are those of PyTorch's grid_sample without `align_corners`: -1..1 from edge to edge, y down.
 */
export function mapsOfFrame(maps: Float32Array, fields: Float32Array | null, frames: number, number: number, width: number, height: number): FrameMaps {
  const own = (place: number): Float32Array => maps.subarray((number * 3 + place) * MAP, (number * 3 + place + 1) * MAP);
  const frame = { width, height };
  return {
    subject: toPixels(own(0), frame, frame),
    background: toPixels(own(1), frame, frame),
    fields: fields && fieldsOf(fields.subarray((fields.length / frames) * number, (fields.length / frames) * (number + 1)), own(2), frame),
  };
}

function fieldsOf(planes: Float32Array, map: Float32Array, frame: PixelSize): FrameFields | null {
  const area = planes.length / PLANES;
  const side = Math.sqrt(area);
  let most = 0;
  let reach = 0;
  for (const [i, value] of planes.entries()) {
    const size = Math.abs(value);
    most = Math.max(most, size);
    if (i < 2 * area) reach = Math.max(reach, size);
  }
  return most < NOTHING ? null : { side, planes, map: toPixels(map, frame, { width: side, height: side }), reach };
}

/** Between two frames of the same first frame: `a` at 0, `b` at 1. Maps and displacements are, so this is what the model would show then. */
export function mixedFrames(a: FrameMaps, b: FrameMaps, share: number): FrameMaps {
  if (share === 0) return a;
  if (share === 1) return b;
  return { subject: mixedMaps(a.subject, b.subject, share), background: mixedMaps(a.background, b.background, share), fields: mixedFields(a.fields, b.fields, share) };
}

function mixedFields(a: FrameFields | null, b: FrameFields | null, share: number): FrameFields | null {
  if (!a && !b) return null;
  const { side } = (a ?? b)!;
  const [from, to] = [a?.planes, b?.planes];
  const planes = new Float32Array(side * side * PLANES);
  for (let i = 0; i < planes.length; i++) planes[i] = (1 - share) * (from?.[i] ?? 0) + share * (to?.[i] ?? 0);
  return {
    side,
    planes,
    map: a && b ? mixedMaps(a.map, b.map, share) : (a ?? b)!.map,
    reach: Math.max(a?.reach ?? 0, b?.reach ?? 0),
  };
}

/** From pixels of `from` to pixels of `to`: centres lie at whole numbers here, and at (2 i + 1) / size - 1 there. */
function toPixels([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Float32Array, from: PixelSize, to: PixelSize): PixelMap {
  const [w, h] = [to.width / 2, to.height / 2];
  const [startX, startY] = [1 / from.width - 1, 1 / from.height - 1];
  return {
    xx: (2 * a * w) / from.width,
    xy: (2 * b * w) / from.height,
    x0: (a * startX + b * startY + c + 1) * w - 0.5,
    yx: (2 * d * h) / from.width,
    yy: (2 * e * h) / from.height,
    y0: (d * startX + e * startY + f + 1) * h - 0.5,
  };
}
