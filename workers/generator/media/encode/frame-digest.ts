/**
 * Order-sensitive SHA-256 over frames that come one at a time, without keeping them: each frame's digest is hashed
 * together with the digest of all before it, d(n) = SHA-256(d(n-1) + SHA-256(frame n)), with d(0) all zero.
 */
export class FrameDigest {
  #chain: Uint8Array<ArrayBuffer>;

  /** @param chain where to go on: what `chain` gave after the frame before */
  constructor(chain: Uint8Array = new Uint8Array(32)) {
    this.#chain = new Uint8Array(chain);
  }

  /** d(n) of the frames so far; empty once one was left out. */
  get chain(): Uint8Array {
    return this.#chain;
  }

  /** Whether no frame was left out. */
  get isWhole(): boolean {
    return this.#chain.length > 0;
  }

  /** Leaves a frame out whose bytes are not at hand; without it there is no digest of the film. */
  leaveOut(): void {
    this.#chain = new Uint8Array(0);
  }

  /** @param rgba bytes of the next frame; free to change once this resolves */
  async add(rgba: Uint8ClampedArray<ArrayBuffer>): Promise<void> {
    if (!this.isWhole) return;
    const link = new Uint8Array(64);
    link.set(this.#chain, 0);
    link.set(new Uint8Array(await crypto.subtle.digest('SHA-256', rgba)), 32);
    this.#chain = new Uint8Array(await crypto.subtle.digest('SHA-256', link));
  }
}
