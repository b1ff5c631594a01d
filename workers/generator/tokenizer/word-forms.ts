import * as z from 'zod/mini';
import { Failure } from '../../../contract/errors/failure.js';
import { size } from '../../../contract/pack/fields.js';

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
  readonly placeWords: PlaceWords;
  /** Names of things, and where those are when a prompt does not say it. */
  readonly usualPlaces: ReadonlyMap<string, string>;
  readonly doings: Doings;
  readonly ownColours: ReadonlySet<string>;
}

const placeWords = z.object({
  /** What people call a place, without a preposition, and the phrase that is drawn. */
  names: z.record(z.string(), z.string()),
  /** Names of times and weathers, which give way to any other place. */
  weak: z.array(z.string()),
  /** Names of things that are read as places, if they are not counted. */
  first: z.array(z.string()),
  /** A phrase for a name of the first list and one of the second together. */
  together: z.array(z.tuple([z.string(), z.array(z.string()), z.array(z.string())])),
  /** Things that say by themselves where somebody is who goes there. */
  destinations: z.record(z.string(), z.string()),
});

const doing = z.object({
  /** A key of the lists of people. */
  who: z.string(),
  /** Every form of the verbs. */
  does: z.array(z.string()),
  thing: z.string(),
  /** One of these has to be named as well. */
  objects: z.optional(z.array(z.string())),
  /** What the thing shows besides. */
  shows: z.optional(z.array(z.string())),
  /** Said in the place of the verb. */
  moves: z.optional(z.string()),
  /** Where that is, when the prompt does not say. */
  place: z.optional(z.string()),
  /** How many of them the thing shows; one when absent. */
  people: z.optional(size),
});

const doings = z.object({
  who: z.record(z.string(), z.array(z.string())),
  /** Words for more than one without a number, and how many. */
  many: z.record(z.string(), size),
  /** The first that fits counts. */
  rows: z.array(doing),
});

export type PlaceWords = z.infer<typeof placeWords>;
export type Doing = z.infer<typeof doing>;
/** Which thing it is when somebody does something: a girl who dances is a dancer. */
export type Doings = z.infer<typeof doings>;

const file = z.object({
  forms: z.record(z.string(), z.string()),
  things: z.array(z.string()),
  places: z._default(z.array(z.string()), []),
  placeWords: z._default(placeWords, { names: {}, weak: [], first: [], together: [], destinations: {} }),
  /** `of` has for each of `things` the number of its phrase, -1 for none. */
  usualPlaces: z._default(z.object({ phrases: z.array(z.string()), of: z.array(z.number()) }), { phrases: [], of: [] }),
  doings: z._default(doings, { who: {}, many: {}, rows: [] }),
  ownColours: z._default(z.array(z.string()), []),
});

/** @throws Failure `word-forms-unreadable` */
export function parseWordForms(source: string): WordForms {
  try {
    const { forms, ownColours, usualPlaces: { phrases, of }, ...lists } = file.parse(JSON.parse(source));
    const longest = Math.max(1, ...Object.keys(forms).map((form) => form.split(' ').length));
    const usualPlaces = new Map(lists.things.flatMap((name, i) => {
      const phrase = phrases[of[i] ?? -1];
      return phrase === undefined ? [] : [[name, phrase] as const];
    }));
    return { ...lists, usualPlaces, forms: new Map(Object.entries(forms)), longest, ownColours: new Set(ownColours) };
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
