/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether an element with `dir="auto"` lays `words` out from right to left: their first letter says. */
export function runsRightToLeft(words: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(words)?.[0] ?? '');
}

/**
 * A person's own words inside a sentence of the page, as Unicode isolates them (FSI and PDI), so that words of another
 * direction do not reorder the sentence. For labels and plain strings; elements have `dir="auto"` and `<bdi>`.
 */
export function isolated(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}
