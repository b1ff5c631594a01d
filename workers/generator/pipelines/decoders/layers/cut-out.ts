import { rgbaFromPlanes } from '../../../../lib/rgba-frame.js';
import type { FirstFrame } from '../../first-frame.js';
import { fillIn } from './fill-in.js';

/** A first frame, taken apart. Both are [H, W, 4] bytes. */
export interface Layers {
  readonly width: number;
  readonly height: number;
  /** Straight colours of the subject, which go on beyond its edge, and its alpha. */
  readonly subject: Uint8ClampedArray<ArrayBuffer>;
  /** The scene without its subject, opaque. */
  readonly background: Uint8ClampedArray<ArrayBuffer>;
  /** Where the subject's alpha is above 0. */
  readonly bounds: Bounds;
}

/** Pixels, both ends included; empty where the first is beyond the last. */
export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels (of 256 across the picture) by which what is hidden reaches beyond the subject's alpha: its rim is neither. */
const RIM = 2;
/** Alpha below which a pixel's own colour cannot be told from what is behind it, and from which on it can be relied on. */
const FAINT = 0.08;
const PLAIN = 0.6;
/** Alpha from which on a pixel is wholly taken from the plate. */
const HIDDEN = 0.5;

const known = new WeakMap<FirstFrame, Layers>();
const plates = new WeakMap<Layers, Float32Array>();
const places = new WeakMap<Layers, Layers>();

/** What {@link cutOut} gives; computed once for each first frame, whose size is always the same. */
export function layersOf(firstFrame: FirstFrame, width: number, height: number): Layers {
  const layers = known.get(firstFrame) ?? cutOut(firstFrame, width, height);
  known.set(firstFrame, layers);
  return layers;
}

/** The layers of a place alone: all of it is from the plate, so that no rim is left of its subject. Made once. */
export function placeOf(layers: Layers): Layers {
  const plate = plates.get(layers);
  if (!plate) return layers;
  const place = places.get(layers) ?? { ...layers, background: rgbaFromPlanes(plate, layers.width, layers.height) };
  places.set(layers, place);
  return place;
}

/**
 * Cuts the subject out of a picture by its alpha, and takes what it hides from the plate. At its rim the picture shows the subject's colours mixed with
 * what is behind, so they are told apart there; where alpha is faint, colours are those of the subject nearby.
 * `training/models/layered_decoder.py` computes the same.
 */
export function cutOut({ image, alpha, plate }: FirstFrame, width: number, height: number): Layers {
  const area = width * height;
  if (!alpha || !plate) throw new Error('A first frame without alpha and plate has no layers.');
  const hidden = hiddenBy(alpha, width, height);
  const own = new Float32Array(area * 4);
  const subject = new Uint8ClampedArray(area * 4);
  const background = new Uint8ClampedArray(area * 4).fill(255);
  for (let i = 0; i < area; i++) {
    const opacity = alpha[i]!;
    const replaced = hidden[i]!;
    for (let channel = 0; channel < 3; channel++) {
      const colour = image[channel * area + i]!;
      const behind = colour + replaced * (plate[channel * area + i]! - colour);
      own[i * 4 + channel] = clamp((colour - (1 - opacity) * behind) / Math.max(opacity, FAINT));
      background[i * 4 + channel] = behind * 255;
    }
    own[i * 4 + 3] = clamp((opacity - FAINT) / (PLAIN - FAINT));
  }
  fillIn(own, width, height);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) subject[i * 4 + channel] = own[i * 4 + channel]! * 255;
    subject[i * 4 + 3] = alpha[i]! * 255;
  }
  const layers: Layers = { width, height, subject, background, bounds: boundsOf(subject, width, height) };
  plates.set(layers, plate);
  return layers;
}

/** Where the subject, or its rim, hides what is behind it: alpha [H, W] -> the same shape, in 0..1. */
export function hiddenBy(alpha: Float32Array, width: number, height: number): Float32Array {
  const hidden = dilated(alpha, width, height, Math.max(1, Math.floor((RIM * width) / 256)));
  return hidden.map((value) => clamp((value - FAINT) / (HIDDEN - FAINT)));
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The largest value within `reach` pixels across and down. */
function dilated(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const across = new Float32Array(plane.length);
  const both = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = 0;
      for (let k = Math.max(0, x - reach); k <= Math.min(width - 1, x + reach); k++) most = Math.max(most, plane[y * width + k]!);
      across[y * width + x] = most;
    }
  }
  for (let y = 0; y < height; y++) {
    const first = Math.max(0, y - reach);
    const last = Math.min(height - 1, y + reach);
    for (let x = 0; x < width; x++) {
      let most = 0;
      for (let k = first; k <= last; k++) most = Math.max(most, across[k * width + x]!);
      both[y * width + x] = most;
    }
  }
  return both;
}

/** Where alpha is above 0. */
export function boundsOf(rgba: Uint8ClampedArray, width: number, height: number): Bounds {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (rgba[(y * width + x) * 4 + 3] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return { left, right, top, bottom };
}
