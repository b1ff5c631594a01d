import type { Layers } from '../decoders/layers/cut-out.js';
import { footprintOf } from '../decoders/layers/cast-shadow.js';
import { chained, inverted, placedMap, type PixelMap, type PixelSize } from '../decoders/layers/pixel-map.js';
import type { Fit, StandingPlace } from './composition.js';

/** Where the pixels of a film's frame come from in a model's picture. */
export interface Views {
  readonly background: PixelMap;
  /** @param camera how the place is moved: a subject that is shown smaller than its place stays on the same ground */
  readonly subject: (layers: Layers, camera: PixelMap) => PixelMap;
  /** Whether both are the same, so that a whole picture can be shown as it is. */
  readonly areOne: boolean;
}

/** Proportions that differ less than this are the same. */
const SAME = 0.02;
/** Of the frame, that a subject is enlarged to at most: it has to move. */
const ROOM = 0.62;
/** Of the frame, that is left free beside a subject, and below its feet. */
const MARGIN = 0.05;

export function viewsOf(fit: Fit, frame: PixelSize, picture: PixelSize): Views {
  const middle = { x: (frame.width - 1) / 2, y: (frame.height - 1) / 2 };
  const [across, down] = [frame.width / picture.width, frame.height / picture.height];
  const evenly = (scale: number): PixelMap => placedMap(picture, middle, { across: scale, down: scale });
  if (fit === 'stretch') return asOne(placedMap(picture, middle, { across, down }));
  if (fit === 'contain') return asOne(evenly(Math.min(across, down)));
  if (fit !== 'cover') {
    const scale = (fit.size * Math.min(frame.width, frame.height)) / picture.width;
    const centre = { x: fit.x * frame.width - 0.5, y: fit.y * frame.height - 0.5 };
    const placed = placedMap(picture, centre, { across: scale, down: scale }, ((fit.turn ?? 0) * Math.PI) / 180);
    return 'foot' in fit ? { ...asOne(placed), subject: (layers) => standingMap(layers, placed, fit, frame) } : asOne(placed);
  }
  const scale = Math.max(across, down);
  const background = evenly(scale);
  if (isAlike(frame, picture)) return asOne(background);
  return { background, subject: (layers, camera) => onGround(background, groundedMap(layers, background, scale, frame), camera), areOne: false };
}

/** `placed`, moved up or down until the feet of the subject are where they should be. */
function standingMap(layers: Layers, placed: PixelMap, { foot, stands }: StandingPlace, frame: PixelSize): PixelMap {
  const footprint = footprintOf(layers);
  const back = inverted(placed);
  if (!footprint || !back) return placed;
  const [x, y] = [(footprint.footLeft + footprint.footRight) / 2, stands === 'lands' ? layers.height - 1 : footprint.bottom];
  const down = foot * frame.height - 0.5 - (back.yx * x + back.yy * y + back.y0);
  return { ...placed, x0: placed.x0 - placed.xy * down, y0: placed.y0 - placed.yy * down };
}

export function isAlike(a: PixelSize, b: PixelSize): boolean {
  return Math.abs((a.width * b.height) / (a.height * b.width) - 1) < SAME;
}

const asOne = (background: PixelMap): Views => ({ background, subject: () => background, areOne: true });

/** How a camera that moves a place moves what stands in the frame before it; null where there is no way back. */
export function cameraInFrame(view: PixelMap, camera: PixelMap): PixelMap | null {
  const back = inverted(view);
  return back && chained(chained(view, camera), back);
}

/** The subject's view, such that it goes with its ground where that is moved. */
function onGround(view: PixelMap, smaller: PixelMap, camera: PixelMap): PixelMap {
  const back = inverted(camera);
  return back ? chained(chained(chained(view, camera), smaller), back) : chained(view, smaller);
}

/**
 * From the place's pixels to the subject's: the subject is shown smaller than the place, so that it is whole, and stands with its feet where they
 * were; or as near as the frame lets it.
 */
function groundedMap({ bounds, width, height }: Layers, view: PixelMap, scale: number, frame: PixelSize): PixelMap {
  const box = bounds.left > bounds.right ? { left: 0, right: width - 1, top: 0, bottom: height - 1 } : bounds;
  const [across, down] = [box.right - box.left + 1, box.bottom - box.top + 1];
  const least = Math.min(frame.width / width, frame.height / height);
  const own = Math.min(scale, Math.max(least, Math.min((ROOM * frame.width) / across, (ROOM * frame.height) / down)));
  const foot = { x: (box.left + box.right) / 2, y: box.bottom };
  const inFrame = { x: (foot.x - view.x0) / view.xx, y: (foot.y - view.y0) / view.yy };
  const beside = MARGIN * frame.width + (across * own) / 2;
  const stands = {
    x: between(inFrame.x, beside, frame.width - beside),
    y: between(inFrame.y, MARGIN * frame.height + down * own, (1 - MARGIN) * frame.height),
  };
  const ground = { x: view.xx * stands.x + view.x0, y: view.yy * stands.y + view.y0 };
  const ratio = scale / own;
  return { xx: ratio, xy: 0, x0: foot.x - ratio * ground.x, yx: 0, yy: ratio, y0: foot.y - ratio * ground.y };
}

/** The nearest place; the middle where there is no room. */
function between(at: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(Math.max(at, least), most);
}
