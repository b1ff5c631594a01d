import * as z from 'zod/mini';
import { Failure } from '../../../contract/errors/failure.js';

/**
 * What a pack says about ways to write its words: `forms` leads from what is written ("penguins", "hot dogs", an emoji) to what
 * stands in its vocabulary; `things` are the names of all that it draws as a subject, `ownColours` those of them that come in no other
 * colours, `places` the phrases for what it draws behind them.
 */
export interface WordForms {
  readonly forms: ReadonlyMap<string, string>;
  /** Words of the longest form. */
  readonly longest: number;
  readonly things: readonly string[];
  readonly places: readonly string[];
  readonly ownColours: ReadonlySet<string>;
}

const file = z.object({ forms: z.record(z.string(), z.string()), things: z.array(z.string()), places: z.optional(z.array(z.string())), ownColours: z.optional(z.array(z.string())) });

/** @throws Failure `word-forms-unreadable` */
export function parseWordForms(source: string): WordForms {
  try {
    const { forms, things, places = [], ownColours = [] } = file.parse(JSON.parse(source));
    const longest = Math.max(1, ...Object.keys(forms).map((form) => form.split(' ').length));
    return { forms: new Map(Object.entries(forms)), longest, things, places, ownColours: new Set(ownColours) };
  } catch (error) {
    throw Failure.because('word-forms-unreadable', {}, error);
  }
}

/** Letters that are left of a word when its ending is taken away, at least. */
const MIN_STEM = 3;

/** Singulars that `word` may be the plural of, likeliest first: none for "glass" and "bus". */
export function singularsOf(word: string): readonly string[] {
  const stems: string[] = [];
  if (/(?:[^s]s)$/u.test(word) && !/(?:us|is)$/u.test(word)) stems.push(word.slice(0, -1));
  if (/(?:s|x|z|ch|sh|o)es$/u.test(word)) stems.push(word.slice(0, -2));
  if (word.endsWith('ies')) stems.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves')) stems.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('men')) stems.push(`${word.slice(0, -3)}man`);
  return stems.filter((stem) => stem.length >= MIN_STEM);
}

/** Participles that `word` may be another form of: "bounced", "bounces" and "bounce" are all "bouncing". */
export function participlesOf(word: string): readonly string[] {
  const stems = [word, word.replace(/s$/u, ''), word.replace(/es$/u, ''), word.replace(/ed$/u, ''), word.replace(/d$/u, '')];
  return [...new Set(stems)]
    .filter((stem) => stem.length >= MIN_STEM)
    .flatMap((stem) => [`${stem}ing`, `${stem.replace(/e$/u, '')}ing`, `${stem}${stem.at(-1) ?? ''}ing`]);
}
