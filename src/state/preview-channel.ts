/**
 * Frames on their way from the worker to the canvas. They do not pass through the store:
 * each is drawn once and closed, and nothing may hold on to it.
 */
export class PreviewChannel {
  #draw: ((frame: ImageBitmap) => void) | null = null;

  /** Draws `frame` if anything is there to draw on, and closes it. */
  show(frame: ImageBitmap): void {
    try {
      this.#draw?.(frame);
    } finally {
      frame.close();
    }
  }

  /** `draw` gets every frame from now on and must not keep it. Call what it returns to stop. */
  connect(draw: (frame: ImageBitmap) => void): () => void {
    this.#draw = draw;
    return () => {
      if (this.#draw === draw) this.#draw = null;
    };
  }
}
