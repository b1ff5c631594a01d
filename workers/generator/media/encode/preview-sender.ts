import { unstackAlpha } from '../../../../contract/stacked-alpha.js';
import type { ResourceLedger } from '../../../lib/resource-ledger.js';
import type { FilmFrame } from '../../../lib/film-frame.js';

/** Hands a bitmap over; resolves when the receiver is ready for another. The receiver closes it. */
export type DeliverPreview = (index: number, frame: ImageBitmap) => Promise<void>;

export type DrawPreview = (frame: FilmFrame) => Promise<ImageBitmap>;

/** Milliseconds from one preview to the next: films are made faster than anybody looks, and a bitmap for each frame would take a twentieth of all processor time. */
const LEAST_PAUSE = 80;

/** Sends frames to look at while the film is made: one at a time, dropping those that come while one is on its way or soon after it. */
export class PreviewSender {
  readonly #draw: DrawPreview;
  readonly #deliver: DeliverPreview;
  readonly #ledger: ResourceLedger;
  readonly #now: () => number;
  #lastAt = Number.NEGATIVE_INFINITY;
  #busy = false;
  #handedOver: Promise<void> = Promise.resolve();

  /** @param now a clock in milliseconds */
  constructor(draw: DrawPreview, deliver: DeliverPreview, ledger: ResourceLedger, now: () => number) {
    this.#draw = draw;
    this.#deliver = deliver;
    this.#ledger = ledger;
    this.#now = now;
  }

  /** Returns at once; a preview never holds up the film. */
  offer(frame: FilmFrame): void {
    const now = this.#now();
    if (this.#busy || now - this.#lastAt < LEAST_PAUSE) return;
    this.#lastAt = now;
    this.#busy = true;
    this.#handedOver = this.#send(frame);
  }

  /** Resolves when no bitmap is ours any more; no preview is delivered after that without another `offer`. */
  async settle(): Promise<void> {
    await this.#handedOver;
  }

  async #send(frame: FilmFrame): Promise<void> {
    try {
      const bitmap = await this.#draw(frame);
      this.#ledger.watch(bitmap);
      // A receiver that fails is gone or cannot draw: the film is made without previews then.
      this.#deliver(frame.index, bitmap).catch(() => bitmap.close()).finally(() => {
        this.#busy = false;
      });
    } catch {
      this.#busy = false;
    }
  }
}

export async function drawPreview(frame: FilmFrame): Promise<ImageBitmap> {
  if ('rgba' in frame) return createImageBitmap(new ImageData(frame.rgba, frame.width, frame.height));
  const { width, height, output } = frame;
  // The frame may be encoded and closed meanwhile.
  const image = frame.image.clone();
  try {
    if (output === 'opaque') return await createImageBitmap(image);
    const stacked = new Uint8ClampedArray(width * height * 4);
    await image.copyTo(stacked, { format: 'RGBA' });
    return await createImageBitmap(new ImageData(unstackAlpha(stacked), width, height / 2));
  } finally {
    image.close();
  }
}
