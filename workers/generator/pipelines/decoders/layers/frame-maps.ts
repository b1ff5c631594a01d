/** Where the pixels of one frame come from, in pixels: (x, y) -> (xx x + xy y + x0, yx x + yy y + y0). */
export interface PixelMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** How one frame's subject differs from the first frame's, over the square that `map` leads into; planes of `side` x `side`. */
export interface FrameFields {
  readonly side: number;
  /** Displacement across and down in units of half a frame, then change of red, green, blue and alpha in 0..1. */
  readonly planes: Float32Array;
  readonly map: PixelMap;
  /** The largest displacement, in units of half a frame. */
  readonly reach: number;
}

export interface FrameMaps {
  readonly subject: PixelMap;
  readonly background: PixelMap;
  /** Null where nothing about the subject changes. */
  readonly fields: FrameFields | null;
}

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

interface Size {
  readonly width: number;
  readonly height: number;
}

function fieldsOf(planes: Float32Array, map: Float32Array, frame: Size): FrameFields | null {
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

/** From pixels of `from` to pixels of `to`: centres lie at whole numbers here, and at (2 i + 1) / size - 1 there. */
function toPixels([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Float32Array, from: Size, to: Size): PixelMap {
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
