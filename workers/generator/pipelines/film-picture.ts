import type { PromptGround } from '../../../contract/generator.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import { rgbaFromPlanes } from '../../lib/rgba-frame.js';
import { footprintOf, footprintOfAlpha, onGround, shadowOf, type Footprint } from './decoders/layers/cast-shadow.js';
import { layersOf, type Layers } from './decoders/layers/cut-out.js';
import { AT_REST, mapsHere, mapsOfFrame, mapsOfFrameThere, mixedFrames, requireHere, type AnyMaps } from './decoders/layers/frame-maps.js';
import { paintFrame } from './decoders/layers/paint-frame.js';
import { paintShadows, type ShadowEllipse } from './decoders/layers/paint-shadow.js';
import { IDENTITY, goneBy, type PixelSize } from './decoders/layers/pixel-map.js';
import { mixPictures } from './ending.js';
import type { FilmState } from './film-state.js';
import type { FirstFrame } from './first-frame.js';
import type { DeviceTensor } from './tensors/graph-runner.js';
import { withParticles } from './weather/paint-particles.js';
import type { Particles } from './weather/particles.js';

/** [H, W, 4] bytes; straight colours where alpha is not 255. */
export type FramePixels = Uint8ClampedArray<ArrayBuffer>;

/** How what a picture shows stands in its place. */
interface Standing {
  /** What its layers cast shadows on, or others do. */
  readonly ground?: PromptGround;
  /** By how many widths of the picture its place has gone by, to the right. */
  readonly passed?: number;
}

/** What a frame shows, before it is painted. */
export type Picture =
  /** As large as the pack's frame. `layers`: of a first frame that can be taken apart; at rest they show the same, but for shadows. */
  | { readonly kind: 'pixels'; readonly rgba: FramePixels; readonly layers?: Layers; readonly ground?: PromptGround }
  /** `layers` belong to the shot; they are never changed. */
  | (Standing & { readonly kind: 'layers'; readonly layers: Layers; readonly maps: AnyMaps })
  /** The same, while how they are moved is on the device of the graphs, which is until the next latent is decoded. `number`: of the latent's frames */
  | (Standing & { readonly kind: 'there'; readonly layers: Layers; readonly moved: MovedThere; readonly number: number });

/** How layers are moved in the frames of a latent, on the device of the graphs. */
export interface MovedThere {
  readonly frames: number;
  /** [F, 3, 2, 3] */
  readonly maps: DeviceTensor;
  /** [F, 6, S, S] */
  readonly fields: DeviceTensor | null;
}

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

/** What is painted of a frame. `weather`: in front of it */
export type ShownPicture = Pick<MadeFrame, 'picture' | 'dissolve'> & { readonly weather?: Particles | null };

/** Comes between frames: from `state` the same frames follow as if the film had never stopped. */
export interface WindowEnd {
  readonly kind: 'window end';
  readonly state: FilmState;
}

/** A first frame as the film shows it. @param isLayered whether it has to be taken apart, which takes its plate */
export function firstPicture(firstFrame: FirstFrame, size: PixelSize, isTransparent: boolean, isLayered: boolean, ground: PromptGround | null = null): Picture {
  const { width, height } = size;
  const layers = isTransparent || isLayered ? layersOf(firstFrame, width, height) : null;
  const rgba = isTransparent && layers ? layers.subject.slice() : rgbaFromPlanes(firstFrame.image, width, height);
  if (layers) return { kind: 'pixels', rgba, layers, ...(ground && { ground }) };
  const { alpha } = firstFrame;
  // Its alpha is known before its plate is.
  if (ground && alpha) paintShadows({ width, height, rgba }, shadowsIn(footprintOfAlpha(alpha, size), AT_REST, ground, size), alpha);
  return { kind: 'pixels', rgba };
}

/** The shadow of a subject in a picture as large as its first frame. */
function shadowsIn(footprint: Footprint | null, maps: AnyMaps, { horizon, stands }: PromptGround, size: PixelSize): readonly ShadowEllipse[] {
  const shadow = shadowOf(footprint, stands, maps, IDENTITY, size, size);
  return shadow === null || horizon === null ? [] : [onGround(shadow, horizon, maps.background, size, size)];
}

