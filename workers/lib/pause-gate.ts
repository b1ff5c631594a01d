import type { KinoraError } from '../../contract/errors.js';
import type { PauseReason } from '../../contract/generator.js';
import { cancelled } from './to-kinora-error.js';

/** What a gate tells about: that it closed and why, and that it opened again. */
export interface PauseListener {
  readonly paused: (reason: PauseReason, error: KinoraError | null) => void;
  readonly resumed: () => void;
}

/** Where a job can be made to stand still. It says so once it stands, and once it goes on. */
export class PauseGate {
  readonly #signal: AbortSignal;
  readonly #report: PauseListener;
  #asked = false;
  /** Present while the job stands still. */
  #open: (() => void) | null = null;

  constructor(signal: AbortSignal, report: PauseListener) {
    this.#signal = signal;
    this.#report = report;
  }

  /** The job will stand still at its next `pass`. */
  requestPause(): void {
    this.#asked = true;
  }

  /** Opens the gate; a pause that was asked for but not reached yet is taken back. */
  resume(): void {
    this.#asked = false;
    this.#open?.();
  }

  /** Waits here when a pause was asked for. @throws Failure `cancelled` */
  async waitWhilePaused(): Promise<void> {
    if (this.#signal.aborted) throw cancelled();
    if (this.#asked) await this.pauseUntilResumed('asked', null);
  }

  /** Stands still until `resume`. @throws Failure `cancelled` */
  async pauseUntilResumed(reason: PauseReason, error: KinoraError | null): Promise<void> {
    // Two parts of one job may have to stand at once, such as the maker of frames and their encoder: one report does.
    const outer = this.#open;
    const opened = new Promise<void>((resolve) => {
      this.#open = () => {
        outer?.();
        resolve();
      };
      this.#signal.addEventListener('abort', () => resolve(), { once: true });
      if (this.#signal.aborted) resolve();
    });
    // Whoever hears of it may open it at once.
    if (!outer) this.#report.paused(reason, error);
    await opened;
    this.#open = null;
    if (this.#signal.aborted) throw cancelled();
    if (!outer) this.#report.resumed();
  }
}
