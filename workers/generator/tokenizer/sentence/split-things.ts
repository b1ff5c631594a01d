import type { WarningParams } from '../../../../contract/errors/warnings.js';
import type { PromptThings as PromptLayers } from '../../../../contract/generator.js';
import { arrangeThings, type Relation, type ThingToPlace } from './arrange-things.js';
import { articleFor, FUNCTION_WORDS, withoutLeftOut, withPlace } from './drawn-words.js';
import type { GroundReader } from './prompt-ground.js';
import { PREPOSITIONS, type ReadPlace } from './prompt-places.js';
import { numberIn } from './numbers.js';
import { FLOWN, relationOf } from './relations.js';
import type { cameraOf, FoundThing, PromptThings, Token } from './prompt-things.js';

/** A sentence with several things, as one film of layers. */
interface SplitPrompt extends Omit<PromptLayers, 'limits'> {
  /** Numbers that are larger than what fits, as they were typed. */
  readonly tooMany: readonly FewerOfIt[];
}

/** More of a thing than fits, as it was typed. */
export type FewerOfIt = WarningParams['fewer-of-it'];

/** After these, a name describes the thing before: "a cloud like a heart". */
const DESCRIBES = new Set('like as than'.split(' '));
/** "To the left" says how something moves, and "on a table" where. */
const DIRECTIONS = new Set('to into out up down away off'.split(' '));
const JOINS = new Set('and or a an the'.split(' '));
const NEGATES = new Set('no not without'.split(' '));
/** Who does this and whom it is done to go the same way. */
const CHASES = /^(?:chas|hunt|follow|pursu|rac)/u;
const CHASED = 'running to the right';

/** Names that stand for no thing of its own in a film. */
const PARTS = new Set('hand hands nose eye eyes ear ears foot leg arm mouth tongue hair wind'.split(' '));
const WALKS = /^walk/u;
/** Who walks with one of these leads it nowhere. */
const CARRIED = /\b(?:umbrella|parasol|balloon|bag|backpack|suitcase|basket|cane|stick|book|phone|flower|rose|bouquet|coffee|drink|ice cream|camera|headphones|lantern|candle|torch|guitar|flag|box|gift|present|kite)$/u;
/** Where somebody is carried, who does not go there by themselves. */
const SIDEWAYS = / to the (?:left|right)$/u;
const DETERMINERS = /^(?:an?|the|his|her|its|my|your|their|our|one|some)$/u;
/** What one does with a thing is seen in where that is, and is no motion of its own. */
const NO_MOTION = /^(?:wear|hold|carry|carries|rid|eat|drink|read|hav|has$)/u;

/** What a plain plural is drawn as. */
const PLURAL = 3;
/** Words beside numbers and those that join, which say how things stand to each other and are drawn so. */
const ARRANGING = new Set('group bunch pack without sitting sits next past holding holds carrying carries riding rides ride wearing wears'.split(' '));

interface Item {
  readonly thing: FoundThing;
  readonly words: string;
  /** 0 of what the sentence excludes. */
  readonly count: number;
  predicate: string;
  readonly relation: { readonly kind: Relation; readonly of: readonly FoundThing[] } | null;
  /** What is done to it is said of the one before. */
  readonly isObject: boolean;
}

/** A prompt as it is read, before anything is laid out. */
export interface ReadPrompt extends PromptThings {
  readonly place: ReadPlace;
  readonly camera: ReturnType<typeof cameraOf>;
  readonly read: readonly string[];
  /** Whether something was taken away that is not drawn by itself. */
  readonly isLess: boolean;
}

/** What a pack has for prompts that are not drawn as they stand. */
export interface SplitOptions {
  /** Layers of a film. */
  readonly most: number;
  /** The word that stands for those that are left out. */
  readonly nothing: string | null;
  /** A place for things that are said to be nowhere; empty leaves it to the model. */
  readonly plain: string;
  /** With a subject that is hidden, since the model draws no place without one; empty where it has none. */
  readonly subject: string;
  /** What the camera does in a place where nothing moves. */
  readonly camera: string;
  /** Absent where a pack says nothing of it. */
  readonly ground?: GroundReader;
}

