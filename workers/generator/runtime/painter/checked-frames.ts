import type { PaintStep } from '../../pipelines/compose/paint-step.js';
import { boundsOf, type Layers } from '../../pipelines/decoders/layers/cut-out.js';
import type { FrameMaps } from '../../pipelines/decoders/layers/frame-maps.js';
import { particlesOf } from '../../pipelines/weather/particles.js';
import { IDENTITY, type PixelMap } from '../../pipelines/decoders/layers/pixel-map.js';

/** Of the frames that a painter is checked by. */
export const CHECKED_SIZE = { width: 96, height: 64 };
const { width: WIDTH, height: HEIGHT } = CHECKED_SIZE;
const SIDE = 8;

/** A ball before waves. */
export function checkedLayers(): Layers {
  const subject = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  const background = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      background.set([127 + 100 * Math.sin(x / 5), 127 + 100 * Math.cos(y / 7), 2 * x, 255], at);
      subject.set([200, 40 + 2 * y, 255 - 2 * x, 255 * (20.5 - Math.hypot(x - 45, y - 30))], at);
    }
  }
  return { width: WIDTH, height: HEIGHT, subject, background, bounds: boundsOf(subject, WIDTH, HEIGHT) };
}

export const CHECKED_MAPS: FrameMaps = {
  subject: { xx: 1.05, xy: 0.1, x0: -6, yx: -0.1, yy: 1.05, y0: 3 },
  background: { xx: 1, xy: 0, x0: 2.3, yx: 0, yy: 1, y0: -1.7 },
  fields: {
    side: SIDE,
    planes: Float32Array.from({ length: 6 * SIDE * SIDE }, (_, i) => 0.04 * Math.sin(i / 9)),
    map: { xx: SIDE / WIDTH, xy: 0, x0: 0, yx: 0, yy: SIDE / HEIGHT, y0: 0 },
    reach: 0.04,
  },
};

/** Twice as small, and turned. */
const ASIDE: PixelMap = { xx: 1.8, xy: 0.4, x0: -70, yx: -0.4, yy: 1.8, y0: 0 };

/** Streaks, and rings. */
export const CHECKED_PARTICLES = particlesOf((['rain', 'bubbles'] as const).map((weather) => ({ weather, seed: 1, seconds: 1, opacity: 1 })), CHECKED_SIZE);

/** A frame of every kind of step. @param isAlone on nothing */
export function checkedSteps(isAlone: boolean): readonly PaintStep[] {
  const layers = checkedLayers();
  const shadow = { cx: 0.4, cy: 0.8, rx: 0.2, ry: 0.05, strength: 0.5 };
  const behind: PaintStep = isAlone
    ? { kind: 'empty', colour: Uint8ClampedArray.of(200, 100, 160, 0) }
    : { kind: 'place', layers, map: CHECKED_MAPS.background, view: IDENTITY, shadows: [shadow, { ...shadow, cx: 0.7, strength: 0.3 }] };
  // A bar that is half seen.
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let at = 10 * WIDTH * 4; at < 16 * WIDTH * 4; at += 4) pixels.set([255, 240, 0, 128], at);
  return [
    behind,
    { kind: 'subject', layers, maps: CHECKED_MAPS, view: IDENTITY, opacity: 1 },
    { kind: 'dissolve', steps: [behind], weight: 0.3 },
    { kind: 'subject', layers, maps: { ...CHECKED_MAPS, fields: null }, view: ASIDE, opacity: 0.7 },
    ...(isAlone ? [] : [{ kind: 'weather', particles: CHECKED_PARTICLES } as const]),
    { kind: 'title', pixels, opacity: 0.8 },
  ];
}
