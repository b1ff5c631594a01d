import type { ResourceLedger } from '../pipeline/resource-ledger.js';
import type { RgbaFrame } from '../pipeline/rgba.js';

/** Hands a bitmap over; resolves when the receiver has taken it. The receiver closes it. */
export type DeliverPreview = (index: number, frame: ImageBitmap) => Promise<void>;

/** Sends frames to look at while the film is made: one at a time, dropping those that come while one is on its way. */
export class PreviewSender {
  readonly #deliver: DeliverPreview;
  readonly #ledger: ResourceLedger;
  #onItsWay: Promise<void> | null = null;

  constructor(deliver: DeliverPreview, ledger: ResourceLedger) {
    this.#deliver = deliver;
    this.#ledger = ledger;
  }

  /** Returns at once; a preview never holds up the film. */
  offer(frame: RgbaFrame): void {
    if (this.#onItsWay) return;
    this.#onItsWay = this.#send(frame).finally(() => {
      this.#onItsWay = null;
    });
  }

  /** Resolves when the last preview has been handed over. */
  async settle(): Promise<void> {
    await this.#onItsWay;
  }

  async #send({ index, rgba, width, height }: RgbaFrame): Promise<void> {
    try {
      const bitmap = await createImageBitmap(new ImageData(rgba, width, height));
      this.#ledger.opened('frames');
      try {
        await this.#deliver(index, bitmap);
      } finally {
        this.#ledger.closed('frames');
      }
    } catch {
      // The receiver is gone or cannot draw: the film goes on without being watched.
    }
  }
}
