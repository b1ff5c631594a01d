import type { PromptReading } from '../prompt-reading.js';
import { numberIn } from './numbers.js';
import type { DoingReader } from './prompt-doings.js';
import { PREPOSITIONS, type PlaceFinder } from './prompt-places.js';
import { plainNames, spokenName } from '../thing-names.js';
import { singularsOf, type WordForms } from '../word-forms.js';

/** What no description of a thing reaches across: it begins another part of the sentence. */
const BOUNDARIES = new Set('a an the and with in on at by near under over behind to from of into is are no without like as'.split(' '));
/** Of "the camera moves closer": the camera that films. */
const CAMERA_VERBS = /^(?:zoom|pan|tilt|mov|com|pull|turn|look|follow|go|push)/u;
const CAMERA_MOVES = /^(?:zoom|pann|tilt)/u;
/** A way that is typed, and the same in what a pack lists. */
const CAMERA_SENSES: readonly (readonly [RegExp, RegExp])[] = [[/^(?:in|into|closer)$/u, /\bin$/u], [/^(?:out|away)$/u, /\bout$/u], [/^left$/u, /\bleft$/u], [/^right$/u, /\bright$/u], [/^up/u, /\bup$/u]];
/** Nothing but a camera, a verb and a way. */
const LEARNED_MOVE = /^(?:(?:the )?camera )?[a-z]+(?: to the)? (?:in|out|left|right|up|upwards|closer|away)$/u;
const CAMERA_WAYS = new Set('in into out left right up upwards down to closer away camera'.split(' '));

/** Plurals that no rule leads to. */
const IRREGULAR: Readonly<Record<string, string>> = { kids: 'kid', people: 'person', children: 'child', mice: 'mouse', geese: 'goose', men: 'man', women: 'woman', cacti: 'cactus', balls: 'ball', hearts: 'heart' };
export interface Token {
  readonly word: string;
  /** As it was typed, all of the words that were read as one. */
  readonly typed: string;
  /** What is drawn in place of a word that the model does not know, empty of one that it leaves out; null of any other. */
  readonly drawn: string | null;
  /** Another sentence or part of one begins here. */
  readonly begins: boolean;
  /** Which of the reading's pieces it is of. */
  readonly piece: number;
  /** Whether it is the first of those that were read as one. */
  readonly isFirst: boolean;
  /** Part of a phrase that names no subject: where it is, what the camera does, or that something is turned to whoever watches. */
  masked: 'place' | 'camera' | 'viewer' | null;
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
  /** What it does, where that is said behind another thing: "a girl in a red dress dancing". */
  readonly moves?: string;
  /** How many there are, where that is not what was typed. */
  readonly count?: number;
}

export interface PromptThings {
  readonly tokens: readonly Token[];
  /** In the order of the prompt. */
  readonly found: readonly FoundThing[];
}

/** All that a prompt names. */
export interface PromptNames extends PromptThings {
  readonly places: ReturnType<PlaceFinder['find']>;
}

/**
 * Finds the things that a prompt names, outside of places and of what the camera does.
 *
 * @param forms their lists are made ready once, since a prompt is checked while it is typed
 * @param objects what the pack draws
 * @param doings its people are found like things, and its verbs stay what they are
 */
export function thingFinder(forms: WordForms, objects: readonly string[], places: PlaceFinder, doings: Pick<DoingReader, 'people' | 'verbs'>): (reading: PromptReading) => PromptNames {
  const { people } = doings;
  const kinds = plainNames(objects);
  const names = new Map([...forms.things, ...objects, ...kinds.keys(), ...people].map((name) => [spokenName(name), name] as const));
  return (reading) => {
    const tokens = tokensOf(reading, doings);
    const found: FoundThing[] = [];
    maskCamera(tokens);
    const phrases = places.find(tokens);
    for (const { name, at, end } of thingsIn(tokens, names, forms.longest)) {
      // "A couple of cats".
      if (people.has(name) && tokens[end]?.word === 'of') continue;
      const start = startOf(at, tokens, found.at(-1)?.end ?? 0);
      found.push({ name: objects.includes(name) ? name : (kinds.get(name) ?? name), at, end, start, ...countOf(name, { start, at, end }, tokens, forms.forms) });
    }
    return { tokens, found, places: phrases };
  };
}

function countOf(name: string, { start, at, end }: Pick<FoundThing, 'start' | 'at' | 'end'>, tokens: readonly Token[], forms: WordForms['forms']): Pick<FoundThing, 'asked' | 'counted'> {
  const said = tokens.slice(start, at).map(({ typed, isFirst }) => (isFirst ? typed.toLowerCase() : ''));
  const typed = tokens[end - 1]?.typed ?? name;
  const counted = said.findIndex((word) => numberIn(word) !== null);
  const lower = typed.toLowerCase();
  const head = name.split(' ').at(-1) ?? '';
  // "Ducklings" are ducks, since one of them is a duck.
  const isPlural = [name, head].some((one) => lower !== one && (IRREGULAR[lower] === one || singularsOf(lower).some((single) => single === one || (forms.get(lower) === one && forms.get(single) === one))));
  return { asked: counted >= 0 || isPlural ? [...said.slice(Math.max(counted, 0)).filter(Boolean), typed].join(' ') : null, counted };
}

