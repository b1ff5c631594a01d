import { filmLock } from '../../contract/names.js';

/** Keeps the files of finished films while this page may show them: workers delete those that no page has a lock on. */
export class FilmLocks {
  readonly #held = new Map<string, () => void>();

  hold(jobId: string): void {
    // Without locks (no secure context) there are no such files either.
    if (typeof navigator === 'undefined' || !('locks' in navigator) || this.#held.has(jobId)) return;
    const held = new Promise<void>((release) => this.#held.set(jobId, release));
    navigator.locks.request(filmLock(jobId), { mode: 'shared' }, () => held).catch(() => undefined);
  }

  release(jobId: string): void {
    this.#held.get(jobId)?.();
    this.#held.delete(jobId);
  }
}
