import type { Layers } from '../decoders/layers/cut-out.js';
import { requireHere } from '../decoders/layers/frame-maps.js';
import { paintBackground } from '../decoders/layers/paint-background.js';
import { fillEmpty } from '../decoders/layers/paint-frame.js';
import { paintOver } from '../decoders/layers/paint-over.js';
import { paintShadows } from '../decoders/layers/paint-shadow.js';
import { paintSubject, type Canvas } from '../decoders/layers/paint-subject.js';
import { IDENTITY, isStill, type PixelMap, type PixelSize } from '../decoders/layers/pixel-map.js';
import { mixPictures } from '../ending.js';
import { paintParticles } from '../weather/paint-particles.js';
import type { FramePixels } from '../film-picture.js';
import type { PaintStep } from './paint-step.js';

type Place = Extract<PaintStep, { readonly kind: 'place' }>;

/** Paints the steps of frames in ordinary memory. */
export class StepPainter {
  readonly #frame: PixelSize;
  readonly #isTransparent: boolean;
  /** The last place that was painted at rest. */
  #still: { readonly layers: Layers; readonly view: PixelMap; readonly rgba: FramePixels } | null = null;

  /** @param isTransparent whether frames have alpha */
  constructor({ width, height }: PixelSize, isTransparent: boolean) {
    this.#frame = { width, height };
    this.#isTransparent = isTransparent;
  }

  /** @param steps with their fields in ordinary memory */
  paint(steps: readonly PaintStep[]): FramePixels {
    let canvas = this.#canvas();
    for (const step of steps) {
      switch (step.kind) {
        case 'empty':
          fillEmpty(canvas.rgba, step.colour);
          break;
        case 'place':
          canvas = this.#canvas(this.#place(step));
          paintShadows(canvas, step.shadows);
          break;
        case 'subject':
          paintSubject(canvas, step.layers, requireHere(step.maps), step.view, this.#isTransparent ? 'over' : 'onto', step.opacity);
          break;
        case 'title':
          paintOver(canvas, step.pixels, step.opacity);
          break;
        case 'weather':
          paintParticles(canvas, step.particles);
          break;
        case 'dissolve':
          canvas = this.#canvas(mixPictures(canvas.rgba, this.paint(step.steps), step.weight));
      }
    }
    return canvas.rgba;
  }

  #canvas(rgba: FramePixels = new Uint8ClampedArray(this.#frame.width * this.#frame.height * 4)): Canvas {
    return { ...this.#frame, rgba };
  }

  /** A place at rest is painted once. */
  #place({ layers, map, view }: Place): FramePixels {
    if (map !== IDENTITY) return paintBackground(layers, map, view, this.#frame);
    if (this.#still?.layers !== layers || this.#still.view !== view) this.#still = { layers, view, rgba: this.#atRest(layers, view) };
    return this.#still.rgba.slice();
  }

  #atRest(layers: Layers, view: PixelMap): FramePixels {
    const isWhole = layers.width === this.#frame.width && layers.height === this.#frame.height && isStill(view, this.#frame, 1e-6);
    return isWhole ? layers.background : paintBackground(layers, IDENTITY, view, this.#frame);
  }
}
