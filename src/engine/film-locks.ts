/**
 * Keeps the files of finished films from being cleared away while this page may show them. Workers clear away folders
 * of films that no page has a lock on; workers/generator/storage/opfs-folders.ts looks for it under this name.
 */
export class FilmLocks {
  readonly #held = new Map<string, () => void>();

  hold(jobId: string): void {
    // Without locks (no secure context) there are no such files either.
    if (typeof navigator === 'undefined' || !('locks' in navigator) || this.#held.has(jobId)) return;
    const held = new Promise<void>((release) => this.#held.set(jobId, release));
    navigator.locks.request(`kinora-film-${jobId}`, { mode: 'shared' }, () => held).catch(() => undefined);
  }

  release(jobId: string): void {
    this.#held.get(jobId)?.();
    this.#held.delete(jobId);
  }
}
