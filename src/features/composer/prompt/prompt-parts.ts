import type { PackVocabulary } from '../../../../contract/pack-summary.js';

/**
 * Edits a prompt by its parts: who, does what, where, and what the camera does.
 * The sentence is `OBJECT MOTION on BACKGROUND, the camera CAMERA`; every part but the first may be missing,
 * and everything else that a person wrote stays as it is.
 */
export type PartKind = 'objects' | 'motions' | 'backgrounds' | 'cameras';

/** Where a part stands in a prompt: `term` is what the vocabulary calls it, `start` and `end` are string indices. */
export interface FoundPart {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

interface Word {
  readonly stem: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the']);
const PLACE_WORDS: ReadonlySet<string> = new Set(['on', 'in', 'at', 'against', 'under', 'over']);
const CAMERA_WORD = 'camera';
const BACKGROUND_WORD = 'background';

/** The part of `kind` that stands in `prompt`, the longest where several match, or null. */
export function findPart(prompt: string, kind: PartKind, vocabulary: PackVocabulary): FoundPart | null {
  const words = splitWords(prompt);
  let best: (FoundPart & { readonly length: number }) | null = null;
  for (const term of vocabulary[kind]) {
    const sought = splitWords(term);
    if (sought.length === 0 || (best !== null && sought.length <= best.length)) continue;
    for (let at = 0; at + sought.length <= words.length; at++) {
      if (!sought.every((word, offset) => word.stem === words[at + offset]?.stem)) continue;
      if (isPlace(words, at, sought.length) !== (kind === 'backgrounds')) continue;
      if (kind === 'motions' && sought.length === 1 && isNoun(words, at, vocabulary)) continue;
      const [from, to] = widen(words, at, at + sought.length, kind);
      best = { term, start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0, length: sought.length };
      break;
    }
  }
  return best === null ? null : { term: best.term, start: best.start, end: best.end };
}

/** `prompt` with its part of `kind` replaced by `term`, or with `term` put in where that part belongs. */
export function putPart(prompt: string, kind: PartKind, term: string, vocabulary: PackVocabulary): string {
  const found = findPart(prompt, kind, vocabulary);
  if (found !== null) {
    const before = prompt.slice(0, found.start);
    if (kind === 'objects') return tidy(fitArticle(before, term) + prompt.slice(found.end));
    return tidy(before + phrase(kind, term) + prompt.slice(found.end));
  }
  const at = insertionPoint(prompt, kind, vocabulary);
  const before = prompt.slice(0, at).replace(/[\s,]+$/, '');
  const after = prompt.slice(at);
  const camera = findPart(prompt, 'cameras', vocabulary);
  const lead = kind === 'cameras' && before !== '' ? ', ' : ' ';
  const trail = camera !== null && camera.start === at && kind !== 'objects' ? ', ' : ' ';
  return tidy(before + lead + phrase(kind, term) + trail + after);
}

/** `prompt` without its part of `kind`. */
export function removePart(prompt: string, kind: PartKind, vocabulary: PackVocabulary): string {
  const found = findPart(prompt, kind, vocabulary);
  return found === null ? prompt : tidy(prompt.slice(0, found.start) + prompt.slice(found.end));
}

/** What a chip for `term` says: the small words that go with it in a sentence are left to the sentence. */
export function chipLabel(kind: PartKind, term: string): string {
  if (kind === 'cameras') return term.replace(/^the camera\s+/i, '');
  if (kind === 'backgrounds') return term.replace(/^on (?:an?|the)\s+(.+?)\s+background$/i, '$1');
  return term;
}

/** `prompt` with every occurrence of `word` (whole words, any case) replaced by `near`. */
export function replaceWord(prompt: string, word: string, near: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(\\b[Aa]n?\\s+)?(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
  return prompt.replace(pattern, (_, article: string | undefined) => (article === undefined ? near : fitArticle(article, near)));
}

function phrase(kind: PartKind, term: string): string {
  const [first = ''] = term.toLowerCase().split(/\s+/);
  switch (kind) {
    case 'objects':
      return ARTICLES.has(first) ? term : `${articleFor(term)} ${term}`;
    case 'motions':
      return term;
    case 'backgrounds':
      if (PLACE_WORDS.has(first)) return term;
      if (ARTICLES.has(first)) return `on ${term}`;
      return `on ${articleFor(term)} ${term}${term.toLowerCase().endsWith(BACKGROUND_WORD) ? '' : ` ${BACKGROUND_WORD}`}`;
    case 'cameras':
      return term.toLowerCase().includes(CAMERA_WORD) ? term : `the ${CAMERA_WORD} ${term}`;
  }
}

/** Where a part that is missing belongs: before the first part that comes after it in the sentence. */
function insertionPoint(prompt: string, kind: PartKind, vocabulary: PackVocabulary): number {
  if (kind === 'objects') return 0;
  if (kind === 'motions') {
    const subject = findPart(prompt, 'objects', vocabulary);
    if (subject !== null) return subject.end;
  }
  const later: readonly PartKind[] = kind === 'motions' ? ['backgrounds', 'cameras'] : kind === 'backgrounds' ? ['cameras'] : [];
  for (const next of later) {
    const found = findPart(prompt, next, vocabulary);
    if (found !== null) return found.start;
  }
  return prompt.trimEnd().replace(/\.$/, '').length;
}

/** Takes in the small words that belong to a part: "on a green background", ", the camera zooms in". */
function widen(words: readonly Word[], from: number, to: number, kind: PartKind): [number, number] {
  const textAt = (index: number): string => words[index]?.text ?? '';
  let start = from;
  let end = to;
  if (kind === 'backgrounds') {
    if (textAt(end) === BACKGROUND_WORD) end++;
    if (ARTICLES.has(textAt(start - 1))) start--;
    if (isInFrontOf(words, start - 1)) start -= 3;
    else if (PLACE_WORDS.has(textAt(start - 1)) || textAt(start - 1) === 'with') start--;
  }
  if (kind === 'cameras' && textAt(start - 1) === CAMERA_WORD) {
    start--;
    if (ARTICLES.has(textAt(start - 1))) start--;
  }
  return [start, end];
}

/** Tells "a big wave" from "a cat waving": a word that may be a verb stands where a thing does. */
function isNoun(words: readonly Word[], at: number, { objects }: PackVocabulary): boolean {
  const textAt = (index: number): string => words[index]?.text ?? '';
  if (/(?:ing|ed|s)$/u.test(textAt(at))) return false;
  return ARTICLES.has(textAt(at - 1)) || (ARTICLES.has(textAt(at - 2)) && !objects.some((object) => object.split(' ').at(-1) === textAt(at - 1)));
}

/** Tells "a red apple" from "on a red background": the same colour word names a place only in the second. */
function isPlace(words: readonly Word[], at: number, length: number): boolean {
  if (words[at + length]?.text === BACKGROUND_WORD || words[at + length - 1]?.text === BACKGROUND_WORD) return true;
  if (PLACE_WORDS.has(words[at]?.text ?? '')) return true;
  const before = ARTICLES.has(words[at - 1]?.text ?? '') ? at - 2 : at - 1;
  return PLACE_WORDS.has(words[before]?.text ?? '') || isInFrontOf(words, before);
}

function isInFrontOf(words: readonly Word[], last: number): boolean {
  return words[last]?.text === 'of' && words[last - 1]?.text === 'front' && words[last - 2]?.text === 'in';
}

/** Puts `noun` after `before`, whose last word may be "a" or "an", with the article that sounds right. */
function fitArticle(before: string, noun: string): string {
  return before.replace(/\b([Aa])n?(\s+)$/, (_, letter: string, space: string) => letter + articleFor(noun).slice(1) + space) + noun;
}

const articleFor = (noun: string): 'a' | 'an' => (/^(?:[aeio]|u(?!ni|s))/i.test(noun) ? 'an' : 'a');

const tidy = (prompt: string): string =>
  prompt.replace(/\s+/g, ' ').replace(/\s+,/g, ',').replace(/,(?:\s*,)+/g, ',').replace(/^[\s,]+|[\s,]+$/g, '');

function splitWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu)].map((match) => {
    const word = match[0].toLowerCase();
    return { stem: stemOf(word), text: word, start: match.index, end: match.index + word.length };
  });
}

/** "bounces", "bouncing" and "bounce" are one word here: chips say one form, people write another. */
function stemOf(word: string): string {
  const bare = word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word;
  return bare.replace(/([^aeiou])\1$/, '$1').replace(/y$/, 'i').replace(/e$/, '');
}
