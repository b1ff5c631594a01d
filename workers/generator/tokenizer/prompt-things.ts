import type { PromptReading } from './prompt-reading.js';
import { singularsOf, type WordForms } from './word-forms.js';

const NUMBERS: Readonly<Record<string, number>> = {
  two: 2, both: 2, couple: 2, pair: 2, three: 3, few: 3, four: 4, several: 4, five: 5, many: 5, lots: 5,
  six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, dozen: 12, twenty: 20,
};

/** How many of something a word says: "two dogs", "3 cats", "a couple of birds"; null of a word that is no number. */
export function numberIn(word: string): number | null {
  return /^(?:[2-9]|[1-9]\d{1,2})$/u.test(word) ? Number(word) : Object.hasOwn(NUMBERS, word) ? (NUMBERS[word] ?? null) : null;
}

/** What no description of a thing reaches across: it begins another part of the sentence. */
const BOUNDARIES = new Set('a an the and with in on at by near under over behind to from of into is are no without like as'.split(' '));
/** Of "the camera moves closer": the camera that films. */
const CAMERA_VERBS = /^(?:zoom|pan|tilt|move|com|pull|turn|look|follow)/u;

/** Plurals that no rule leads to. */
const IRREGULAR: Readonly<Record<string, string>> = { kids: 'kid', people: 'person', children: 'child', mice: 'mouse', geese: 'goose', men: 'man', women: 'woman', balls: 'ball', hearts: 'heart' };
/** Names that are a thing by themselves, where a pack draws kinds of it. Other last words are not: nobody means a thing by the "sign" of "stop sign". */
const PLAIN_NAMES = new Set(['ball', 'cube', 'flag', 'moon']);
/** Words that begin a place. */
export const PREPOSITIONS = new Set('in on at by near along across over through under to towards into from inside around beside above outside behind past'.split(' '));
/** Words of a place, from its preposition to its noun. */
const MOST_PLACE_WORDS = 5;

export interface Token {
  readonly word: string;
  /** As it was typed, all of the words that were read as one. */
  readonly typed: string;
  /** Another sentence or part of one begins here. */
  readonly begins: boolean;
  /** Part of a phrase that names no subject: where it is, or what the camera does. */
  masked: 'place' | 'camera' | null;
}

/** A name in a prompt. */
export interface FoundThing {
  readonly name: string;
  /** Its first token, and the one after its last. */
  readonly at: number;
  readonly end: number;
  /** Where its description begins: "three" of "three red apples". */
  readonly start: number;
  /** The number of them, as it was typed: "three red apples"; null of one. */
  readonly asked: string | null;
  /** Which of its description's words is the number; -1 where none is. */
  readonly counted: number;
}

export interface PromptThings {
  readonly tokens: readonly Token[];
  /** In the order of the prompt. */
  readonly found: readonly FoundThing[];
}

/**
 * Finds the things that a prompt names, outside of places and of what the camera does.
 *
 * @param forms their lists are made ready once, since a prompt is checked while it is typed
 * @param objects what the pack draws
 */
export function thingFinder(forms: WordForms, objects: readonly string[]): (reading: PromptReading) => PromptThings {
  // The first of a kind is the usual one: a ball is a soccer ball.
  const kinds = new Map([...objects].reverse().map((name) => [name.split(' ').at(-1) ?? '', name] as const).filter(([head, name]) => PLAIN_NAMES.has(head) && head !== name));
  const places = forms.places.map((phrase) => phrase.split(/[\s-]+/u)).sort((a, b) => b.length - a.length);
  // "On green" is a place, and yet "green" is none.
  const placeNames = new Set(places.flatMap((phrase) => (PREPOSITIONS.has(phrase[0] ?? '') && /^(?:an?|the|my)$/u.test(phrase[1] ?? '') && !phrase.includes('background') ? (phrase.at(-1) ?? []) : [])));
  const names = new Set([...forms.things, ...objects, ...kinds.keys()]);
  return (reading) => {
    const tokens = tokensOf(reading);
    mask(tokens, places);
    maskPlaces(tokens, placeNames);
    maskCamera(tokens);
    const found: FoundThing[] = [];
    for (const { name, at, end } of thingsIn(tokens, names, forms.longest)) {
      const start = startOf(at, tokens, found.at(-1)?.end ?? 0);
      found.push({ name: objects.includes(name) ? name : (kinds.get(name) ?? name), at, end, start, ...countOf(name, start, at, end, tokens) });
    }
    return { tokens, found };
  };
}

