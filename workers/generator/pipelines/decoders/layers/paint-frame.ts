import type { FramePixels } from '../../film-picture.js';
import type { Layers } from './cut-out.js';
import type { FrameMaps } from './frame-maps.js';
import { paintBackground, restsAt } from './paint-background.js';
import { paintShadows, type ShadowEllipse } from './paint-shadow.js';
import { paintSubject } from './paint-subject.js';
import { IDENTITY } from './pixel-map.js';

/**
 * Paints one frame as large as the first one: the background and the subject, each moved by its own map, the subject changed by its fields, put
 * together. `paint` in `training/models/layered_decoder.py` computes the same in floats.
 *
 * @param behind `nothing`: the frame has the subject's alpha, and straight colours
 * @param shadows on the background
 * @returns [H, W, 4]
 */
export function paintFrame(layers: Layers, maps: FrameMaps, behind: 'background' | 'nothing', shadows: readonly ShadowEllipse[] = []): FramePixels {
  const { width, height, background } = layers;
  if (behind === 'nothing') {
    const rgba = new Uint8ClampedArray(background.length);
    fillEmpty(rgba, emptyColour(layers));
    paintSubject({ width, height, rgba }, layers, maps, IDENTITY, 'first');
    return rgba;
  }
  const rgba = restsAt(maps.background, layers) ? background.slice() : paintBackground(layers, maps.background, IDENTITY, layers);
  paintShadows({ width, height, rgba }, shadows);
  paintSubject({ width, height, rgba }, layers, maps, IDENTITY, 'onto');
  return rgba;
}

/** Makes pixels empty. @param colour as {@link emptyColour} gives it */
export function fillEmpty(rgba: Uint8ClampedArray<ArrayBuffer>, colour: Uint8ClampedArray<ArrayBuffer>): void {
  new Uint32Array(rgba.buffer).fill(new Uint32Array(colour.buffer)[0]!);
}

/** [4], with no alpha: the colour in a subject's middle, so that nothing foreign bleeds into it when it is compressed. */
export function emptyColour({ subject, bounds: { left, right, top, bottom }, width }: Layers): Uint8ClampedArray<ArrayBuffer> {
  const at = (((top + bottom) >> 1) * width + ((left + right) >> 1)) * 4;
  return left <= right ? Uint8ClampedArray.of(subject[at]!, subject[at + 1]!, subject[at + 2]!, 0) : new Uint8ClampedArray(4);
}
