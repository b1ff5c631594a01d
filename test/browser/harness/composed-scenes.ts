import { WEATHERS } from '../../../contract/names.js';
import type { FilmPart, Fit } from '../../../workers/generator/pipelines/compose/composition.js';
import type { PaintStep } from '../../../workers/generator/pipelines/compose/paint-step.js';
import { PartSteps } from '../../../workers/generator/pipelines/compose/part-steps.js';
import { AT_REST, mapsOfFrame, mapsOfFrameThere, type AnyMaps } from '../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import type { PixelSize } from '../../../workers/generator/pipelines/decoders/layers/pixel-map.js';
import { pictureBetween, type MadeFrame, type Picture } from '../../../workers/generator/pipelines/film-picture.js';
import { particlesOf } from '../../../workers/generator/pipelines/weather/particles.js';
import type { DeviceTensor } from '../../../workers/generator/pipelines/tensors/graph-runner.js';
import { ballBeforeWaves, wavingFields, type GoldenScene } from './painted-scenes.js';

export interface ComposedScene {
  readonly name: string;
  readonly size: PixelSize;
  readonly isTransparent: boolean;
  readonly steps: readonly PaintStep[];
}

const WIDE = { width: 640, height: 360 };
const OWN = { width: 256, height: 256 };
/** A camera that pans and zooms, and a subject that has risen. */
const PANNED = { xx: 0.95, xy: 0, x0: 9.3, yx: 0, yy: 0.95, y0: 4.2 };
const RISEN = { xx: 1.2, xy: 0.1, x0: -30, yx: -0.1, yy: 1.2, y0: 10 };

function partOf(fit: Fit, shows: FilmPart['shows'], ending?: Float32Array): FilmPart {
  return { kind: 'film', film: { shots: [], seed: 0, ...(ending && { ending }) }, stretches: [{ shown: 1, made: 1, fit }], shows, first: 0, frames: 1 };
}

const frameOf = (picture: Picture, dissolve: MadeFrame['dissolve'] = null): MadeFrame => ({ kind: 'frame', picture, dissolve });

