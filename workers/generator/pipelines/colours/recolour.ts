import { smoothstep } from '../ending.js';

/** What a drawn subject is painted in. */
export interface Paint {
  /** Of 0..255 each. */
  readonly rgb: readonly [number, number, number];
  /** Whether it is white, gray or black by itself, and has no hue to look for. */
  readonly isNeutral: boolean;
}

/** A direction of chroma, blue and red minus luma, as a unit vector. */
type Hue = readonly [number, number];

/** Luma of BT.601. */
const LUMA = [0.299, 0.587, 0.114] as const;
/** By which blue and red minus luma are multiplied. */
const CHROMA = [0.564, 0.713] as const;
/** Cosines of the angles of hue between which a pixel passes from its own colour to the wanted one, and the same for its chroma. */
const NEAR_HUE = [0.6, 0.88] as const;
const GRAY = [0.03, 0.1] as const;
/** The same for the chroma of neutral things, which are shaded in lavender. */
const NEARLY_GRAY = [0.09, 0.17] as const;
/** Least range of luma, above the mean, over which a pixel of a neutral thing becomes white: that of a white thing is all noise. */
const HIGHLIGHT = 0.5;
/** Share of the mean luma from which on a pixel of a neutral thing takes the colour: eyes and mouths are darker. */
const DARK = [0.3, 0.6] as const;
/** Mean luma is kept within these. */
const MEANS = [0.08, 0.92] as const;
/** Bins of the hue's histogram. */
const BINS = 36;

/**
 * Paints a subject in another colour, in place. Pixels near its most frequent hue take it, as light or dark as they were; all others keep theirs. Of what
 * has no hue, the pixels without one take it, but for those that are much darker than most. `training/scenes/colours.py` computes the same.
 *
 * @param subject straight RGBA, [H, W, 4]
 */
export function recolour(subject: Uint8ClampedArray, { rgb, isNeutral }: Paint): void {
  const hue = isNeutral ? null : dominantHue(subject);
  const mean = meanLuma(subject, hue);
  for (let at = 0; at < subject.length; at += 4) {
    if (subject[at + 3] === 0) continue;
    const luma = lumaAt(subject, at);
    const light = luma / mean;
    const share = shareAt(subject, at, hue) * (hue ? 1 : step(light, DARK));
    if (share === 0) continue;
    const highlight = Math.min(1, Math.max(0, (luma - mean) / (hue ? 1 - mean : Math.max(1 - mean, HIGHLIGHT))));
    for (const [channel, wanted] of rgb.entries()) {
      const shaded = wanted * Math.min(1, light);
      const painted = shaded + highlight * (255 - shaded);
      const own = subject[at + channel]!;
      subject[at + channel] = own + share * (painted - own);
    }
  }
}

/** The hue that most of a subject has, weighted by alpha and chroma. */
function dominantHue(subject: Uint8ClampedArray): Hue {
  const counted = new Float64Array(BINS);
  for (let at = 0; at < subject.length; at += 4) {
    const alpha = subject[at + 3]!;
    if (alpha === 0) continue;
    const [blue, red] = chromaAt(subject, at);
    const bin = Math.floor(((Math.atan2(red, blue) + Math.PI) / (2 * Math.PI)) * BINS);
    counted[Math.min(BINS - 1, bin)]! += alpha * Math.hypot(blue, red);
  }
  let [most, best] = [-1, 0];
  for (let bin = 0; bin < BINS; bin++) {
    const around = counted[(bin + BINS - 1) % BINS]! + counted[bin]! + counted[(bin + 1) % BINS]!;
    if (around > most) [most, best] = [around, bin];
  }
  const angle = ((best + 0.5) / BINS) * 2 * Math.PI - Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Of the pixels that take the colour. */
function meanLuma(subject: Uint8ClampedArray, hue: Hue | null): number {
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < subject.length; at += 4) {
    const share = subject[at + 3]! === 0 ? 0 : subject[at + 3]! * shareAt(subject, at, hue);
    sum += share * lumaAt(subject, at);
    weight += share;
  }
  return Math.min(MEANS[1], Math.max(MEANS[0], weight === 0 ? 0 : sum / weight));
}

/** How far a pixel is of the hue, or where there is none, how far it has none. */
function shareAt(subject: Uint8ClampedArray, at: number, hue: Hue | null): number {
  const [blue, red] = chromaAt(subject, at);
  const size = Math.hypot(blue, red);
  if (!hue) return 1 - step(size, NEARLY_GRAY);
  return step((blue * hue[0] + red * hue[1]) / Math.max(size, 1e-4), NEAR_HUE) * step(size, GRAY);
}

/** In 0..1. */
const lumaAt = (subject: Uint8ClampedArray, at: number): number => (LUMA[0] * subject[at]! + LUMA[1] * subject[at + 1]! + LUMA[2] * subject[at + 2]!) / 255;

/** Of BT.601. */
function chromaAt(subject: Uint8ClampedArray, at: number): readonly [number, number] {
  const luma = lumaAt(subject, at);
  return [CHROMA[0] * (subject[at + 2]! / 255 - luma), CHROMA[1] * (subject[at]! / 255 - luma)];
}

const step = (value: number, [low, high]: readonly [number, number]): number => smoothstep((value - low) / (high - low));
