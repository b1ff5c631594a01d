/** A Web Lock that is held until it is let go, or until this worker ends. */
export interface WebLock {
  /** May be called again. */
  release(): void;
}

/**
 * @param patienceMs how long to wait for it while another holds it
 * @returns null when another holds it still
 */
export function holdLock(name: string, patienceMs: number): Promise<WebLock | null> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => resolve({ release }));
    };
    const options: LockOptions = patienceMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(patienceMs) };
    navigator.locks.request(name, options, hold).catch((error: unknown) => {
      if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')) resolve(null);
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** Names of all locks that any tab of this origin holds. */
export async function heldLocks(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name === undefined ? [] : [name])));
}
