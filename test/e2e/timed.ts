const TRIES = 6;

/**
 * The least of what `measure` gives, which may try again while that is above `limit`: whatever else the machine does can only
 * lengthen what is timed. All that `measure` asserts holds each time.
 */
export async function least(limit: number, measure: () => Promise<number>): Promise<number> {
  let found = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && found > limit; tries++) found = Math.min(found, await measure());
  return found;
}
