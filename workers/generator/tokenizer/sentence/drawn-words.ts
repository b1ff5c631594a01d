import type { Token } from './prompt-things.js';

/** Words between two things that say nothing of what they do. */
export const FUNCTION_WORDS = new Set(
  'a an the and or with without no not in on at by near under over above below beside behind between around through across along to towards toward from of into onto off out up down is are was were am be being who that which while its his her their my your our it them him as like than then there next front top together some each other both'.split(' '),
);

/** Without what the model leaves out, and without the words that only lead to that: of "dancing with a zorblax", "dancing". */
export function withoutLeftOut(tokens: readonly Token[]): readonly Token[] {
  const gone = new Set<Token>();
  for (const [i, token] of tokens.entries()) {
    if (token.drawn !== '') continue;
    gone.add(token);
    const next = tokens[i + 1];
    // Of "a zorblax dog", the article is the dog's.
    if (next && !next.begins && next.masked === null && !FUNCTION_WORDS.has(next.word)) continue;
    for (const before of tokens.slice(0, i).reverse()) {
      if (!gone.has(before) && (before.masked !== null || !FUNCTION_WORDS.has(before.word))) break;
      gone.add(before);
    }
  }
  return gone.size === 0 ? tokens : tokens.filter((token) => !gone.has(token));
}

/** The prompt as it is drawn, with the place and the camera as the model learned them, where it names them in its own words. */
export function withPlace(all: readonly Token[], phrase: string, moves: string): string {
  const tokens = withoutLeftOut(all);
  const place = tokens.findIndex(({ masked }) => masked === 'place');
  const words = tokens.flatMap(({ typed, drawn, masked, begins, isFirst }, i) => {
    if (i === place) return [phrase];
    if (masked === 'place' || masked === 'camera' || !isFirst) return [];
    return [`${begins && i > 0 ? ', ' : ''}${drawn ?? typed}`];
  });
  return [...words, ...(place < 0 && phrase !== '' ? [phrase] : []), ...(moves === '' ? [] : [`, ${moves}`])].join(' ').replaceAll(' ,', ',').replace(/^(?:, )?(?:and|or) |^, /u, '');
}
