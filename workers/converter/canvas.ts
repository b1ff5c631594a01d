import type { VideoSample } from 'mediabunny';

/** A canvas that frames are drawn on, one after another, to reach their pixels. */
export class FrameCanvas {
  readonly width: number;
  readonly height: number;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** @param readsPixels whether pixels are read back often, which decides where the browser keeps them */
  constructor(width: number, height: number, readsPixels: boolean) {
    this.width = width;
    this.height = height;
    this.#canvas = new OffscreenCanvas(width, height);
    const context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: readsPixels });
    if (context === null) throw new Error('This browser gives no 2D canvas to a worker.');
    context.imageSmoothingQuality = 'high';
    this.#context = context;
  }

  /** Draws the frame over the whole canvas, and closes it. */
  take(sample: VideoSample): void {
    try {
      sample.draw(this.#context, 0, 0, this.width, this.height);
    } finally {
      sample.close();
    }
  }

  /** RGBA, row after row from the top. */
  pixels(): Uint8ClampedArray {
    return this.#context.getImageData(0, 0, this.width, this.height).data;
  }

  picture(type: 'image/png' | 'image/webp'): Promise<Blob> {
    return this.#canvas.convertToBlob({ type, quality: 0.85 });
  }
}
