/** How often to look until the worker has begun, in milliseconds. */
const LOOK_EVERY_MS = 250;

/**
 * Notices when a worker ends without an event, for example when the browser kills it to free memory: the worker holds a Web
 * Lock under its own name (workers/generator/generator.worker.ts), and this side gets the lock once the worker is gone.
 * @returns ends the watch
 */
export function watchWorker(name: string, onGone: () => void): () => void {
  const watch = new AbortController();
  const { signal } = watch;
  const look = async (): Promise<void> => {
    for (let begun = false; !begun && !signal.aborted; ) {
      const { held = [] } = await navigator.locks.query();
      begun = held.some((lock) => lock.name === name);
      if (!begun) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    await navigator.locks.request(name, { signal }, () => {
      if (!signal.aborted) onGone();
    });
  };
  if ('locks' in navigator) look().catch(() => undefined);
  return () => watch.abort();
}
