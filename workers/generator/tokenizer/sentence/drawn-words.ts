import type { Token } from './prompt-things.js';

/** Words between two things that say nothing of what they do. */
export const FUNCTION_WORDS = new Set(
  'a an the and or with without no not in on at by near under over above below beside behind between around through across along to towards toward from of into onto off out up down is are was were am be being who that which while its his her their my your our it them him as like than then there next front top together some each other both'.split(' '),
);

/** What a description of one thing begins with. */
const LEADS_TO_THINGS = new Set('a an the his her their my your our its this that some another with'.split(' '));

/** These begin nothing that is drawn. */
const LEADS_FROM_BEFORE = new Set('of on with up at to by from and or'.split(' '));

/**
 * Without what the model leaves out, and without the words that only lead to that or describe it: of "dancing with a fluffy zorblax", "dancing".
 * @param named tokens of things that are drawn, which describe nothing
 */
export function withoutLeftOut(tokens: readonly Token[], named: ReadonlySet<Token> = new Set()): readonly Token[] {
  const gone = new Set<Token>();
  for (const [i, token] of tokens.entries()) {
    if (token.drawn !== '') continue;
    gone.add(token);
    const next = tokens[i + 1];
    // Of "a zorblax dog", the article is the dog's.
    if (next && !next.begins && next.masked === null && !FUNCTION_WORDS.has(next.word)) continue;
    const first = describedFrom(tokens, i, named);
    for (const described of tokens.slice(first, i)) gone.add(described);
    for (const before of tokens.slice(0, first).reverse()) {
      if (named.has(before) || (!gone.has(before) && (before.masked !== null || !FUNCTION_WORDS.has(before.word)))) break;
      gone.add(before);
    }
  }
  return gone.size === 0 ? tokens : tokens.filter((token) => !gone.has(token));
}

/** Where the description of the word at `end` begins, behind its article or "with": at "fluffy" of "a fluffy zorblax"; at the word itself where none is sure. */
function describedFrom(tokens: readonly Token[], end: number, named: ReadonlySet<Token>): number {
  let first = end;
  while (first > 0 && !tokens[first]?.begins && isDescribing(tokens[first - 1], named)) first--;
  return first > 0 && !tokens[first]?.begins && LEADS_TO_THINGS.has(tokens[first - 1]?.typed.toLowerCase() ?? '') ? first : end;
}

const isDescribing = (token: Token | undefined, named: ReadonlySet<Token>): boolean => token !== undefined && token.masked === null && !FUNCTION_WORDS.has(token.word) && !named.has(token);

/** The prompt as it is drawn, with the place and the camera as the model learned them, where it names them in its own words. */
export function withPlace(all: readonly Token[], named: ReadonlySet<Token>, phrase: string, moves: string): string {
  const left = withoutLeftOut(all, named);
  // Of "a zorblax on a horse", the horse is left.
  const first = left.findIndex(({ typed, masked }) => masked !== null || !LEADS_FROM_BEFORE.has(typed.toLowerCase()));
  const tokens = left.slice(Math.max(0, first));
  const place = tokens.findIndex(({ masked }) => masked === 'place');
  const words = tokens.flatMap(({ typed, drawn, masked, begins, isFirst }, i) => {
    if (i === place) return [phrase];
    if (masked === 'place' || masked === 'camera' || !isFirst) return [];
    return [`${begins && i > 0 ? ', ' : ''}${drawn ?? typed}`];
  });
  return [...words, ...(place < 0 && phrase !== '' ? [phrase] : []), ...(moves === '' ? [] : [`, ${moves}`])].join(' ').replaceAll(' ,', ',').replace(/^(?:, )?(?:and|or) |^, /u, '').replaceAll(/\b(?:an?) (?=(\p{L}+))/gu, (_, next: string) => `${articleFor(next)} `);
}

/** By the sound that the next word begins with, as far as its letters tell it. */
export const articleFor = (words: string): string => (/^(?:(?!uni|use|eu|ufo|uku|one\b)[aeiou]|hour)/iu.test(words) ? 'an' : 'a');
