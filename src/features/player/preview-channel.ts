/**
 * Passes preview frames from the worker to the canvases, outside the store: each is drawn once and closed, and nothing may
 * retain it.
 */
export class PreviewChannel {
  readonly #draws = new Set<(frame: ImageBitmap) => void>();

  /** Draws `frame` wherever there is something to draw on, and closes it. */
  show(frame: ImageBitmap): void {
    try {
      for (const draw of this.#draws) draw(frame);
    } finally {
      frame.close();
    }
  }

  /** `draw` gets every frame from now on and must not keep it. Call what it returns to stop. */
  connect(draw: (frame: ImageBitmap) => void): () => void {
    this.#draws.add(draw);
    return () => this.#draws.delete(draw);
  }
}
