import type { PixelSize } from './picture-header.js';

/**
 * How a picture comes into the frame of a model. `cut`: its middle, cut to the proportions of `shape`, and squeezed into the frame where those are
 * others. `whole`: of a picture that is transparent somewhere all of it, with empty edges; of any other its middle.
 */
export type PictureFit = { readonly kind: 'cut'; readonly shape: PixelSize } | { readonly kind: 'whole' };

export interface Box extends PixelSize {
  readonly x: number;
  readonly y: number;
}

/** The largest rectangle in the middle of `picture` with the proportions of `shape`. */
export function centreCrop(picture: PixelSize, shape: PixelSize): Box {
  return centred(picture, shape, Math.min(picture.width / shape.width, picture.height / shape.height));
}

/** The smallest rectangle with the proportions of `shape` that has all of `picture` in its middle. */
export function centreFrame(picture: PixelSize, shape: PixelSize): Box {
  return centred(picture, shape, Math.max(picture.width / shape.width, picture.height / shape.height));
}

function centred(picture: PixelSize, shape: PixelSize, scale: number): Box {
  const [width, height] = [shape.width * scale, shape.height * scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}
