import type { Layers } from '../decoders/layers/cut-out.js';
import { mapsHere, type AnyMaps } from '../decoders/layers/frame-maps.js';
import type { ShadowEllipse } from '../decoders/layers/paint-shadow.js';
import type { PixelMap } from '../decoders/layers/pixel-map.js';
import type { FramePixels } from '../film-picture.js';
import type { Particles } from '../weather/particles.js';

/** A frame that is put together is painted in steps, from back to front. `view` leads from pixels of the frame to those of a first frame. */
export type PaintStep =
  /** Makes all of the frame empty. `colour`: red, green, blue, and no alpha. */
  | { readonly kind: 'empty'; readonly colour: Uint8ClampedArray<ArrayBuffer> }
  /** A background, opaque, over all of the frame, with the shadows that lie on it. */
  | { readonly kind: 'place'; readonly layers: Layers; readonly map: PixelMap; readonly view: PixelMap; readonly shadows: readonly ShadowEllipse[] }
  | { readonly kind: 'subject'; readonly layers: Layers; readonly maps: AnyMaps; readonly view: PixelMap; readonly opacity: number }
  /** As large as the frame, with straight colours. The same array has the same pixels. */
  | { readonly kind: 'title'; readonly pixels: FramePixels; readonly opacity: number }
  /** Particles, one over the other. Not of frames with alpha. */
  | { readonly kind: 'weather'; readonly particles: Particles }
  /** Mixes what is painted so far with what `steps` paint. `weight`: of the latter, above 0 and below 1. */
  | { readonly kind: 'dissolve'; readonly steps: readonly PaintStep[]; readonly weight: number };

/** The same with all fields in ordinary memory. */
export function stepsHere(steps: readonly PaintStep[]): Promise<readonly PaintStep[]> {
  return Promise.all(
    steps.map(async (step): Promise<PaintStep> => {
      if (step.kind === 'subject') return { ...step, maps: await mapsHere(step.maps) };
      return step.kind === 'dissolve' ? { ...step, steps: await stepsHere(step.steps) } : step;
    }),
  );
}
