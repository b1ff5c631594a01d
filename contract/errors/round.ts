/** For messages: no more digits than a person cares for. */
export function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
