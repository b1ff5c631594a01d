/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether an element with `dir="auto"` lays `words` out from right to left: their first letter says. */
export function runsRightToLeft(words: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(words)?.[0] ?? '');
}

/**
 * Wraps a person's text in Unicode isolates (FSI and PDI), so that text of another direction does not reorder the sentence
 * around it. For labels and plain strings; elements have `dir="auto"` and `<bdi>`.
 */
export function isolated(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}