/**
 * Reads a sentence that names several things, or a number of them, as layers; a sentence that excludes things, without those; and one
 * that names a place alone as that place. Null where it names one thing, which is drawn as the sentence says.
 */
export function splitThings({ tokens: all, found, place, read, isLess, camera: { phrase: moves, isAsTyped } }: ReadPrompt, { most, nothing, plain, subject, camera, ground }: SplitOptions): SplitPrompt | null {
  const tokens = all.map((token) => (token.word === nothing ? { ...token, word: '' } : token));
  const named = found.filter((thing) => !PARTS.has(thing.name) && !isDescription(thing, found, tokens));
  const items = itemsOf(named, tokens).filter(({ count }) => count > 0);
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const shared = { place: place.phrase, camera: '' };
  if (total === 0) {
    const isPlace = place.phrase !== '' && subject !== '' && found.every((thing) => isMention(thing, found, tokens));
    const background = [`${articleFor(subject)} ${subject} ${place.alone}`, moves].filter(Boolean).join(', ');
    return isPlace ? { ...shared, place: place.alone, background, hideSubject: true, layers: [], tooMany: [], camera: moves === '' ? camera : '' } : null;
  }
  if (total === 1 && items.length === named.length && read.length === 0 && !place.isBare) {
    return place.isAsTyped && isAsTyped && !isLess ? null : { ...shared, background: withPlace(tokens, new Set(named.flatMap(({ at, end }) => tokens.slice(at, end))), place.phrase, moves), hideSubject: false, layers: [], tooMany: [] };
  }

  const prompts = items.map(({ thing, words, predicate }) => {
    // What "a man dancing" does is in the name.
    const does = thing.name.endsWith(` ${predicate}`) ? '' : predicate;
    return [withArticle(words === '' ? thing.name : `${words} ${thing.name}`, thing, tokens), does].filter(Boolean).join(' ');
  });
  const behind = (where: string): string => [`${prompts[0] ?? ''} ${where}`.trim(), moves].filter(Boolean).join(', ');
  if (total === 1) return { ...shared, background: behind(place.phrase), hideSubject: false, layers: [], tooMany: [] };

  const counts = fit(items.map(({ count }) => count), most);
  const places: ThingToPlace[] = [];
  /** Where the copies of each thing begin and end. */
  const ranges = new Map<FoundThing, readonly [number, number]>();
  for (const [i, item] of items.entries()) {
    const others = item.relation?.of.flatMap((thing) => ranges.get(thing) ?? []) ?? [];
    const of = others.length === 0 ? null : ([Math.min(...others), Math.max(...others)] as const);
    const first = places.length;
    for (let k = 0; k < (counts[i] ?? 0); k++) {
      // As many umbrellas as people: each has one.
      const isEach = of !== null && of[1] - of[0] === counts[i];
      const relation = item.relation && of && (isEach || k === 0) ? { kind: item.relation.kind, of: isEach ? ([of[0] + k, of[0] + k + 1] as const) : of } : null;
      places.push({ prompt: prompts[i] ?? '', name: item.thing.name, stands: ground ? ground.stands(item.thing.name, item.predicate) : 'rests', isSmall: item.isObject, relation });
    }
    ranges.set(item.thing, [first, places.length]);
  }
  const tooMany = items.flatMap(({ count, thing: { asked, name } }, i) => ((counts[i] ?? 0) < count ? [{ asked: asked ?? name, thing: name, drawn: counts[i] ?? 0 }] : []));
  const where = place.phrase || plain;
  const horizon = ground?.horizonOf(where) ?? null;
  const arranged = arrangeThings(places, horizon);
  const layers = arranged.map(({ prompt, place: at }) => ({ content: { kind: 'prompt' as const, prompt }, place: at }));
  return { ...shared, background: behind(where), hideSubject: true, layers, ...(horizon !== null && { feet: arranged.map(({ near }) => near) }), tooMany };
}

/** Whether a word says how many things there are, or how they stand to each other. */
export const isArrangement = (word: string): boolean => numberIn(word) !== null || FUNCTION_WORDS.has(word) || ARRANGING.has(word);

