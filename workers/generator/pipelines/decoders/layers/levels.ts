import { boundsOf, type Layers } from './cut-out.js';
import { chained, IDENTITY, stepOf, type PixelMap } from './pixel-map.js';

/** Pixels between two looked-up ones from which on a picture of half the size is looked up: what lies between them would flicker. */
const COARSE = 1.6;
/** A picture is not halved below so many pixels. */
const LEAST = 8;
const HALF: PixelMap = { xx: 0.5, xy: 0, x0: -0.25, yx: 0, yy: 0.5, y0: -0.25 };

interface Level {
  readonly layers: Layers;
  /** From pixels of the first frame to pixels of this level. */
  readonly toLevel: PixelMap;
}

const halves = new WeakMap<Layers, Layers>();

/** The layers as large as they are shown: halved until nothing is skipped. Each is made once. */
export function levelFor(layers: Layers, view: PixelMap): Level {
  let level: Level = { layers, toLevel: IDENTITY };
  for (let step = stepOf(view); step >= COARSE && Math.min(level.layers.width, level.layers.height) >= 2 * LEAST; step /= 2) {
    const { toLevel } = level;
    level = { layers: halved(level.layers), toLevel: { ...HALF, xx: toLevel.xx / 2, yy: toLevel.yy / 2, x0: toLevel.x0 / 2 - 0.25, y0: toLevel.y0 / 2 - 0.25 } };
  }
  return level;
}

/** The level that is looked up, and the way there from pixels of a frame. @param map of the layer */
export function lookedUp(layers: Layers, map: PixelMap, view: PixelMap): { readonly level: Layers; readonly map: PixelMap } {
  const { layers: level, toLevel } = levelFor(layers, view);
  return { level, map: chained(chained(view, map), toLevel) };
}

function halved(layers: Layers): Layers {
  const known = halves.get(layers);
  if (known) return known;
  const [width, height] = [layers.width >> 1, layers.height >> 1];
  const subject = halvedPixels(layers.subject, layers.width, width, height);
  const half: Layers = { width, height, subject, background: halvedPixels(layers.background, layers.width, width, height), bounds: boundsOf(subject, width, height) };
  halves.set(layers, half);
  return half;
}

/** Means of two by two pixels. Straight colours are averaged as they are, because those of a subject go on beyond its edge. */
function halvedPixels(pixels: Uint8ClampedArray, across: number, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const half = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (2 * y * across + 2 * x) * 4;
      const below = from + across * 4;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 4; channel++) half[to + channel] = (pixels[from + channel]! + pixels[from + 4 + channel]! + pixels[below + channel]! + pixels[below + 4 + channel]!) / 4;
    }
  }
  return half;
}
