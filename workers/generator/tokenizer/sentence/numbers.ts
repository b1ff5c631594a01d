const NUMBERS: Readonly<Record<string, number>> = {
  two: 2, both: 2, couple: 2, pair: 2, three: 3, few: 3, four: 4, several: 4, five: 5, many: 5, lots: 5,
  six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, dozen: 12, twenty: 20,
};

/** How many of something a word says: "two dogs", "3 cats", "a couple of birds"; null of a word that is no number. */
export function numberIn(word: string): number | null {
  return /^(?:[2-9]|[1-9]\d{1,2})$/u.test(word) ? Number(word) : Object.hasOwn(NUMBERS, word) ? (NUMBERS[word] ?? null) : null;
}
