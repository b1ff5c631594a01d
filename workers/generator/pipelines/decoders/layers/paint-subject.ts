import type { Bounds, Layers } from './cut-out.js';
import { mixed } from './bilinear.js';
import { FieldSampler } from './field-sampler.js';
import type { FrameMaps } from './frame-maps.js';
import { lookedUp } from './levels.js';
import { chained, stepOf, type PixelMap } from './pixel-map.js';

/** How wide the edge of the picture is, beyond which there is no subject, in units of half a frame. */
const BORDER = 1 / 128;
/** Of the longer side: beyond it from the edge, the edge is not seen. */
const EDGE = BORDER / 2;
/** Pixels of the first frame from one place where fields are looked up to the next; in between they go along a line. Fields are coarser than that. */
const FIELD_STEP = 4;

/**
 * `onto`: an opaque frame. `first`: an empty frame with alpha; colours go on where alpha is 0. `over`: a frame with alpha (straight colours)
 * that something is painted on.
 */
export type PaintMode = 'onto' | 'first' | 'over';

/** Pixels that are painted on. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** [H, W, 4] */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * @param view leads from pixels of the canvas to those of the first frame
 * @param opacity of all of it
 */
export function paintSubject(canvas: Canvas, whole: Layers, { subject: own, fields }: FrameMaps, view: PixelMap, mode: PaintMode, opacity = 1): void {
  const { rgba: frame } = canvas;
  const { level, map } = lookedUp(whole, own, view);
  const { subject, bounds, width, height } = level;
  const reachX = 1 + (fields ? (fields.reach * width) / 2 : 0);
  const reachY = 1 + (fields ? (fields.reach * height) / 2 : 0);
  const around = { left: bounds.left - reachX, right: bounds.right + reachX, top: bounds.top - reachY, bottom: bounds.bottom + reachY };
  const intoFields = fields && chained(view, fields.map);
  const step = Math.max(1, Math.min(FIELD_STEP, Math.round(FIELD_STEP / stepOf(view))));
  const changes = fields && intoFields && new FieldSampler({ ...fields, map: intoFields }, width / 2, height / 2, step);
  /** Whether something may be there already. */
  const isOn = mode !== 'first';
  for (let y = 0; y < canvas.height; y++) {
    const shown = bounds.left <= bounds.right ? spanOf(map, y, around, canvas.width) : NOTHING;
    const changed = fields && intoFields ? spanOf(intoFields, y, { left: -1, right: fields.side, top: -1, bottom: fields.side }, canvas.width) : NOTHING;
    const [first, last] = joined(shown, changed);
    for (let x = first; x <= last; x++) {
      let u = map.xx * x + map.xy * y + map.x0;
      let v = map.yx * x + map.yy * y + map.y0;
      let red = 0;
      let green = 0;
      let blue = 0;
      let change = 0;
      if (changes) {
        const { now } = changes;
        if ((x - first) % step === 0) changes.begin(x, y);
        u += now[0]!;
        v += now[1]!;
        red = now[2]!;
        green = now[3]!;
        blue = now[4]!;
        change = now[5]!;
        changes.goOn();
      }
      const nearest = Math.min(u, width - 1 - u, v, height - 1 - v);
      const inside = nearest > EDGE * Math.max(width, height) ? 1 : edgeOf(u, width) * edgeOf(v, height);
      if (nearest < 0) {
        u = Math.min(Math.max(u, 0), width - 1);
        v = Math.min(Math.max(v, 0), height - 1);
      }
      const left = Math.min(u | 0, width - 2);
      const top = Math.min(v | 0, height - 2);
      const up = (top * width + left) * 4;
      const low = up + width * 4;
      const to = (y * canvas.width + x) * 4;
      if (isOn && change <= 0 && subject[up + 3] === 0 && subject[up + 7] === 0 && subject[low + 3] === 0 && subject[low + 7] === 0 && frame[to + 3] !== 0) continue;
      const fx = u - left;
      const fy = v - top;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const alpha = mixed(subject, up + 3, low + 3, a, b, c, d) / 255;
      const share = Math.min(1, Math.max(0, alpha * inside + change)) * opacity;
      red += mixed(subject, up, low, a, b, c, d);
      green += mixed(subject, up + 1, low + 1, a, b, c, d);
      blue += mixed(subject, up + 2, low + 2, a, b, c, d);
      if (!isOn || frame[to + 3] === 0) {
        frame[to] = red;
        frame[to + 1] = green;
        frame[to + 2] = blue;
        frame[to + 3] = 255 * share;
      } else if (mode === 'onto') {
        frame[to] = frame[to]! + share * (red - frame[to]!);
        frame[to + 1] = frame[to + 1]! + share * (green - frame[to + 1]!);
        frame[to + 2] = frame[to + 2]! + share * (blue - frame[to + 2]!);
      } else putOver(frame, to, red, green, blue, share);
    }
  }
}

/** Puts a colour over a pixel with alpha and a straight colour (Porter and Duff 1984). */
export function putOver(frame: Uint8ClampedArray, to: number, red: number, green: number, blue: number, share: number): void {
  const whole = share + (frame[to + 3]! / 255) * (1 - share);
  if (whole <= 0) return;
  const part = share / whole;
  frame[to] = frame[to]! + part * (red - frame[to]!);
  frame[to + 1] = frame[to + 1]! + part * (green - frame[to + 1]!);
  frame[to + 2] = frame[to + 2]! + part * (blue - frame[to + 2]!);
  frame[to + 3] = 255 * whole;
}

/** 1 inside of the picture, 0 beyond its edge. */
function edgeOf(at: number, size: number): number {
  return Math.min(1, Math.max(0, (Math.min(at + 0.5, size - 0.5 - at) * 2) / size / BORDER));
}

/** The first and the last pixel of a row; none where the first is beyond the last. */
type Span = readonly [first: number, last: number];

const NOTHING: Span = [0, -1];

/** The pixels of row `y` that `map` takes into `bounds`. */
function spanOf({ xx, xy, x0, yx, yy, y0 }: PixelMap, y: number, { left, right, top, bottom }: Bounds, width: number): Span {
  const across = solved(xx, xy * y + x0, left, right);
  const down = solved(yx, yy * y + y0, top, bottom);
  const first = Math.max(0, Math.ceil(Math.max(across[0], down[0])));
  const last = Math.min(width - 1, Math.floor(Math.min(across[1], down[1])));
  return first <= last ? [first, last] : NOTHING;
}

/** The x for which low <= slope x + offset <= high. */
function solved(slope: number, offset: number, low: number, high: number): Span {
  if (slope === 0) return offset >= low && offset <= high ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const [a, b] = [(low - offset) / slope, (high - offset) / slope];
  return a < b ? [a, b] : [b, a];
}

function joined(a: Span, b: Span): Span {
  if (a[0] > a[1]) return b;
  if (b[0] > b[1]) return a;
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}
