import * as z from 'zod/mini';
import { Failure } from '../../../contract/errors/failure.js';
import { size } from '../../../contract/pack/fields.js';

/**
 * What a pack says about ways to write its words: `forms` leads from what is written ("penguins", "hot dogs", an emoji) to what
 * stands in its vocabulary; `things` are the names of all that it draws as a subject, `ownColours` what of it comes in no other
 * colours, `places` the phrases for what it draws behind them. The words of captions that are neither in `said` nor in places only name things.
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
  readonly belongings: Belongings;
  readonly ownColours: ReadonlySet<string>;
  /** Which colour a thing has by itself, of those that come in others. */
  readonly thingColours: ReadonlyMap<string, string>;
  /** What captions say of anything; empty where a pack does not tell. */
  readonly said: ReadonlySet<string>;
  /** Words of what only some things do by themselves, and which ones. */
  readonly ownWords: Readonly<Record<string, readonly string[]>>;
  /** For each object of the pack, how many of `things`, in their order, are its names; empty where a pack does not tell. */
  readonly names: readonly number[];
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
  /** What is shown of a place where nothing is in it, if that is another one. */
  alone: z._default(z.record(z.string(), z.string()), {}),
  /** The same of a name of the first list and one of the second together. */
  aloneTogether: z._default(z.array(z.tuple([z.string(), z.array(z.string()), z.array(z.string())])), []),
});

const doing = z.object({
  /** A key of the lists of people or kinds. */
  who: z.string(),
  /** Every form of the verbs. */
  does: z.array(z.string()),
  /** Absent of what stays what it is. */
  thing: z.optional(z.string()),
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
  /** Whether nothing may be named with it. */
  isAlone: z.optional(z.boolean()),
});

const doings = z.object({
  who: z.record(z.string(), z.array(z.string())),
  /** The same of things that are no people. */
  kinds: z._default(z.record(z.string(), z.array(z.string())), {}),
  /** Words for more than one without a number, and how many. */
  many: z.record(z.string(), size),
  /** The first that fits counts. */
  rows: z.array(doing),
});

const belongings = z.object({
  /** Last words of names of what is part of other things. */
  parts: z.array(z.string()),
  /** Those that are drawn, by the last word of what has them. */
  seen: z.record(z.string(), z.array(z.string())),
  /** Objects that people wear. */
  worn: z.array(z.string()),
  /** Objects that are heads, seen from the front. */
  heads: z.array(z.string()),
  /** Names of what one does that show people who do it. */
  peopleAtIt: z.array(z.string()),
  /** Objects whose emoji are moods where words name a thing. */
  moods: z.array(z.string()),
  /** Words for a picture of something. */
  pictures: z.array(z.string()),
});

export type PlaceWords = z.infer<typeof placeWords>;
export type Doing = z.infer<typeof doing>;
/** Which thing it is when somebody does something: a girl who dances is a dancer. */
export type Doings = z.infer<typeof doings>;
/** What is told with another thing, and is no thing of its own in a film. */
export type Belongings = z.infer<typeof belongings>;

const file = z.object({
  forms: z.record(z.string(), z.string()),
  things: z.array(z.string()),
  places: z._default(z.array(z.string()), []),
  placeWords: z._default(placeWords, { names: {}, weak: [], first: [], together: [], destinations: {}, alone: {}, aloneTogether: [] }),
  /** `of` has for each of `things` the number of its phrase, -1 for none. */
  usualPlaces: z._default(z.object({ phrases: z.array(z.string()), of: z.array(z.number()) }), { phrases: [], of: [] }),
  doings: z._default(doings, { who: {}, kinds: {}, many: {}, rows: [] }),
  belongings: z._default(belongings, { parts: [], seen: {}, worn: [], heads: [], peopleAtIt: [], moods: [], pictures: [] }),
  ownColours: z._default(z.array(z.string()), []),
  /** By colour, the things that have it. */
  thingColours: z._default(z.record(z.string(), z.array(z.string())), {}),
  said: z._default(z.array(z.string()), []),
  ownWords: z._default(z.record(z.string(), z.array(z.string())), {}),
  names: z._default(z.array(z.number()), []),
});

/** @throws Failure `word-forms-unreadable` */
export function parseWordForms(source: string): WordForms {
  try {
    const { forms, ownColours, thingColours, said, usualPlaces: { phrases, of }, ...lists } = file.parse(JSON.parse(source));
    const longest = Math.max(1, ...Object.keys(forms).map((form) => form.split(' ').length));
    const usualPlaces = new Map(lists.things.flatMap((name, i) => {
      const phrase = phrases[of[i] ?? -1];
      return phrase === undefined ? [] : [[name, phrase] as const];
    }));
    const colourOf = new Map(Object.entries(thingColours).flatMap(([colour, names]) => names.map((name) => [name, colour] as const)));
    return { ...lists, usualPlaces, forms: new Map(Object.entries(forms)), longest, ownColours: new Set(ownColours), thingColours: colourOf, said: new Set(said) };
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
