import { footprintOf, onGround, shadowOf } from '../decoders/layers/cast-shadow.js';
import { placeOf, type Layers } from '../decoders/layers/cut-out.js';
import { paintBackground, restsAt } from '../decoders/layers/paint-background.js';
import { fillEmpty } from '../decoders/layers/paint-frame.js';
import { paintShadows, withoutDoubles, type ShadowEllipse } from '../decoders/layers/paint-shadow.js';
import { paintSubject, type Canvas } from '../decoders/layers/paint-subject.js';
import { chained, IDENTITY, isStill, type PixelMap, type PixelSize } from '../decoders/layers/pixel-map.js';
import { mixPictures } from '../ending.js';
import { movedLayers, pictureBetween, type FramePixels, type MadeFrame, type Picture } from '../film-picture.js';
import type { FilmPart } from './composition.js';
import { cameraInFrame, viewsOf, type Views } from './views.js';

/** Paints what a part shows into frames of a film, straight from its model's picture. */
export class PartPainter {
  readonly #part: FilmPart;
  readonly #frame: PixelSize;
  readonly #picture: PixelSize;
  readonly #views: readonly Views[];
  /** Of the picture that the part ends with. */
  readonly #lastViews: Views;
  #still: { readonly layers: Layers; readonly rgba: FramePixels } | null = null;

  /** @param picture size of the model's pictures */
  constructor(part: FilmPart, frame: PixelSize, picture: PixelSize) {
    const views = part.stretches.map(({ fit }) => viewsOf(fit, frame, picture));
    this.#part = part;
    this.#frame = frame;
    this.#picture = picture;
    this.#views = views;
    this.#lastViews = part.film.ending instanceof Float32Array ? viewsOf('stretch', frame, picture) : this.#viewsAt(0);
  }

