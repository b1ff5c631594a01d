/**
 * Passes the segments of the film that is being made to a player, outside the store, which would copy and compare them. All
 * segments of the present film are kept (a few megabytes), so that a player that connects later plays it from the start.
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