function itemsOf(things: readonly FoundThing[], tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  for (const [i, thing] of things.entries()) {
    const before = things[i - 1];
    const between = before ? gapOf(before.end, thing.start, tokens) : [];
    const words = tokens.slice(thing.start, thing.at).map(({ word, typed, drawn }) => ({ word, typed: typed.toLowerCase(), drawn }));
    const said = words.filter(({ word, typed, drawn }, k) => drawn !== '' && !(k <= thing.counted || numberIn(typed) !== null || word === '' || FUNCTION_WORDS.has(word)));
    const relation = before ? relationOf(between, thing, tokens[thing.start]?.begins === true) : null;
    const isDone = between.some(({ typed }) => !FUNCTION_WORDS.has(typed.toLowerCase()));
    items.push({
      thing,
      words: said.map(({ word }) => word).join(' '),
      count: isNegated(thing, tokens) ? 0 : numberOf(thing, words.map(({ typed }) => typed)),
      predicate: thing.moves ?? predicateOf(gapOf(thing.end, things[i + 1]?.start ?? tokens.length, tokens)),
      relation: relation === null || relation === 'beside' ? null : { kind: relation, of: ownerOf(relation, joinedBefore(i, things, tokens), items) },
      isObject: isDone || between.some(({ word }) => word === 'with'),
    });
  }
  for (let i = items.length - 1; i >= 0; i--) {
    const [item, next] = [items[i], items[i + 1]];
    if (!item) continue;
    if (!next) {
      if (CHASES.test(item.predicate)) item.predicate = CHASED;
      continue;
    }
    // "A dog and a cat dancing": both do, but not the guitar of "a man playing the guitar and a dog dancing".
    if (!item.isObject && item.predicate === '' && next.predicate !== '' && isJoined(item.thing, next.thing, tokens)) item.predicate = next.predicate;
    if (CHASES.test(item.predicate) || (next.isObject && CHASES.test(typedPredicate(item.thing, next.thing, tokens)))) {
      item.predicate = CHASED;
      if (next.predicate === '' || CHASES.test(next.predicate)) next.predicate = CHASED;
    }
  }
  for (const [i, { predicate }] of items.entries()) {
    const next = items[i + 1];
    // "An old man walking his dog".
    const isLed = next?.isObject === true && gapOf(items[i]?.thing.end ?? 0, next.thing.start, tokens).every(({ word }) => !PREPOSITIONS.has(word)) && !CARRIED.test(next.thing.name);
    if (isLed && next.relation === null && WALKS.test(predicate) && predicate.split(' ').length === 1) next.predicate ||= predicate;
  }
  for (const [i, item] of items.entries()) {
    const isCarried = [item, items[i + 1]].some((each) => each?.relation?.kind === 'ridden' || each?.relation?.kind === 'aboard');
    const next = items[i + 1];
    const isFlyingIt = next !== undefined && FLOWN.test(next.thing.name) && /^fl(?:y|ies)/u.test(item.predicate);
    if (isFlyingIt) next.predicate ||= item.predicate;
    if (NO_MOTION.test(item.predicate) || isFlyingIt || (isCarried && SIDEWAYS.test(item.predicate))) item.predicate = '';
  }
  return items;
}

const gapOf = (start: number, end: number, tokens: readonly Token[]): readonly Token[] => tokens.slice(start, end).filter(({ masked }) => masked === null);

/** The things before the one at `i` that only "and" or a comma lies between. */
function joinedBefore(i: number, things: readonly FoundThing[], tokens: readonly Token[]): readonly FoundThing[] {
  const before = things.slice(0, i);
  const first = before.findLastIndex((thing, k) => {
    const one = before[k - 1];
    return !one || !isJoined(one, thing, tokens);
  });
  return before.slice(first);
}

const isJoined = (thing: FoundThing, next: FoundThing, tokens: readonly Token[]): boolean =>
  tokens.slice(thing.end, next.start).every(({ typed, masked }) => masked === null && JOINS.has(typed.toLowerCase()));