  /**
   * Paints a frame with nothing behind it.
   * @param stretch number of the one that it belongs to
   * @param isTransparent whether frames have alpha
   * @param shadows of what stands in front, as far as there is ground for them
   * @param opacity of its subject, where that is all of it
   */
  paintFirst(made: MadeFrame, stretch: number, isTransparent: boolean, shadows: readonly ShadowEllipse[] = [], opacity = 1): Canvas {
    const shown = (picture: Picture, views: Views): Canvas => this.#paintPicture(picture, views, isTransparent, shadows, opacity);
    const last = (picture: Picture): Canvas => shown(picture, this.#lastViews);
    if (made.dissolve?.weight === 1) return last(made.dissolve.picture);
    const { picture, dissolve } = settled(made);
    const canvas = shown(picture, this.#viewsAt(stretch));
    // Only what is behind everything else ends with another picture.
    return dissolve ? { ...this.#frame, rgba: mixPictures(canvas.rgba, last(dissolve.picture).rgba, dissolve.weight) } : canvas;
  }

  /**
   * Paints the subject of a frame over what is behind it.
   * @param camera what {@link camera} of the part behind gives: a thing goes with the place that it stands in
   * @param opacity of all of it
   */
  paintOver(behind: Canvas, made: MadeFrame, stretch: number, isTransparent: boolean, camera: PixelMap | null, opacity: number): void {
    const { layers, maps, view } = this.#subject(made, stretch, camera);
    paintSubject(behind, layers, maps, view, isTransparent ? 'over' : 'onto', opacity);
  }

  /** The shadow of what {@link paintOver} paints; null where it casts none. */
  shadow(made: MadeFrame, stretch: number, camera: PixelMap | null): ShadowEllipse | null {
    const { layers, maps, view, ground } = this.#subject(made, stretch, camera);
    return ground ? shadowOf(footprintOf(layers), ground.stands, maps, view, layers, this.#frame) : null;
  }

  /** How the part's place is moved, in pixels of the film; null where it has none, or where it rests. */
  camera(made: MadeFrame, stretch: number): PixelMap | null {
    if (this.#part.shows === 'subject' || made.dissolve?.weight === 1) return null;
    const moved = movedLayers(settled(made).picture);
    if (!moved || restsAt(moved.maps.background, moved.layers)) return null;
    return cameraInFrame(this.#viewsAt(stretch).background, moved.maps.background);
  }

  #subject(made: MadeFrame, stretch: number, camera: PixelMap | null) {
    const isLast = made.dissolve?.weight === 1;
    const moved = movedLayers(isLast ? made.dissolve.picture : settled(made).picture);
    if (!moved) throw new Error('What stands in front is a subject.');
    const view = (isLast ? this.#lastViews : this.#viewsAt(stretch)).subject(moved.layers, moved.maps.background);
    return { ...moved, view: camera ? chained(camera, view) : view };
  }

  #paintPicture(picture: Picture, views: Views, isTransparent: boolean, shadows: readonly ShadowEllipse[], opacity: number): Canvas {
    const { shows } = this.#part;
    const moved = movedLayers(picture);
    const onIt = moved && shows !== 'subject' ? this.#shadowsOn(moved, views, shadows) : [];
    if (picture.kind === 'pixels' && (!moved || (views.areOne && shows === 'all' && onIt.length === 0))) return this.#paintPixels(picture.rgba, views);
    if (!moved) throw new Error('Moved layers are layers.');
    const { maps } = moved;
    // Where the subject stands elsewhere than in the picture, the picture's rim around it would show.
    const layers = shows === 'background' || !views.areOne ? placeOf(moved.layers) : moved.layers;
    const canvas = { ...this.#frame, rgba: shows === 'subject' ? this.#emptyFrame(layers) : this.#background(layers, maps.background, views) };
    paintShadows(canvas, onIt);
    if (shows !== 'background') paintSubject(canvas, layers, maps, views.subject(layers, maps.background), isTransparent ? 'first' : 'onto', opacity);
    return canvas;
  }

  /** The shadows on a place: of its own subject, and of what stands in front. */
  #shadowsOn({ layers, maps, ground }: NonNullable<ReturnType<typeof movedLayers>>, views: Views, shadows: readonly ShadowEllipse[]): readonly ShadowEllipse[] {
    const horizon = ground?.horizon ?? null;
    if (!ground || horizon === null) return [];
    const own = this.#part.shows === 'all' ? shadowOf(footprintOf(layers), ground.stands, maps, views.subject(layers, maps.background), layers, this.#frame) : null;
    const toPicture = chained(views.background, maps.background);
    return withoutDoubles([...(own ? [own] : []), ...shadows].map((shadow) => onGround(shadow, horizon, toPicture, layers, this.#frame)).filter(({ strength }) => strength > 0));
  }

  #emptyFrame(layers: Layers): FramePixels {
    const rgba = new Uint8ClampedArray(this.#frame.width * this.#frame.height * 4);
    fillEmpty(rgba, layers);
    return rgba;
  }

  /** A place at rest is painted once. */
  #background(layers: Layers, camera: PixelMap, { background: view }: Views): FramePixels {
    if (!restsAt(camera, layers)) return paintBackground(layers, camera, view, this.#frame);
    if (this.#still?.layers !== layers) this.#still = { layers, rgba: paintBackground(layers, IDENTITY, view, this.#frame) };
    return this.#still.rgba.slice();
  }

  #paintPixels(rgba: FramePixels, { background: view }: Views): Canvas {
    const { width, height } = this.#frame;
    if (rgba.length === width * height * 4 && isStill(view, this.#frame, 1e-6)) return { width, height, rgba: rgba.slice() };
    const flat: Layers = { ...this.#picture, background: rgba, subject: new Uint8ClampedArray(rgba.length), bounds: { left: 1, right: 0, top: 1, bottom: 0 } };
    return { width, height, rgba: paintBackground(flat, IDENTITY, view, this.#frame) };
  }

  #viewsAt(stretch: number): Views {
    const views = this.#views[stretch];
    if (!views) throw new Error(`A part has no stretch ${stretch}.`);
    return views;
  }
}

/** A frame that dissolves into the first one of its shot comes to rest in its maps, and not in its pixels. */
function settled({ picture, dissolve }: MadeFrame): Pick<MadeFrame, 'picture' | 'dissolve'> {
  if (!dissolve) return { picture, dissolve };
  const [own, last] = [movedLayers(picture), movedLayers(dissolve.picture)];
  return own && own.layers === last?.layers ? { picture: pictureBetween(picture, dissolve.picture, dissolve.weight), dissolve: null } : { picture, dissolve };
}
