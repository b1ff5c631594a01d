import { rgbaFromPlanes } from '../../lib/rgba-frame.js';
import { layersOf, type Layers } from './decoders/layers/cut-out.js';
import { AT_REST, mixedFrames, type FrameMaps } from './decoders/layers/frame-maps.js';
import { paintFrame } from './decoders/layers/paint-frame.js';
import type { FilmState } from './film-state.js';
import type { FirstFrame } from './first-frame.js';

/** [H, W, 4] bytes; straight colours where alpha is not 255. */
export type FramePixels = Uint8ClampedArray<ArrayBuffer>;

/** What a frame shows, before it is painted. */
export type Picture =
  /** As large as the pack's frame. `layers`: of a first frame that can be taken apart; at rest they show the same. */
  | { readonly kind: 'pixels'; readonly rgba: FramePixels; readonly layers?: Layers }
  /** `layers` belong to the shot; they are never changed. */
  | { readonly kind: 'layers'; readonly layers: Layers; readonly maps: FrameMaps };

/** How far a frame is on its way to the picture that the film ends with. */
export interface Dissolve {
  readonly picture: Picture;
  /** Above 0, at most 1: at 1 the frame is that picture, bit for bit. */
  readonly weight: number;
}

export interface MadeFrame {
  readonly kind: 'frame';
  readonly picture: Picture;
  readonly dissolve: Dissolve | null;
}

/** Comes between frames: from `state` the same frames follow as if the film had never stopped. */
export interface WindowEnd {
  readonly kind: 'window end';
  readonly state: FilmState;
}

/** A first frame as the film shows it. @param isLayered whether it has to be taken apart, which takes its plate */
export function firstPicture(firstFrame: FirstFrame, { width, height }: { readonly width: number; readonly height: number }, isTransparent: boolean, isLayered: boolean): Picture {
  const layers = isTransparent || isLayered ? layersOf(firstFrame, width, height) : null;
  const rgba = isTransparent && layers ? layers.subject.slice() : rgbaFromPlanes(firstFrame.image, width, height);
  return { kind: 'pixels', rgba, ...(layers && { layers }) };
}

/** The parts of a picture and how they are moved; null where it is pixels and nothing else. */
export function movedLayers(picture: Picture): { readonly layers: Layers; readonly maps: FrameMaps } | null {
  if (picture.kind === 'layers') return picture;
  return picture.layers ? { layers: picture.layers, maps: AT_REST } : null;
}

/** A picture as large as the pack's frame. */
export function paintWhole(picture: Picture, behind: 'background' | 'nothing'): FramePixels {
  return picture.kind === 'pixels' ? picture.rgba : paintFrame(picture.layers, picture.maps, behind);
}

/** Between two neighbouring frames of a shot: `a` at 0, `b` at 1. Pixels cannot be moved: there it is the nearer of the two. */
export function pictureBetween(a: Picture, b: Picture, share: number): Picture {
  if (share === 0) return a;
  if (share === 1) return b;
  const [from, to] = [movedLayers(a) ?? (b.kind === 'layers' ? { layers: b.layers, maps: AT_REST } : null), movedLayers(b)];
  if (!from || from.layers !== to?.layers) return share < 0.5 ? a : b;
  return { kind: 'layers', layers: from.layers, maps: mixedFrames(from.maps, to.maps, share) };
}