/** A tokenizer's reading may have put another word in the place of "chasing". */
function typedPredicate(thing: FoundThing, next: FoundThing, tokens: readonly Token[]): string {
  return gapOf(thing.end, next.start, tokens).find(({ typed }) => !FUNCTION_WORDS.has(typed.toLowerCase()))?.typed.toLowerCase() ?? '';
}

/** What a thing does: what lies between it and the next, up to where that is, without the words at its ends that only join. */
function predicateOf(all: readonly Token[]): string {
  // After a comma, only what begins with a verb is said of it: not "soft light", nor "4k".
  const parts = all.reduce<Token[][]>((found, token) => (token.begins || found.length === 0 ? [...found, [token]] : [...found.slice(0, -1), [...(found.at(-1) ?? []), token]]), []);
  const between = parts.filter(([first]) => first?.begins !== true || /(?:ing|ly)$/u.test(first.word)).flat();
  const place = between.findIndex(({ word }) => PREPOSITIONS.has(word) && !DIRECTIONS.has(word));
  const words = withoutLeftOut(between.slice(0, place < 0 ? undefined : place)).map(({ word, typed, drawn }) => (word === typed.toLowerCase() && drawn ? drawn : word)).filter((word) => word !== '' && !PARTS.has(word));
  const first = words.findIndex((word) => !FUNCTION_WORDS.has(word));
  const last = words.findLastIndex((word) => !FUNCTION_WORDS.has(word));
  return first < 0 ? '' : words.slice(first, last + 1).join(' ');
}

/** Of "a squirrel on a skateboard holding a balloon", the squirrel has the balloon. */
function ownerOf(relation: Relation, before: readonly FoundThing[], items: readonly Item[]): readonly FoundThing[] {
  const support = items.find(({ thing }) => thing === before.at(-1))?.relation;
  return (relation === 'held' || relation === 'on the head') && support ? support.of : before;
}

function numberOf({ asked, count }: FoundThing, said: readonly string[]): number {
  if (count !== undefined) return count;
  if (asked === null) return 1;
  return said.map((word) => numberIn(word) ?? (/^\d+$/u.test(word) ? Number(word) : 0)).find((number) => number > 0) ?? PLURAL;
}

/** Numbers that add up to `most` at most: the largest ones give way. */
function fit(counts: readonly number[], most: number): readonly number[] {
  const fitted = counts.slice(0, most).map((count) => Math.max(1, count));
  while (fitted.reduce((sum, count) => sum + count, 0) > most) {
    const largest = Math.max(...fitted);
    fitted[fitted.indexOf(largest)] = largest - 1;
  }
  return fitted;
}

function wordBefore({ start }: FoundThing, tokens: readonly Token[]): string {
  let at = start - 1;
  while (/^(?:an?|the|any|some)$/u.test(tokens[at]?.word ?? '')) at--;
  return tokens[at]?.masked ? '' : (tokens[at]?.word ?? '');
}

function isDescription(thing: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): boolean {
  const word = wordBefore(thing, tokens);
  if (tokens[thing.start]?.begins) return false;
  // Of "a bowl of soup", but not of "a video of a cat".
  const of = tokens.findLastIndex(({ word: each }, i) => i < thing.start && each === 'of');
  if (word === 'of' && tokens[of - 1]?.word === 'full') return true;
  return word === 'of' ? found.some(({ end }) => end < thing.start && thing.start - end <= 3 && tokens[end]?.word === 'of') : DESCRIBES.has(word);
}

/** Whether a thing is named that is not to be drawn by itself. */
export const isMention = (thing: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): boolean => isDescription(thing, found, tokens) || isNegated(thing, tokens);

function isNegated(thing: FoundThing, tokens: readonly Token[]): boolean {
  return NEGATES.has(wordBefore(thing, tokens)) || tokens.slice(thing.start, thing.at).some(({ word }) => NEGATES.has(word));
}

/** A name that came without one, such as "fries", stays without one. */
function withArticle(words: string, { start, at, asked }: FoundThing, tokens: readonly Token[]): string {
  const hasOne = asked !== null || tokens.slice(Math.max(0, start - 1), at).some(({ typed }) => DETERMINERS.test(typed.toLowerCase()));
  return hasOne ? `${articleFor(words)} ${words}` : words;
}