function countOf(name: string, start: number, at: number, end: number, tokens: readonly Token[]): Pick<FoundThing, 'asked' | 'counted'> {
  const said = tokens.slice(start, at).map(({ typed }) => typed.toLowerCase());
  const typed = tokens[end - 1]?.typed ?? name;
  const counted = said.findIndex((word) => numberIn(word) !== null);
  const lower = typed.toLowerCase();
  const isPlural = lower !== name && (singularsOf(lower).includes(name) || IRREGULAR[lower] === name);
  return { asked: counted >= 0 || isPlural ? [...said.slice(Math.max(counted, 0)), typed].join(' ') : null, counted };
}

function tokensOf({ pieces }: PromptReading): Token[] {
  return pieces.flatMap(({ typed, text, before }) => {
    const begins = /[^\s-]/u.test(before);
    // A model may leave "above" out; here it still says where things are.
    if (PREPOSITIONS.has(typed.toLowerCase())) return { word: typed.toLowerCase(), typed, begins, masked: null };
    // What somebody does is no thing and no place: a reading by meaning makes a living room of "sitting".
    if (/ing$/iu.test(typed) && !/ing(?: to the \w+)?$/u.test(text)) return { word: '', typed, begins, masked: null };
    return text.toLowerCase().split(/[\s-]+/u).map((word, i) => ({ word: IRREGULAR[word] ?? word, typed, begins: i === 0 && begins, masked: null }));
  });
}

/** Where the words of `phrase` stand, in a row. */
function isAt(tokens: readonly Token[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, i) => {
    const token = tokens[at + i];
    return token?.word === word && !token.masked && (i === 0 || !token.begins);
  });
}

/** @param phrases longest first */
function mask(tokens: readonly Token[], phrases: readonly (readonly string[])[]): void {
  for (const phrase of phrases) {
    for (let at = 0; at + phrase.length <= tokens.length; at++) {
      if (isAt(tokens, at, phrase)) for (const token of tokens.slice(at, at + phrase.length)) token.masked = 'place';
    }
  }
}

/** "Along the sandy beach", where only "on the beach" is in the list. */
function maskPlaces(tokens: readonly Token[], placeNames: ReadonlySet<string>): void {
  for (const [first, { word, masked }] of tokens.entries()) {
    if (masked || !PREPOSITIONS.has(word)) continue;
    const next = tokens.findIndex((token, i) => i > first && (PREPOSITIONS.has(token.word) || token.begins || token.masked !== null || i - first > MOST_PLACE_WORDS));
    const phrase = tokens.slice(first, next < 0 ? undefined : next);
    const last = phrase.findLastIndex((token) => placeNames.has(token.word));
    for (const token of phrase.slice(0, last + 1)) token.masked = 'place';
  }
}

/** From "the camera" to the end of its clause. */
function maskCamera(tokens: readonly Token[]): void {
  for (const [at, token] of tokens.entries()) {
    if (token.word !== 'camera' || !CAMERA_VERBS.test(tokens[at + 1]?.word ?? '')) continue;
    const first = tokens[at - 1]?.word === 'the' && !token.begins ? at - 1 : at;
    const end = tokens.findIndex(({ begins }, i) => i > at && begins);
    for (const each of tokens.slice(first, end < 0 ? undefined : end)) each.masked ??= 'camera';
  }
}

/** Names of things, the longest first where they overlap, in the order of the prompt. */
function thingsIn(tokens: readonly Token[], things: ReadonlySet<string>, longest: number): readonly Pick<FoundThing, 'name' | 'at' | 'end'>[] {
  const found: Pick<FoundThing, 'name' | 'at' | 'end'>[] = [];
  for (let at = 0; at < tokens.length; at++) {
    for (let count = Math.min(longest, tokens.length - at); count > 0; count--) {
      const words = tokens.slice(at, at + count).map(({ word }) => word);
      const name = words.join(' ');
      if (!things.has(name) || !isAt(tokens, at, words)) continue;
      found.push({ name, at, end: at + count });
      at += count - 1;
      break;
    }
  }
  return found;
}

/** @param before where the thing before ends */
function startOf(at: number, tokens: readonly Token[], before: number): number {
  let start = at;
  while (start > before && !tokens[start]?.begins && !tokens[start - 1]?.masked && !BOUNDARIES.has(tokens[start - 1]?.word ?? '')) start--;
  // "A couple of dogs".
  if (start - 2 >= before && tokens[start - 1]?.word === 'of' && numberIn(tokens[start - 2]?.typed ?? '') !== null) return start - 2;
  if (before === 0 || start > before || start === at || tokens[start]?.begins) return start;
  // "A boy kicks red balls", "a dog slowly chasing cats": what the thing before does comes first.
  let verb = start;
  for (let i = start; i < at; i++) if (/ing$/u.test(tokens[i]?.word ?? '')) verb = i;
  return verb + 1;
}
