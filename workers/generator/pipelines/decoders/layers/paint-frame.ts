import type { Bounds, Layers } from './cut-out.js';
import { FIELD_STEP, FieldSampler } from './field-sampler.js';
import type { FrameMaps, PixelMap } from './frame-maps.js';

/** How wide the edge of the picture is, beyond which there is no subject, in units of half a frame. */
const BORDER = 1 / 128;
/** Pixels by which a background is moved at most that is shown as it is: less than can be seen, and interpolation would blur it. */
const STILL = 1 / 16;
/** Of the longer side: beyond it from the edge, the edge is not seen. */
const EDGE = BORDER / 2;

/**
 * Paints one frame: the background and the subject, each moved by its own map, the subject changed by its fields, put together.
 * `paint` in `training/models/layered_decoder.py` computes the same in floats.
 *
 * @param behind `nothing`: the frame has the subject's alpha, and straight colours
 * @returns [H, W, 4]
 */
export function paintFrame(layers: Layers, maps: FrameMaps, behind: 'background' | 'nothing'): Uint8ClampedArray<ArrayBuffer> {
  const frame = behind === 'background' ? paintBackground(layers, maps.background) : emptyFrame(layers);
  paintSubject(frame, layers, maps, behind === 'nothing');
  return frame;
}

/** Without alpha; of the colour in the subject's middle, so that nothing foreign bleeds into it when it is compressed. */
function emptyFrame({ subject, bounds: { left, right, top, bottom }, width }: Layers): Uint8ClampedArray<ArrayBuffer> {
  const frame = new Uint8ClampedArray(subject.length);
  const at = (((top + bottom) >> 1) * width + ((left + right) >> 1)) * 4;
  if (left <= right) new Uint32Array(frame.buffer).fill(new Uint32Array(Uint8ClampedArray.of(subject[at]!, subject[at + 1]!, subject[at + 2]!, 0).buffer)[0]!);
  return frame;
}

function paintBackground({ background, width, height }: Layers, map: PixelMap): Uint8ClampedArray<ArrayBuffer> {
  if (isStill(map, width, height)) return background.slice();
  const frame = new Uint8ClampedArray(background.length);
  for (let y = 0; y < height; y++) {
    let to = y * width * 4;
    for (let x = 0; x < width; x++, to += 4) {
      const u = Math.min(Math.max(map.xx * x + map.xy * y + map.x0, 0), width - 1);
      const v = Math.min(Math.max(map.yx * x + map.yy * y + map.y0, 0), height - 1);
      const left = Math.min(u | 0, width - 2);
      const top = Math.min(v | 0, height - 2);
      const fx = u - left;
      const fy = v - top;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const up = (top * width + left) * 4;
      const low = up + width * 4;
      frame[to] = mixed(background, up, low, a, b, c, d);
      frame[to + 1] = mixed(background, up + 1, low + 1, a, b, c, d);
      frame[to + 2] = mixed(background, up + 2, low + 2, a, b, c, d);
      frame[to + 3] = 255;
    }
  }
  return frame;
}

function isStill({ xx, xy, x0, yx, yy, y0 }: PixelMap, width: number, height: number): boolean {
  const corners = [0, width - 1].flatMap((x) => [0, height - 1].map((y) => [x, y] as const));
  return corners.every(([x, y]) => Math.abs(xx * x + xy * y + x0 - x) < STILL && Math.abs(yx * x + yy * y + y0 - y) < STILL);
}

function paintSubject(frame: Uint8ClampedArray, { subject, bounds, width, height }: Layers, { subject: map, fields }: FrameMaps, isTransparent: boolean): void {
  const reachX = 1 + (fields ? (fields.reach * width) / 2 : 0);
  const reachY = 1 + (fields ? (fields.reach * height) / 2 : 0);
  const around = { left: bounds.left - reachX, right: bounds.right + reachX, top: bounds.top - reachY, bottom: bounds.bottom + reachY };
  const changes = fields && new FieldSampler(fields, width / 2, height / 2);
  for (let y = 0; y < height; y++) {
    const shown = bounds.left <= bounds.right ? spanOf(map, y, around, width) : NOTHING;
    const changed = fields ? spanOf(fields.map, y, { left: -1, right: fields.side, top: -1, bottom: fields.side }, width) : NOTHING;
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
        if ((x - first) % FIELD_STEP === 0) changes.begin(x, y);
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
      if (change <= 0 && !isTransparent && subject[up + 3] === 0 && subject[up + 7] === 0 && subject[low + 3] === 0 && subject[low + 7] === 0) continue;
      const fx = u - left;
      const fy = v - top;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const opacity = (mixed(subject, up + 3, low + 3, a, b, c, d)) / 255;
      const share = Math.min(1, Math.max(0, opacity * inside + change));
      red += mixed(subject, up, low, a, b, c, d);
      green += mixed(subject, up + 1, low + 1, a, b, c, d);
      blue += mixed(subject, up + 2, low + 2, a, b, c, d);
      const to = (y * width + x) * 4;
      if (isTransparent) {
        frame[to] = red;
        frame[to + 1] = green;
        frame[to + 2] = blue;
        frame[to + 3] = 255 * share;
      } else {
        frame[to] = frame[to]! + share * (red - frame[to]!);
        frame[to + 1] = frame[to + 1]! + share * (green - frame[to + 1]!);
        frame[to + 2] = frame[to + 2]! + share * (blue - frame[to + 2]!);
      }
    }
  }
}

/** A channel of four neighbouring pixels of a layer, which begin at `up` and, a row below, at `low`. */
function mixed(layer: Uint8ClampedArray, up: number, low: number, a: number, b: number, c: number, d: number): number {
  return a * layer[up]! + b * layer[up + 4]! + c * layer[low]! + d * layer[low + 4]!;
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