/** A moved picture in its place. @param seconds since its shot began */
export function onItsGround(picture: Picture, ground: PromptGround | null, seconds: number): Picture {
  if (picture.kind === 'pixels' || !ground) return picture;
  return { ...picture, ground, ...(ground.passes !== undefined && { passed: ground.passes * seconds }) };
}

/** The parts of a picture and how they are moved; null where it is pixels and nothing else. */
export function movedLayers(picture: Picture): (Standing & { readonly layers: Layers; readonly maps: AnyMaps }) | null {
  if (picture.kind === 'layers') return picture;
  if (picture.kind === 'there') throw new Error('What is on the device is brought here first.');
  const { layers, ground } = picture;
  return layers ? { layers, maps: AT_REST, ...(ground && { ground }) } : null;
}

const asked = new WeakMap<MovedThere, Promise<Float32Array>>();

/** The numbers of a latent's maps, asked for once. They come while other work goes on. */
export function askForMaps(moved: MovedThere): Promise<Float32Array> {
  const known = asked.get(moved) ?? moved.maps.read().then(({ data }) => data);
  asked.set(moved, known);
  return known;
}

/** A picture whose maps are in ordinary memory, while its fields stay on the device. */
export async function withMapsHere(picture: Picture): Promise<Picture> {
  if (picture.kind !== 'there') return picture;
  const { layers, number, moved, ground, passed } = picture;
  const maps = mapsOfFrameThere(await askForMaps(moved), moved.fields, number, layers.width, layers.height);
  return { kind: 'layers', layers, maps, ...pickDefined({ ground, passed }) };
}

/** A picture whose maps and fields are in ordinary memory. */
export async function broughtHere(picture: Picture): Promise<Picture> {
  if (picture.kind === 'layers') return { ...picture, maps: await mapsHere(picture.maps) };
  if (picture.kind === 'pixels') return picture;
  const { layers, number, moved: { maps, fields, frames }, ground, passed } = picture;
  const [here, fieldsHere] = await Promise.all([maps.read(), fields?.read()]);
  return { kind: 'layers', layers, maps: mapsOfFrame(here.data, fieldsHere?.data ?? null, frames, number, layers.width, layers.height), ...pickDefined({ ground, passed }) };
}

/** A picture as large as the pack's frame. */
export function paintWhole(picture: Picture, behind: 'background' | 'nothing'): FramePixels {
  if (picture.kind === 'there') throw new Error('What is on the device is brought here first.');
  if (picture.kind === 'pixels') return picture.rgba;
  const { layers, ground, passed } = picture;
  const maps = requireHere(picture.maps);
  const shadows = ground && behind === 'background' ? shadowsIn(footprintOf(layers), maps, ground, layers) : [];
  return paintFrame(layers, { ...maps, background: goneBy(maps.background, passed, layers) }, behind, shadows);
}

/** A frame as large as the pack's, with all that is in front of it. */
export function paintShown({ picture, dissolve, weather = null }: ShownPicture, behind: 'background' | 'nothing', { width, height }: PixelSize): FramePixels {
  const rgba = paintWhole(picture, behind);
  const whole = dissolve ? mixPictures(rgba, paintWhole(dissolve.picture, behind), dissolve.weight) : rgba;
  return withParticles({ width, height, rgba: whole }, weather);
}

/** Between two neighbouring frames of a shot: `a` at 0, `b` at 1. Pixels cannot be moved: there it is the nearer of the two. */
export function pictureBetween(a: Picture, b: Picture, share: number): Picture {
  if (share === 0) return a;
  if (share === 1) return b;
  const atRest: ReturnType<typeof movedLayers> = b.kind === 'layers' ? { layers: b.layers, maps: AT_REST } : null;
  const [from, to] = [movedLayers(a) ?? atRest, movedLayers(b)];
  if (!from || from.layers !== to?.layers) return share < 0.5 ? a : b;
  const passed = to.passed === undefined ? undefined : (from.passed ?? 0) + share * (to.passed - (from.passed ?? 0));
  return { kind: 'layers', layers: from.layers, maps: mixedFrames(from.maps, to.maps, share), ...pickDefined({ ground: to.ground, passed }) };
}