function tokensOf({ pieces }: PromptReading, { people, verbs }: Pick<DoingReader, 'people' | 'verbs'>): Token[] {
  return pieces.flatMap(({ typed, text, drawn, before }, piece): Token[] => {
    const begins = /[^\s-]/u.test(before);
    const lower = typed.toLowerCase();
    // A model may leave "above" and "someone" out; here they still say where things are, and who does something.
    if (PREPOSITIONS.has(lower) || (people.has(lower) && !/\s/u.test(text) && IRREGULAR[lower] === undefined && !singularsOf(lower).includes(text))) return [{ word: lower, typed, drawn: null, begins, piece, isFirst: true, masked: null }];
    // Whoever sings is not read as dancing, where a pack says who sings.
    if (drawn !== null && verbs.has(lower)) return [{ word: lower, typed, drawn, begins, piece, isFirst: true, masked: null }];
    // What somebody does is no thing and no place: a reading by meaning makes a living room of "sitting".
    if (/ing$/iu.test(typed) && !/ing(?: to the \w+)?$/u.test(text)) return [{ word: '', typed, drawn, begins, piece, isFirst: true, masked: null }];
    return text.toLowerCase().split(/[\s-]+/u).map((word, i) => ({ word: IRREGULAR[word] ?? word, typed, drawn, begins: i === 0 && begins, piece, isFirst: i === 0, masked: null }));
  });
}

/** Where the words of `phrase` stand, in a row. */
function isAt(tokens: readonly Token[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, i) => {
    const token = tokens[at + i];
    return token?.word === word && !token.masked && (i === 0 || !token.begins);
  });
}

/** From "the camera", or from "zooming in", to the end of its clause, or to what the camera is turned to. */
function maskCamera(tokens: readonly Token[]): void {
  for (const [at, { word, typed, masked }] of tokens.entries()) {
    if (masked !== null) continue;
    const verb = tokens.findIndex((token, i) => i > at && !/^is$|ly$/u.test(token.word));
    const isCamera = word === 'camera' && CAMERA_VERBS.test(tokens[verb]?.typed.toLowerCase() ?? '');
    const isMove = CAMERA_MOVES.test(typed.toLowerCase()) && CAMERA_WAYS.has(tokens[at + 1]?.word ?? '');
    if (!isCamera && !isMove) {
      // "Waving at the camera" is no camera.
      const first = Math.max(0, at - 2);
      if (word === 'camera' && PREPOSITIONS.has(tokens[first]?.word ?? '')) for (const token of tokens.slice(first, at + 1)) token.masked = 'viewer';
      continue;
    }
    const first = isCamera && /^(?:the|a)$/u.test(tokens[at - 1]?.word ?? '') && !tokens[at]?.begins ? at - 1 : at;
    const end = tokens.findIndex(({ begins, word: next }, i) => i > at && (begins || (/^(?:an?|the|his|her)$/u.test(next) && !CAMERA_WAYS.has(tokens[i + 1]?.word ?? ''))));
    for (const each of tokens.slice(first, end < 0 ? undefined : end)) each.masked ??= 'camera';
  }
}

/** What the camera does, as the model learned it; as it was typed where that is all but it. Empty where the prompt does not say. */
export function cameraOf(tokens: readonly Token[], cameras: readonly string[]): { readonly phrase: string; readonly isAsTyped: boolean } {
  const typed = tokens.filter(({ masked, isFirst }) => masked === 'camera' && isFirst).map((token) => token.typed.toLowerCase());
  if (typed.length === 0) return { phrase: '', isAsTyped: true };
  const words = typed.join(' ');
  const way = typed.findLast((word) => CAMERA_WAYS.has(word) && word !== 'to' && word !== 'camera') ?? '';
  const meant = cameras.find((move) => CAMERA_SENSES.some(([sense, other]) => sense.test(way) && other.test(move)));
  return meant === undefined || LEARNED_MOVE.test(words) ? { phrase: words, isAsTyped: true } : { phrase: meant, isAsTyped: false };
}

/** Names of things, the longest first where they overlap, in the order of the prompt. */
function thingsIn(tokens: readonly Token[], things: ReadonlyMap<string, string>, longest: number): readonly Pick<FoundThing, 'name' | 'at' | 'end'>[] {
  const found: Pick<FoundThing, 'name' | 'at' | 'end'>[] = [];
  for (let at = 0; at < tokens.length; at++) {
    for (let count = Math.min(longest, tokens.length - at); count > 0; count--) {
      const words = tokens.slice(at, at + count).map(({ word }) => word);
      const name = things.get(words.join(' '));
      if (name === undefined || !isAt(tokens, at, words)) continue;
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
