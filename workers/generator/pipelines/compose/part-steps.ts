import { footprintOf, onGround, shadowOf } from '../decoders/layers/cast-shadow.js';
import { placeOf, type Layers } from '../decoders/layers/cut-out.js';
import { restsAt } from '../decoders/layers/paint-background.js';
import { emptyColour } from '../decoders/layers/paint-frame.js';
import { withoutDoubles, type ShadowEllipse } from '../decoders/layers/paint-shadow.js';
import { chained, goneBy, IDENTITY, type PixelMap, type PixelSize } from '../decoders/layers/pixel-map.js';
import { movedLayers, pictureBetween, type FramePixels, type MadeFrame, type Picture, type ShownPicture } from '../film-picture.js';
import type { FilmPart } from './composition.js';
import type { PaintStep } from './paint-step.js';
import { cameraInFrame, viewsOf, type Views } from './views.js';

/** What is painted of a part in frames of a film, straight from its model's picture. */
export class PartSteps {
  readonly #part: FilmPart;
  readonly #frame: PixelSize;
  readonly #picture: PixelSize;
  readonly #views: readonly Views[];
  /** Of the picture that the part ends with. */
  readonly #lastViews: Views;
  #flat: { readonly rgba: FramePixels; readonly layers: Layers } | null = null;

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
   * A frame with nothing behind it.
   * @param stretch number of the one that it belongs to
   * @param shadows of what stands in front, as far as there is ground for them
   * @param opacity of its subject, where that is all of it
   */
  behind(made: MadeFrame, stretch: number, shadows: readonly ShadowEllipse[], opacity: number): readonly PaintStep[] {
    const shown = (picture: Picture, views: Views): readonly PaintStep[] => this.#stepsOf(picture, views, shadows, opacity);
    const last = (picture: Picture): readonly PaintStep[] => shown(picture, this.#lastViews);
    if (made.dissolve?.weight === 1) return last(made.dissolve.picture);
    const { picture, dissolve } = settled(made);
    const steps = shown(picture, this.#viewsAt(stretch));
    // Only what is behind everything else ends with another picture.
    return dissolve ? [...steps, { kind: 'dissolve', steps: last(dissolve.picture), weight: dissolve.weight }] : steps;
  }

  /**
   * The subject of a frame, in front of what is behind it.
   * @param camera what {@link camera} of the part behind gives: a thing goes with the place that it stands in
   * @param opacity of all of it
   */
  inFront(made: MadeFrame, stretch: number, camera: PixelMap | null, opacity: number): PaintStep {
    const { layers, maps, view } = this.#subject(made, stretch, camera);
    return { kind: 'subject', layers, maps, view, opacity };
  }

  /** The shadow of what {@link inFront} shows; null where it casts none. */
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

  #stepsOf(picture: Picture, views: Views, shadows: readonly ShadowEllipse[], opacity: number): readonly PaintStep[] {
    const { shows } = this.#part;
    const moved = movedLayers(picture);
    const onIt = moved && shows !== 'subject' ? this.#shadowsOn(moved, views, shadows) : [];
    if (picture.kind === 'pixels' && (!moved || (views.areOne && shows === 'all' && onIt.length === 0))) return [placeStep(this.#flatLayers(picture.rgba), IDENTITY, views, [])];
    if (!moved) throw new Error('Moved layers are layers.');
    const { maps } = moved;
    // Where the subject stands elsewhere than in the picture, the picture's rim around it would show.
    const layers = shows === 'background' || !views.areOne ? placeOf(moved.layers) : moved.layers;
    const behind: PaintStep = shows === 'subject' ? { kind: 'empty', colour: emptyColour(layers) } : placeStep(layers, goneBy(maps.background, moved.passed, layers), views, onIt);
    if (shows === 'background') return [behind];
    return [behind, { kind: 'subject', layers, maps, view: views.subject(layers, maps.background), opacity }];
  }

  /** The shadows on a place: of its own subject, and of what stands in front. */
  #shadowsOn({ layers, maps, ground }: NonNullable<ReturnType<typeof movedLayers>>, views: Views, shadows: readonly ShadowEllipse[]): readonly ShadowEllipse[] {
    const horizon = ground?.horizon ?? null;
    if (!ground || horizon === null) return [];
    const own = this.#part.shows === 'all' ? shadowOf(footprintOf(layers), ground.stands, maps, views.subject(layers, maps.background), layers, this.#frame) : null;
    const toPicture = chained(views.background, maps.background);
    return withoutDoubles([...(own ? [own] : []), ...shadows].map((shadow) => onGround(shadow, horizon, toPicture, layers, this.#frame)).filter(({ strength }) => strength > 0));
  }

  /** Pixels as a background without a subject; those that are shown again are the same. */
  #flatLayers(rgba: FramePixels): Layers {
    if (this.#flat?.rgba !== rgba) this.#flat = { rgba, layers: { ...this.#picture, background: rgba, subject: rgba, bounds: { left: 1, right: 0, top: 1, bottom: 0 } } };
    return this.#flat.layers;
  }

  #viewsAt(stretch: number): Views {
    const views = this.#views[stretch];
    if (!views) throw new Error(`A part has no stretch ${stretch}.`);
    return views;
  }
}

/** A background that moves less than can be seen is at rest. */
function placeStep(layers: Layers, camera: PixelMap, { background: view }: Views, shadows: readonly ShadowEllipse[]): PaintStep {
  return { kind: 'place', layers, map: restsAt(camera, layers) ? IDENTITY : camera, view, shadows };
}

/** A frame that dissolves into the first one of its shot comes to rest in its maps, and not in its pixels. */
function settled({ picture, dissolve }: MadeFrame): ShownPicture {
  if (!dissolve) return { picture, dissolve };
  const [own, last] = [movedLayers(picture), movedLayers(dissolve.picture)];
  return own && own.layers === last?.layers ? { picture: pictureBetween(picture, dissolve.picture, dissolve.weight), dissolve: null } : { picture, dissolve };
}
