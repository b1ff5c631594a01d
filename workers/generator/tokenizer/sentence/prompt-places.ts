import type { FoundThing, Token } from './prompt-things.js';
import type { PlaceWords, WordForms } from '../word-forms.js';

/** Words that begin a place. */
export const PREPOSITIONS = new Set(
  'in on at by near along across over through under to towards toward into from inside around beside above outside behind past down up onto off out between among amid beyond below beneath throughout within thru upon against'.split(' '),
);
/** After these, what is also a thing is one: a cow jumps over the moon, and a man walks on it. */
const BESIDE_THINGS = new Set('by near over under to towards toward from around beside above behind past off out between beyond below beneath'.split(' '));
/** These lead to where somebody will be. */
const TOWARDS = new Set('to towards toward past around into for'.split(' '));
/** A name of a place that stands before another word belongs to that: "a city bus". */
const AFTER_PLACES = new Set('with and full where when while that which is are has'.split(' '));
/** "In a space suit" is nobody in space. */
const NAMED_AFTER_PLACES = /^(?:suits?|station|shuttle|helmet|boots?|coat|jacket|hat|dress|costume|house|chair|food|toy|blanket|umbrella|towel)$/iu;
/** Verbs whose object is a place. */
const PLACE_VERBS = /^(?:cross|explor|enter|leav|visit)(?:e|ed|es|ing|s)?$/u;
/** Words of a place, from its preposition to its noun. */
const MOST_PLACE_WORDS = 6;

/** Words of a prompt that say where something is. */
interface FoundPlace {
  readonly start: number;
  readonly phrase: string;
  /** Every name in it: "snowy" and "forest". */
  readonly names: readonly string[];
  /** Whether the prompt has the phrase as the model learned it. */
  readonly isLearned: boolean;
  /** Whether no preposition leads to it. */
  readonly isBare?: true;
}

/** Where a film is. */
export interface ReadPlace {
  /** As the model learned it; empty where the prompt names no place. */
  readonly phrase: string;
  /** Whether the prompt has this phrase, and names no other place. */
  readonly isAsTyped: boolean;
  /** Whether it is named like a thing: "a forest with a wolf". */
  readonly isBare: boolean;
  /** All that the prompt says of it: names of places, of times and of weathers. */
  readonly names: readonly string[];
  /** What is shown of it where nothing is in it. */
  readonly alone: string;
  /** Names of times and weathers, as they were typed, that it is not drawn in. */
  readonly missing: readonly string[];
}

