export interface Attempt<T> {
  readonly bytes: number;
  /** Null for what was given up because it had become too large. */
  readonly made: T | null;
}

export interface Fitting<T> {
  /** The best that fits; null when nothing does. */
  readonly best: T | null;
  /** Of the smallest that was tried. */
  readonly leastBytes: number;
}

/**
 * Finds the first of several ways, from the largest result to the smallest, whose result is within `limit` bytes. It tries
 * few of them: the first, and then the middle of what is left.
 */
export async function fit<Way, T>(ways: readonly Way[], limit: number, attempt: (way: Way) => Promise<Attempt<T>>): Promise<Fitting<T>> {
  let [from, to, next] = [0, ways.length, 0];
  let best: T | null = null;
  let leastBytes = Infinity;
  while (from < to) {
    const way = ways[next];
    if (way === undefined) break;
    const { bytes, made } = await attempt(way);
    leastBytes = Math.min(leastBytes, bytes);
    if (made !== null && bytes <= limit) [best, to] = [made, next];
    else from = next + 1;
    next = (from + to) >> 1;
  }
  return { best, leastBytes };
}
