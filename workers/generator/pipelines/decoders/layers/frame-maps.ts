import type { DeviceTensor } from '../../tensors/graph-runner.js';
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

/** The same while the planes are on the device of the graphs: sums of frames, so that those in between need no planes of their own. */
export interface FieldsThere {
  readonly side: number;
  readonly map: PixelMap;
  readonly terms: readonly FieldTerm[];
}

export interface FieldTerm {
  /** [F, 6, S, S] there; or here, as `FrameFields` has them. */
  readonly planes: DeviceTensor | Float32Array;
  /** Of the frame, among those in `planes`. */
  readonly number: number;
  readonly share: number;
}

/** Where the pixels of one frame come from: all maps lead from pixels of the frame to pixels of the first one. */
export interface FrameMaps<Fields extends FrameFields | FieldsThere = FrameFields> {
  readonly subject: PixelMap;
  readonly background: PixelMap;
  /** Null where nothing about the subject changes. */
  readonly fields: Fields | null;
}

/** Those whose fields may be on the device of the graphs. */
export type AnyMaps = FrameMaps<FrameFields | FieldsThere>;

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
  const frame = { width, height };
  const planes = fields && fields.subarray((fields.length / frames) * number, (fields.length / frames) * (number + 1));
  const side = planes ? sideOf(planes) : 0;
  return {
    subject: toPixels(mapAt(maps, number, 0), frame, frame),
    background: toPixels(mapAt(maps, number, 1), frame, frame),
    fields: planes && fieldsOf(planes, toPixels(mapAt(maps, number, 2), frame, { width: side, height: side })),
  };
}

/** The same of fields that stay on the device. */
export function mapsOfFrameThere(maps: Float32Array, fields: DeviceTensor | null, number: number, width: number, height: number): AnyMaps {
  const side = fields?.shape.at(-1) ?? 0;
  const map = toPixels(mapAt(maps, number, 2), { width, height }, { width: side, height: side });
  return { ...mapsOfFrame(maps, null, 1, number, width, height), fields: fields && { side, map, terms: [{ planes: fields, number, share: 1 }] } };
}

const mapAt = (maps: Float32Array, number: number, place: number): Float32Array => maps.subarray((number * 3 + place) * MAP, (number * 3 + place + 1) * MAP);

const sideOf = (planes: Float32Array): number => Math.sqrt(planes.length / PLANES);

function fieldsOf(planes: Float32Array, map: PixelMap): FrameFields | null {
  const area = planes.length / PLANES;
  let most = 0;
  let reach = 0;
  for (const [i, value] of planes.entries()) {
    const size = Math.abs(value);
    most = Math.max(most, size);
    if (i < 2 * area) reach = Math.max(reach, size);
  }
  return most < NOTHING ? null : { side: sideOf(planes), planes, map, reach };
}

/** Between two frames of the same first frame: `a` at 0, `b` at 1. Maps and displacements are, so this is what the model would show then. */
export function mixedFrames(a: AnyMaps, b: AnyMaps, share: number): AnyMaps {
  if (share === 0) return a;
  if (share === 1) return b;
  const fields = isHere(a.fields) && isHere(b.fields) ? mixedFields(a.fields, b.fields, share) : mixedThere(a.fields, b.fields, share);
  return { subject: mixedMaps(a.subject, b.subject, share), background: mixedMaps(a.background, b.background, share), fields };
}

const isHere = (fields: AnyMaps['fields']): fields is FrameFields | null => fields === null || 'planes' in fields;

/** @throws Error where fields are on the device */
export function requireHere({ fields, ...maps }: AnyMaps): FrameMaps {
  if (isHere(fields)) return { ...maps, fields };
  throw new Error('What is on the device is brought here first.');
}

/** Maps with their fields in ordinary memory. */
export async function mapsHere({ fields, ...maps }: AnyMaps): Promise<FrameMaps> {
  if (isHere(fields)) return { ...maps, fields };
  const { side, map, terms } = fields;
  const size = side * side * PLANES;
  const all = await Promise.all(terms.map(async ({ planes }) => (planes instanceof Float32Array ? planes : (await planes.read()).data)));
  const [first, ...others] = terms.map(({ number, share }, i) => ({ share, planes: all[i]!.subarray(number * size, (number + 1) * size) }));
  if (!first) return { ...maps, fields: null };
  if (first.share === 1 && others.length === 0) return { ...maps, fields: fieldsOf(first.planes, map) };
  const sum = first.planes.map((value, i) => others.reduce((so, { planes, share }) => so + share * planes[i]!, first.share * value));
  return { ...maps, fields: fieldsOf(sum, map) };
}

function mixedThere(a: AnyMaps['fields'], b: AnyMaps['fields'], share: number): FieldsThere | null {
  const either = a ?? b;
  if (!either) return null;
  return { side: either.side, map: a && b ? mixedMaps(a.map, b.map, share) : either.map, terms: [...termsOf(a, 1 - share), ...termsOf(b, share)] };
}

/** Fields as a sum of planes, `share` times as strong. */
export function termsOf(fields: AnyMaps['fields'], share = 1): readonly FieldTerm[] {
  if (!fields) return [];
  if ('planes' in fields) return [{ planes: fields.planes, number: 0, share }];
  return fields.terms.map((term) => ({ ...term, share: term.share * share }));
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
