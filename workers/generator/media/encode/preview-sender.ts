import type { ResourceLedger } from '../../../lib/resource-ledger.js';
import type { RgbaFrame } from '../../../lib/rgba-frame.js';

/** Hands a bitmap over; resolves when the receiver is ready for another. The receiver closes it. */
export type DeliverPreview = (index: number, frame: ImageBitmap) => Promise<void>;

export type DrawPreview = (frame: RgbaFrame) => Promise<ImageBitmap>;

/** Sends frames to look at while the film is made: one at a time, dropping those that come while one is on its way. */
export class PreviewSender {
  readonly #draw: DrawPreview;
  readonly #deliver: DeliverPreview;
  readonly #ledger: ResourceLedger;
  #busy = false;
  #handedOver: Promise<void> = Promise.resolve();

  constructor(draw: DrawPreview, deliver: DeliverPreview, ledger: ResourceLedger) {
    this.#draw = draw;
    this.#deliver = deliver;
    this.#ledger = ledger;
  }

  /** Returns at once; a preview never holds up the film. */
  offer(frame: RgbaFrame): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#handedOver = this.#send(frame);
  }

  /** Resolves when no bitmap is ours any more; no preview is delivered after that without another `offer`. */
  async settle(): Promise<void> {
    await this.#handedOver;
  }

  async #send(frame: RgbaFrame): Promise<void> {
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

export function drawPreview({ rgba, width, height }: RgbaFrame): Promise<ImageBitmap> {
  return createImageBitmap(new ImageData(rgba, width, height));
}