/** Finds what a prompt says of its place, and marks these tokens. */
export class PlaceFinder {
  /** In words, longest first. */
  readonly #phrases: readonly (readonly string[])[];
  readonly #words: PlaceWords;
  /** Names of places after a preposition. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #first: ReadonlySet<string>;
  readonly #isThing: (name: string) => boolean;
  readonly #longest: number;

  constructor({ places, placeWords }: Pick<WordForms, 'places' | 'placeWords'>, isThing: (name: string) => boolean) {
    this.#phrases = places.map((phrase) => phrase.split(/[\s-]+/u)).sort((a, b) => b.length - a.length);
    this.#words = placeWords;
    const learned = this.#phrases.filter((phrase) => phrase.length === 3 && PREPOSITIONS.has(phrase[0] ?? '') && /^(?:an?|the|my)$/u.test(phrase[1] ?? ''));
    this.#names = new Map([...learned.map((phrase) => [phrase[2] ?? '', phrase.join(' ')] as const), ...Object.entries(placeWords.names)]);
    this.#first = new Set(placeWords.first);
    this.#isThing = isThing;
    this.#longest = Math.max(1, ...[...this.#names.keys()].map((name) => name.split(' ').length));
  }

  /** Places that follow a preposition. */
  find(tokens: readonly Token[]): readonly FoundPlace[] {
    return [...this.#learned(tokens), ...this.#named(tokens)];
  }

  /** Whether the name of a thing is read as a place. */
  isPlace({ at, end, name, counted }: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): boolean {
    const typed = tokens.slice(at, end).flatMap((token) => (token.isFirst ? [token.typed.toLowerCase()] : [])).join(' ');
    // "A beach ball" is a ball.
    return counted < 0 && (this.#first.has(name) || this.#first.has(typed)) && !found.some((other) => other.at === end);
  }

  /** Names of places by themselves: "rainy city". Where the prompt names things, those that belong to none of them: "a dog, sunset", "a forest with a wolf". */
  findBare(tokens: readonly Token[], isWhole: boolean, isFree: (at: number) => boolean): readonly FoundPlace[] {
    const found: FoundPlace[] = [];
    for (const [start, end] of partsOf(tokens)) {
      const isApart = isWhole || tokens.slice(start, end).every((_, i) => isFree(start + i));
      for (let at = start; at < end; at++) {
        const run = this.#nameAt(tokens, at, end, this.#words.names);
        if (run === null) continue;
        const next = tokens[at + run.count];
        const isSeparate = isFree(at - 1) && isFree(at) && !this.#words.weak.includes(run.name) && (next === undefined || next.begins || AFTER_PLACES.has(next.word));
        if (!isApart && !isSeparate) continue;
        mark(tokens, at, at + run.count);
        found.push({ start: at, phrase: this.#words.names[run.name] ?? '', names: [run.name], isLearned: false, isBare: true });
        at += run.count - 1;
      }
    }
    return found;
  }

  /** Where somebody is who goes "to the moon", which stays a thing. */
  destinationOf(tokens: readonly Token[]): string {
    const at = tokens.findIndex(({ word, masked }, i) => masked === null && Object.hasOwn(this.#words.destinations, word) && tokens.slice(Math.max(0, i - 2), i).some((token) => TOWARDS.has(token.word)));
    return this.#words.destinations[tokens[at]?.word ?? ''] ?? '';
  }

  /** A model draws one place: what names a time or the weather gives way, or makes another one of it. */
  resolve(places: readonly FoundPlace[], otherwise: string): ReadPlace {
    const inOrder = [...places].sort((a, b) => a.start - b.start);
    const names = inOrder.flatMap((place) => place.names);
    const find = (rows: PlaceWords['together']): PlaceWords['together'][number] | undefined =>
      rows.find(([, ones, others]) => ones.some((one) => names.includes(one) && others.some((other) => other !== one && names.includes(other))));
    const together = find(this.#words.together);
    // A phrase is as weak as the names in it.
    const ownNames = (place: FoundPlace): readonly string[] => (place.isLearned && place.names.length > 1 ? place.names.slice(1) : place.names);
    const chosen = inOrder.find((place) => ownNames(place).some((name) => !this.#words.weak.includes(name))) ?? inOrder[0];
    const phrase = together?.[0] ?? chosen?.phrase ?? otherwise;
    const isOnly = inOrder.length === 1 && (together === undefined ? chosen?.isLearned === true : inOrder[0]?.phrase === phrase);
    const isShown = (name: string): boolean => (together === undefined ? chosen?.names.includes(name) === true : together.slice(1).flat().includes(name));
    return {
      phrase,
      names,
      isAsTyped: inOrder.length === 0 ? otherwise === '' : isOnly,
      isBare: inOrder.some((place) => place.isBare),
      alone: find(this.#words.aloneTogether)?.[0] ?? this.#words.alone[phrase] ?? phrase,
      missing: names.filter((name) => this.#words.weak.includes(name) && !name.includes(' ') && this.#words.names[name] !== phrase && !isShown(name)),
    };
  }

  /** Words of places that the list knows by themselves, whatever a model makes of them. */
  understood(tokens: readonly Token[]): readonly string[] {
    return tokens.filter(({ masked }) => masked === 'place').map(({ typed }) => typed.toLowerCase()).filter((typed) => PREPOSITIONS.has(typed) || this.#names.has(typed) || PLACE_VERBS.test(typed));
  }

  #learned(tokens: readonly Token[]): readonly FoundPlace[] {
    const found: FoundPlace[] = [];
    for (const phrase of this.#phrases) {
      for (let at = 0; at + phrase.length <= tokens.length; at++) {
        if (!phrase.every((word, i) => tokens[at + i]?.word === word && !tokens[at + i]?.masked && (i === 0 || !tokens[at + i]?.begins))) continue;
        mark(tokens, at, at + phrase.length);
        const names = this.#namesIn(tokens, at, at + phrase.length);
        const said = phrase.join(' ');
        // "A blue background" is said of nothing that is on it.
        found.push({ start: at, phrase: this.#words.names[said] ?? said, names: [said, ...names], isLearned: true });
      }
    }
    return found;
  }

  #named(tokens: readonly Token[]): readonly FoundPlace[] {
    const found: FoundPlace[] = [];
    for (const [first, { word, typed, masked }] of tokens.entries()) {
      if (masked || !(PREPOSITIONS.has(word) || PLACE_VERBS.test(typed.toLowerCase()))) continue;
      const next = tokens.findIndex((token, i) => i > first && (PREPOSITIONS.has(token.word) || token.begins || token.masked !== null || i - first > MOST_PLACE_WORDS));
      const end = next < 0 ? tokens.length : next;
      let last: { readonly at: number; readonly name: string; readonly count: number } | null = null;
      for (let at = first; at < end; at++) {
        const run = this.#nameAt(tokens, at, end, null);
        if (run === null || (this.#isThing(run.name) && !this.#isAlwaysPlace(run.name, word) && isBeside(tokens, first)) || NAMED_AFTER_PLACES.test(tokens[at + run.count]?.typed ?? '')) continue;
        last = { at, ...run };
        at += run.count - 1;
      }
      // "In a police car": what a name of a place belongs to is no place.
      if (last === null) continue;
      // What is said of going there stays: it is what the verb says.
      const from = PLACE_VERBS.test(typed.toLowerCase()) ? first + 1 : first;
      const names = this.#namesIn(tokens, from, last.at + last.count);
      mark(tokens, from, last.at + last.count);
      found.push({ start: from, phrase: this.#names.get(last.name) ?? '', names: [last.name, ...names], isLearned: false });
    }
    return found;
  }

  /** "Crowing at sunrise" looks at none. */
  #isAlwaysPlace(name: string, preposition: string): boolean {
    return preposition === 'at' && this.#first.has(name);
  }

  #namesIn(tokens: readonly Token[], start: number, end: number): readonly string[] {
    const names: string[] = [];
    for (let at = start; at < end; at++) {
      const run = this.#nameAt(tokens, at, end, null);
      if (run === null) continue;
      names.push(run.name);
      at += run.count - 1;
    }
    return names;
  }

  /** The longest name that begins at a token, as it was typed or as it is read. */
  #nameAt(tokens: readonly Token[], at: number, end: number, among: Readonly<Record<string, string>> | null): { readonly name: string; readonly count: number } | null {
    for (let count = Math.min(this.#longest, end - at); count > 0; count--) {
      const run = tokens.slice(at, at + count);
      if (run.some(({ begins, masked }, i) => (i > 0 && begins) || (among !== null && masked !== null))) continue;
      const ways = [run.map(({ typed, word }) => (/\s/u.test(typed) ? word : typed.toLowerCase())), run.map(({ word }) => word)];
      const name = ways.map((words) => words.join(' ')).find((each) => (among === null ? this.#names.has(each) : Object.hasOwn(among, each)));
      if (name !== undefined) return { name, count };
    }
    return null;
  }
}

/** Whether a preposition leads to something that is seen from where it is: "over the moon", "howling at the moon", "in front of the moon". */
function isBeside(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return BESIDE_THINGS.has(word) || (word === 'at' && /ing$/iu.test(tokens[at - 1]?.typed ?? '')) || (word === 'in' && tokens[at + 1]?.typed.toLowerCase() === 'front');
}

function mark(tokens: readonly Token[], start: number, end: number): void {
  for (const token of tokens.slice(start, end)) token.masked = 'place';
}

/** From one sign to the next. */
function partsOf(tokens: readonly Token[]): readonly (readonly [number, number])[] {
  const starts = [0, ...tokens.flatMap(({ begins }, i) => (begins && i > 0 ? [i] : []))];
  return starts.map((start, i) => [start, starts[i + 1] ?? tokens.length] as const);
}
