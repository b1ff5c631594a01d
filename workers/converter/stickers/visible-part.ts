import type { Part, Rgba, Size } from '../film/picture.js';

/** Alpha from which a pixel counts: fainter is what a glow fades into. */
const VISIBLE = 16;

/** The rectangle in which something of any frame is to be seen; all of it where nothing is. */
export class VisiblePart {
  readonly #size: Size;
  #left: number;
  #top: number;
  #right = -1;
  #bottom = -1;

  constructor(size: Size) {
    this.#size = size;
    [this.#left, this.#top] = [size.width, size.height];
  }

  add(rgba: Rgba): void {
    const { width, height } = this.#size;
    for (let y = 0, at = 3; y < height; y++) {
      for (let x = 0; x < width; x++, at += 4) {
        if ((rgba[at] ?? 0) < VISIBLE) continue;
        if (x < this.#left) this.#left = x;
        if (x > this.#right) this.#right = x;
        if (y < this.#top) this.#top = y;
        if (y > this.#bottom) this.#bottom = y;
      }
    }
  }

  part(): Part {
    if (this.#right < 0) return { x: 0, y: 0, ...this.#size };
    return { x: this.#left, y: this.#top, width: this.#right - this.#left + 1, height: this.#bottom - this.#top + 1 };
  }
}
