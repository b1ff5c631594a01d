/**
 * Pieces of the film that is being made, on their way to a player. They do not pass through the store: they are bytes,
 * and only the player wants them. All pieces of the present film are kept (a film is a few megabytes), so that a player
 * that comes later, or comes back, gets it from the start.
 */
export interface SegmentReceiver {
  readonly onSegment: (mimeType: string, bytes: ArrayBuffer) => void;
  /** No more will come: the film is whole, or was given up. */
  readonly onEnd: () => void;
}

export class SegmentChannel {
  #kept: { readonly mimeType: string; readonly bytes: ArrayBuffer }[] = [];
  #ended = true;
  #receiver: SegmentReceiver | null = null;

  /** Lets go of the film before. */
  begin(): void {
    this.#kept = [];
    this.#ended = false;
  }

  push(mimeType: string, bytes: ArrayBuffer): void {
    if (this.#ended) return;
    this.#kept.push({ mimeType, bytes });
    this.#receiver?.onSegment(mimeType, bytes);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#kept = [];
    this.#receiver?.onEnd();
  }

  /** `receiver` gets what there is of the film and what comes. Call what this returns to stop. */
  connect(receiver: SegmentReceiver): () => void {
    this.#receiver = receiver;
    for (const { mimeType, bytes } of this.#kept) receiver.onSegment(mimeType, bytes);
    return () => {
      if (this.#receiver === receiver) this.#receiver = null;
    };
  }
}
