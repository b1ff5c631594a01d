const MAX_NEAR = 3;

/** Words of `vocabulary` that `word` may have been meant as, nearest first, three at most. */
export function nearWords(word: string, vocabulary: readonly string[]): readonly string[] {
  // Short words have too many neighbours at two edits: "hat" is no "dog".
  const maxEdits = word.length <= 4 ? 1 : word.length <= 7 ? 2 : 3;
  return vocabulary
    .map((known) => ({ known, distance: distanceOf(word, known, maxEdits) }))
    .filter(({ distance }) => distance <= maxEdits)
    .sort((a, b) => a.distance - b.distance || overlap(word, b.known) - overlap(word, a.known) || compare(a.known, b.known))
    .slice(0, MAX_NEAR)
    .map(({ known }) => known);
}

/**
 * The word of `vocabulary` that `word` is a misspelling of, if only that can be meant: it begins with the same letter, and has one other
 * letter, or two where the word is long.
 */
export function misspelled(word: string, vocabulary: readonly string[]): string | null {
  const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  const found = vocabulary
    // Of four letters, one may be missing; another one makes another word.
    .filter((known) => known[0] === word[0] && !isMadeOf(word, known) && known.length >= 4 && Math.abs(known.length - word.length) <= most && (word.length > 4 || known.length > 4))
    .map((known) => ({ known, distance: editDistance(word, known) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || overlap(word, b.known) - overlap(word, a.known) || compare(a.known, b.known));
  return found[0]?.known ?? null;
}

/** "Spooky" is no misspelled spook: an ending makes another word of it. */
const isMadeOf = (word: string, known: string): boolean => word.startsWith(known) && /^(?:y|ly|er|ed|ish)$/u.test(word.slice(known.length));

/** Letters that two words share at their beginnings and ends: "aple" is nearer to "apple" than to "ape". */
function overlap(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter && a.at(-1 - end) === b.at(-1 - end)) end++;
  return start + end;
}

/** By code unit, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

const MIN_PREFIX = 3;

function distanceOf(word: string, known: string, maxEdits: number): number {
  const shorter = Math.min(word.length, known.length);
  const samePrefix = shorter >= MIN_PREFIX && word.slice(0, shorter) === known.slice(0, shorter);
  // "apples" means "apple" however long its ending; a half keeps it behind a true single edit.
  return samePrefix ? Math.min(0.5, maxEdits) : editDistance(word, known);
}

/** Edits (insert, delete, replace, swap two neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, last[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
