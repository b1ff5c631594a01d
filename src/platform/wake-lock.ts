/** The screen stays on while it is held; the browser lets go of it when the tab is hidden. */
export class ScreenWakeLock {
  readonly #wakeLock: Pick<WakeLock, 'request'> | undefined;
  readonly #page: Pick<Document, 'visibilityState' | 'addEventListener'>;
  #wanted = false;
  #held: Pick<WakeLockSentinel, 'release' | 'released'> | null = null;
  /** One request after another: holding and letting go may be asked for faster than the browser answers. */
  #turn: Promise<void> = Promise.resolve();

  /** @param wakeLock absent where the browser has none: then nothing happens */
  constructor(wakeLock: Pick<WakeLock, 'request'> | undefined, page: Pick<Document, 'visibilityState' | 'addEventListener'>) {
    this.#wakeLock = wakeLock;
    this.#page = page;
    page.addEventListener('visibilitychange', () => this.#settle());
  }

  readonly hold = (wanted: boolean): void => {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#settle();
  };

  #settle(): void {
    this.#turn = this.#turn.then(async () => {
      const held = this.#held?.released === false;
      if (!this.#wanted && held) {
        const lock = this.#held;
        this.#held = null;
        await lock?.release();
      } else if (this.#wanted && !held && this.#page.visibilityState === 'visible') {
        // Refused when the battery is low, for example: the film is made all the same.
        this.#held = (await this.#wakeLock?.request('screen').catch(() => null)) ?? null;
      }
    });
  }
}
