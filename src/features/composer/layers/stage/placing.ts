/** Geometry of layers on the stage. Points are in pixels of the frame, from its upper left corner. */
import { LAYER_LIMITS, type LayerPlace } from '../../../../../contract/request/layers/layer.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height of the frame on the screen, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Nearer to the middle of the frame than this share of its side, a layer is drawn to it. */
const SNAP_SHARE = 0.015;
/** As near as this to upright, or to a quarter turn, a layer is drawn to it, in degrees. */
const SNAP_DEGREES = 4;
const DEGREES = 180 / Math.PI;
/** As fine as a pixel of the largest film. */
const PLACE_DIGITS = 3;

export const shorterSide = ({ width, height }: Frame): number => Math.min(width, height);

/** Where the centre of a layer is. */
export const centreOf = ({ x, y }: LayerPlace, { width, height }: Frame): Point => ({ x: x * width, y: y * height });

/** Within the limits, and rounded to what can be seen. */
export function settledPlace({ x, y, size, turn = 0 }: LayerPlace): LayerPlace {
  const { centre, size: sizes } = LAYER_LIMITS;
  const turned = Math.round(turnWithin(turn) * 10) / 10;
  return {
    x: rounded(within(x, centre)),
    y: rounded(within(y, centre)),
    size: rounded(within(size, sizes)),
    ...(turned === 0 ? {} : { turn: turned }),
  };
}

/** Moves by pixels. `snaps`: to the middle of the frame, when it comes near. */
export function moved(place: LayerPlace, { x, y }: Point, frame: Frame, snaps = false): LayerPlace {
  const to = { ...place, x: place.x + x / frame.width, y: place.y + y / frame.height };
  return settledPlace(snaps ? { ...to, x: snapped(to.x), y: snapped(to.y) } : to);
}

/** Sizes as when its corner is pulled from one point to another. */
export function sized(place: LayerPlace, from: Point, to: Point, frame: Frame): LayerPlace {
  const centre = centreOf(place, frame);
  return settledPlace({ ...place, size: place.size * (distance(centre, to) / Math.max(1, distance(centre, from))) });
}

/** Turns as when it is pulled around its centre from one point to another. */
export function turnedTo(place: LayerPlace, from: Point, to: Point, frame: Frame, snaps = true): LayerPlace {
  const centre = centreOf(place, frame);
  const turn = turnWithin((place.turn ?? 0) + angle(centre, to) - angle(centre, from));
  const quarter = Math.round(turn / 90) * 90;
  return settledPlace({ ...place, turn: snaps && Math.abs(turn - quarter) < SNAP_DEGREES ? quarter : turn });
}

/** Moves, sizes and turns as two fingers do that rest on it. */
export function pinched(place: LayerPlace, from: readonly [Point, Point], to: readonly [Point, Point], frame: Frame): LayerPlace {
  const [middleFrom, middleTo] = [middle(...from), middle(...to)];
  const scale = distance(...to) / Math.max(1, distance(...from));
  const turn = angle(...to) - angle(...from);
  // What is between the fingers stays between them.
  const arm = rotated(minus(centreOf(place, frame), middleFrom), turn);
  const centre = { x: middleTo.x + arm.x * scale, y: middleTo.y + arm.y * scale };
  return settledPlace({ x: centre.x / frame.width, y: centre.y / frame.height, size: place.size * scale, turn: (place.turn ?? 0) + turn });
}

/** A point of the frame as shares of a box of `width` by `height` pixels that stands at `place`: 0 to 1 inside of it. */
export function withinBox(point: Point, place: LayerPlace, box: Frame, frame: Frame): Point {
  const { x, y } = rotated(minus(point, centreOf(place, frame)), -(place.turn ?? 0));
  return { x: x / box.width + 0.5, y: y / box.height + 0.5 };
}

/** An angle in degrees as one from -180 to 180. */
export const turnWithin = (turn: number): number => ((((turn + 180) % 360) + 360) % 360) - 180;

const within = (value: number, { min, max }: { readonly min: number; readonly max: number }): number => Math.max(min, Math.min(max, value));
const rounded = (value: number): number => Number(value.toFixed(PLACE_DIGITS));
const snapped = (share: number): number => (Math.abs(share - 0.5) < SNAP_SHARE ? 0.5 : share);
const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const angle = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x) * DEGREES;

function rotated({ x, y }: Point, degrees: number): Point {
  const [sin, cos] = [Math.sin(degrees / DEGREES), Math.cos(degrees / DEGREES)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}
