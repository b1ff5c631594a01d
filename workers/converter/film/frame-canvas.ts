import type { VideoSample } from 'mediabunny';
import { unstackAlpha } from '../../../contract/stacked-alpha.js';
import type { Part, Rgba, Size } from './picture.js';

/** The film whose frames are drawn: its visible size, and whether it is transparent. */
export interface DrawnFilm extends Size {
  readonly transparent: boolean;
}

export interface Drawing {
  /** Of the picture to be had. */
  readonly size: Size;
  /** Of the film; all of it when absent. */
  readonly part?: Part;
  /** Whether pixels are read back often, which decides where the browser keeps them. */
  readonly readsPixels: boolean;
}

/**
 * A canvas that frames are drawn on, one after another, to reach their pixels. Of a transparent film colours and alpha are
 * scaled apart, so that colours do not mix with what is not to be seen.
 */
export class FrameCanvas {
  readonly width: number;
  readonly height: number;
  readonly #film: DrawnFilm;
  readonly #part: Part;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(film: DrawnFilm, { size: { width, height }, part, readsPixels }: Drawing) {
    this.width = width;
    this.height = height;
    this.#film = film;
    this.#part = part ?? { x: 0, y: 0, width: film.width, height: film.height };
    this.#canvas = new OffscreenCanvas(width, film.transparent ? 2 * height : height);
    this.#context = contextOf(this.#canvas, { alpha: false, willReadFrequently: readsPixels || film.transparent });
    this.#context.imageSmoothingQuality = 'high';
  }

  /** Draws the frame over the whole canvas, and closes it. */
  take(sample: VideoSample): void {
    const { x, y, width, height } = this.#part;
    try {
      sample.draw(this.#context, x, y, width, height, 0, 0, this.width, this.height);
      if (this.#film.transparent) sample.draw(this.#context, x, y + this.#film.height, width, height, 0, this.height, this.width, this.height);
    } finally {
      sample.close();
    }
  }

  pixels(): Rgba {
    const { data } = this.#context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
    return this.#film.transparent ? unstackAlpha(data) : data;
  }

  async picture(type: 'image/png' | 'image/webp'): Promise<Blob> {
    return this.#film.transparent ? pictureOf(this.pixels(), this, type, PICTURE_QUALITY) : this.#canvas.convertToBlob({ type, quality: PICTURE_QUALITY });
  }
}

const PICTURE_QUALITY = 0.85;

/** @param quality 0 to 1; PNG has none */
export async function pictureOf(rgba: Rgba, { width, height }: Size, type: 'image/png' | 'image/webp', quality: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas, {}).putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.convertToBlob({ type, quality });
}

function contextOf(canvas: OffscreenCanvas, settings: { readonly alpha?: boolean; readonly willReadFrequently?: boolean }): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (context === null) throw new Error('This browser gives no 2D canvas to a worker.');
  return context;
}