/** @param fields of `golden`, on the device */
export function composedScenes(golden: GoldenScene, fields: DeviceTensor): readonly ComposedScene[] {
  const place = ballBeforeWaves(OWN.width, OWN.height);
  const thing = ballBeforeWaves(OWN.width, OWN.height);
  const ground = { horizon: 0.5, stands: 'rests' } as const;
  const pictureOf = (maps: AnyMaps, layers = place): Picture => ({ kind: 'layers', layers, maps, ground });
  const moving = pictureOf({ subject: RISEN, background: PANNED, fields: null });
  const waving = pictureOf({ ...AT_REST, fields: wavingFields(OWN.width, OWN.height) }, thing);
  const title = titleOn(WIDE);

  /** As a film puts them together. */
  function together(base: FilmPart, made: MadeFrame, others: readonly (readonly [fit: Fit, picture: Picture, opacity: number])[], picture: PixelSize = OWN): readonly PaintStep[] {
    const behind = new PartSteps(base, WIDE, picture);
    const camera = behind.camera(made, 0);
    const front = others.map(([fit, shown, opacity]) => ({ steps: new PartSteps(partOf(fit, 'subject'), WIDE, picture), made: frameOf(shown), opacity }));
    const shadows = base.shows === 'subject' ? [] : front.flatMap(({ steps, made: own }) => steps.shadow(own, 0, camera) ?? []);
    return [...behind.behind(made, 0, shadows, 1), ...front.map(({ steps, made: own, opacity }) => steps.inFront(own, 0, camera, opacity))];
  }
  const still = pictureOf(AT_REST, thing);
  const row = (count: number): readonly (readonly [Fit, Picture, number])[] => Array.from({ length: count }, (_, i) => [{ x: 0.1 + 0.14 * i, y: 0.45 + 0.05 * i, size: 0.3, turn: 20 * i }, still, 1 - 0.1 * i]);
  const opaque: Readonly<Record<string, readonly PaintStep[]>> = {
    'a camera, shadows, a thing that is half seen, a title': [...together(partOf('cover', 'all'), frameOf(moving), [[{ x: 0.3, y: 0.6, size: 0.7, turn: 15 }, still, 0.5]]), title(0.8)],
    'a place at rest, six things, and their shadows': together(partOf('cover', 'background'), frameOf(pictureOf(AT_REST)), row(6)),
    'things much smaller than they were drawn': together(partOf('cover', 'background'), frameOf(moving), [[{ x: 0.3, y: 0.6, size: 0.15 }, still, 1], [{ x: 0.7, y: 0.6, size: 0.07, turn: -40 }, still, 1]]),
    'a picture that dissolves into another': [
      ...together(partOf('cover', 'all', new Float32Array()), frameOf(moving, { picture: { kind: 'pixels', rgba: ballBeforeWaves(OWN.width, OWN.height).background }, weight: 0.4 }), [[{ x: 0.6, y: 0.5, size: 0.6 }, still, 1]]),
      title(1),
    ],
    'all that falls, behind a title': [...together(partOf('cover', 'all'), frameOf(moving), []), { kind: 'weather', particles: particlesOf(WEATHERS.map((weather) => ({ weather, seed: 3, seconds: 2.5, opacity: 0.9 })), WIDE) }, title(0.8)],
    'fields over fields': together(partOf('cover', 'background'), frameOf(pictureOf(AT_REST)), [[{ x: 0.3, y: 0.5, size: 0.9 }, waving, 1], [{ x: 0.6, y: 0.5, size: 1.2, turn: 30 }, waving, 0.7]]),
  };
  const alone: Readonly<Record<string, readonly PaintStep[]>> = {
    'things on nothing, and a title': [...together(partOf('contain', 'subject'), frameOf(moving), [[{ x: 0.3, y: 0.6, size: 0.7 }, still, 0.5]]), title(0.6)],
    'a title on nothing, and a thing before it': [title(1), ...together(partOf('contain', 'subject'), frameOf(moving), [[{ x: 0.5, y: 0.6, size: 0.9 }, still, 0.8]]).slice(2)],
    'fields on nothing': together(partOf('contain', 'subject'), frameOf(waving), [[{ x: 0.5, y: 0.3, size: 0.8, turn: 10 }, waving, 0.9]]),
    nothing: [],
  };
  const of = (steps: Readonly<Record<string, readonly PaintStep[]>>, isTransparent: boolean): readonly ComposedScene[] => Object.entries(steps).map(([name, all]) => ({ name, size: WIDE, isTransparent, steps: all }));
  return [...of(opaque, false), ...of(alone, true), ...ofGraph()];

  /** Frames of a graph, and one between two of them, with fields that stay on the device; and between one that does not and one that does. */
  function ofGraph(): readonly ComposedScene[] {
    const { layers } = golden;
    const size = { width: layers.width, height: layers.height };
    const there = (number: number): Picture => pictureOf(mapsOfFrameThere(golden.maps, fields, number, size.width, size.height), layers);
    const here = pictureOf(mapsOfFrame(golden.maps, golden.fields, 4, 1, size.width, size.height), layers);
    const pictures = { 'frame 2 of a graph': there(2), 'between two frames of a graph': pictureBetween(there(1), there(2), 0.4), 'between what is here and what is there': pictureBetween(here, there(2), 0.7) };
    return Object.entries(pictures).map(([name, picture]) => ({ name, size: WIDE, isTransparent: false, steps: together(partOf('cover', 'all'), frameOf(picture), [[{ x: 0.3, y: 0.6, size: 0.7 }, picture, 1]], size) }));
  }
}

/** A bar with soft ends. */
function titleOn({ width, height }: PixelSize): (opacity: number) => PaintStep {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 40; y < 90; y++) for (let x = 100; x < 540; x++) pixels.set([255, 250 - y, x / 3, Math.min(255, 3 * (x - 100), 3 * (540 - x))], (y * width + x) * 4);
  return (opacity) => ({ kind: 'title', pixels, opacity });
}
