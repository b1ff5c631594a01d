import { FUNCTION_WORDS } from './drawn-words.js';
import type { FoundThing, PromptThings, Token } from './prompt-things.js';
import { HEADWEAR } from './relations.js';
import type { ThingNames } from '../thing-names.js';
import { singularsOf, type Belongings } from '../word-forms.js';

/** A prompt without what is no thing of its own in a film. */
export interface OwnThings extends PromptThings {
  /** What is not drawn, as it was typed. */
  readonly missing: readonly string[];
  /** Whether anything was taken away. */
  readonly isLess: boolean;
}

/** These lead to what something has. */
const HAVING = /^(?:with|has|have|having|of)$/u;
const WEARING = /^(?:in|with|wearing|wears?|wore|dressed|has|having|and)$/u;
/** Between a thing and what somebody has on: "dressed in", "with a pair of". */
const LEADING_TO_IT = /^(?:dressed|wearing|wears?|wore|has|have|having|pair|on|his|her|its|their)$/u;
/** Clothes that are no things. */
const GARMENT = /^(?:suits?|costumes?|uniforms?|outfits?|clothes|clothing|jackets?|aprons?|masks?|sweaters?|hoodies?|spacesuits?|pyjamas|pajamas|skirts?|vests?|capes?|cloaks?|robes?|armou?r|tutu|overalls|sneakers|tuxedo|hats?|dress(?:es)?)$/u;
/** Words that describe a part. */
const MOST_SAID = 5;
/** Whoever types these asks for no look of it. */
const PLAIN_PICTURE = /^(?:photo|photograph|picture|film|movie|portrait)$/u;
/** After a word for a picture: what it is of, or that it only looks so. */
const PICTURED = /^(?:of|look|style|effect|filter)$/iu;
/** What something is in that is not seen. */
const AROUND = /^(?:wind|breeze)$/u;
/** What comes out of something. */
const SENT_OUT = /^(?:steam|smoke|flames?|bubbles?)$/u;

/** Takes parts of things, what they have on, and what only people can be drawn doing, out of a prompt that names whose they are. */
export class BelongingsReader {
  readonly #parts: ReadonlySet<string>;
  readonly #seen: Belongings['seen'];
  readonly #worn: ReadonlySet<string>;
  readonly #heads: ReadonlySet<string>;
  readonly #peopleAtIt: ReadonlySet<string>;
  readonly #moods: ReadonlySet<string>;
  readonly #pictures: ReadonlySet<string>;
  readonly #names: ThingNames;

  constructor({ parts, seen, worn, heads, peopleAtIt, moods, pictures }: Belongings, names: ThingNames) {
    this.#parts = new Set(parts);
    this.#seen = seen;
    this.#worn = new Set(worn);
    this.#heads = new Set(heads);
    this.#peopleAtIt = new Set(peopleAtIt);
    this.#moods = new Set(moods);
    this.#pictures = new Set(pictures);
    this.#names = names;
  }

  without({ tokens: given, found: all }: PromptThings): OwnThings {
    const tokens = [...given];
    const missing: string[] = [];
    const found = this.#plain(this.#shown(all, tokens, missing), tokens, missing);
    const gone = new Set<FoundThing>();
    for (const [i, thing] of found.entries()) {
      const before = found.slice(0, i).filter((other) => !gone.has(other));
      const owner = before.findLast((other) => !this.#isWorn(other)) ?? before.at(-1);
      const next = found[i + 1];
      const isWhole = owner !== undefined && !this.#isDrawnWith(thing, owner, found, tokens);
      if (isWhole) {
        // What led to it goes as well: "in a", "wearing a pair of".
        let start = thing.start;
        while (start > owner.end && isLeading(tokens[start - 1])) start--;
        takeAway(tokens, start, thing.end);
      } else if (next && owner === undefined && this.#isPartOfNext(thing, next, tokens)) takeAway(tokens, thing.start, next.start);
      else continue;
      gone.add(thing);
      const whole = isWhole ? owner : next;
      if (!whole || !this.#isSeen(thing, whole)) missing.push(...typedIn(given.slice(thing.at, thing.end)));
    }
    const left = found.filter((thing) => !gone.has(thing));
    const owned = this.#unnamed(tokens, left, missing);
    return { tokens, found: owned, missing, isLess: owned.length < all.length || tokens.some((token, i) => token !== given[i]) };
  }

  /** Without the picture that something is told to be in: "an oil painting of a boat", "vintage film look". */
  #shown(found: readonly FoundThing[], tokens: Token[], missing: string[]): readonly FoundThing[] {
    let left = found;
    for (const [at, { typed }] of tokens.entries()) {
      const word = typed.toLowerCase();
      if (!this.#pictures.has(word) || !PICTURED.test(tokens[at + 1]?.typed ?? '') || !found.some(({ at: other }) => other !== at)) continue;
      let start = at;
      while (start > 0 && !tokens[start]?.begins && tokens[start - 1]?.masked === null) start--;
      // "A girl with a painting of a boat" has one.
      if (left.some((thing) => thing.at >= start && thing.at < at)) continue;
      left = left.filter((thing) => thing.at < start || thing.at > at);
      if (!PLAIN_PICTURE.test(word)) missing.push(word);
      takeAway(tokens, start, at + 2);
    }
    return left;
  }

  /** Without names that only say what kind of another thing it is ("a monster truck", "a fire breathing dragon"), and without an emoji that is a mood. */
  #plain(all: readonly FoundThing[], tokens: Token[], missing: string[]): readonly FoundThing[] {
    const found: FoundThing[] = [];
    const isWritten = (thing: FoundThing): boolean => /\p{L}/u.test(tokens[thing.at]?.typed ?? '');
    /** Where the description of the next one begins, where that has kinds before it. */
    let start: number | null = null;
    for (const [i, thing] of all.entries()) {
      const next = all[i + 1];
      const isMood = !isWritten(thing) && this.#moods.has(this.#names.objectOf(thing.name)) && all.some((other) => isWritten(other));
      // "Coffee ☕" is one.
      const isEcho = !isWritten(thing) && all.some((other) => isWritten(other) && `${this.#names.objectOf(thing.name)} `.startsWith(`${this.#names.objectOf(other.name)} `));
      const isKind = !isMood && !isEcho && next !== undefined && isKindOf(thing, next, tokens);
      const whole: FoundThing = start === null ? thing : { ...thing, start };
      start = isKind ? whole.start : null;
      if (!isMood && !isKind && !isEcho) {
        found.push(whole);
        continue;
      }
      const end = isKind ? next.at : thing.end;
      if (!isEcho) missing.push(...typedIn(tokens.slice(thing.at, end)));
      takeAway(tokens, thing.at, end);
    }
    return found;
  }

  /** Without parts that a pack has no name for, and what is said of them: "with long blonde hair", "with falling petals", "in a space suit". */
  #unnamed(tokens: Token[], found: readonly FoundThing[], missing: string[]): readonly FoundThing[] {
    let left = found;
    for (const [at, { typed, masked }] of tokens.entries()) {
      const word = typed.toLowerCase();
      const isGarment = GARMENT.test(word);
      const part = isGarment ? word : [word, ...singularsOf(word)].find((each) => this.#parts.has(each));
      if (part === undefined || masked !== null || left.some(({ at: first, end }) => at >= first && at < end)) continue;
      const lead = tokens.findLastIndex((token, i) => i < at && (isGarment ? /^(?:in|with|wearing|wears)$/u : /^(?:with|has|have|having)$/u).test(token.typed.toLowerCase()));
      const owner = left.findLast(({ end }) => end <= lead);
      if (lead < 0 || !owner || at - lead > MOST_SAID || tokens.slice(lead, at + 1).some((token) => token.begins || token.masked !== null)) continue;
      takeAway(tokens, lead, at + 1);
      left = left.filter((thing) => !(thing.at > lead && thing.end <= at));
      if (!this.#isSeen({ name: part }, owner)) missing.push(word);
    }
    return left;
  }

  #isWorn = ({ name }: FoundThing): boolean => this.#worn.has(this.#names.objectOf(name));

  /** Whether `thing` is drawn beside the one that it is told with. */
  #isDrawnWith(thing: FoundThing, owner: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): boolean {
    const between = tokens.slice(owner.end, thing.at);
    if (this.#isDone(thing, owner, between, tokens)) return false;
    if (between.some(({ begins, masked }) => begins || masked !== null) || tokens[thing.at]?.begins) return true;
    const head = headOf(thing.name);
    const lead = between.findLast((token, k) => owner.end + k < thing.start && !isArticle(token));
    const leading = lead?.typed.toLowerCase() ?? '';
    if (this.#parts.has(head) && (HAVING.test(leading) || (AROUND.test(head) && leading === 'in') || (leading === 'and' && between.some(({ typed }) => /^(?:with|has|have|having)$/iu.test(typed))))) return false;
    if (!this.#isWorn(thing) || !WEARING.test(leading) || (leading === 'and' && !found.some((other) => other.at >= owner.end && other.end < thing.at))) return true;
    // A head that keeps still can have a hat on.
    const moves = [...between, ...tokens.slice(thing.end)].some(({ word, masked }) => masked === null && /ing$/u.test(word));
    return HEADWEAR.test(thing.name) && this.#heads.has(this.#names.objectOf(owner.name)) && !moves;
  }

  /** "Two robots boxing", "a panda doing yoga": here this is no thing, but what they do. */
  #isDone(thing: FoundThing, owner: FoundThing, between: readonly Token[], tokens: readonly Token[]): boolean {
    if (tokens[thing.at]?.begins || between.some(({ begins, masked, word }) => begins || masked !== null || word === 'and')) return false;
    if (/^\w+ing$/u.test(thing.name) && thing.start === thing.at && owner.end === thing.at) return true;
    return this.#peopleAtIt.has(thing.name);
  }

  /** "The leaves of a tree", "steam rising from a cup of coffee". */
  #isPartOfNext(thing: FoundThing, next: FoundThing, tokens: readonly Token[]): boolean {
    const between = tokens.slice(thing.end, next.start);
    if (!this.#parts.has(headOf(thing.name)) || between.length === 0 || between.some(({ begins, masked }) => begins || masked !== null)) return false;
    const lead = between.findLast((token) => !isArticle(token))?.typed.toLowerCase();
    return (lead === 'of' && between.length <= 2) || (lead === 'on' && this.#isSeen(thing, next)) || ((lead === 'from' || lead === 'of') && SENT_OUT.test(headOf(thing.name)));
  }

  #isSeen(thing: Pick<FoundThing, 'name'>, whole: FoundThing): boolean {
    return [headOf(whole.name), headOf(this.#names.objectOf(whole.name))].some((name) => this.#seen[name]?.includes(headOf(thing.name)) === true);
  }
}

const typedIn = (tokens: readonly Token[]): readonly string[] => tokens.filter(({ isFirst }) => isFirst).map(({ typed }) => typed.toLowerCase());

/** "A fire breathing dragon" is a dragon, and "a dragon breathing fire" is both. */
const BREATHED = new Set('fire flame flames smoke ice bubbles'.split(' '));

/** Whether `first` stands in a name that ends with `next`. Emoji stand next to each other, and are things each. */
function isKindOf(first: FoundThing, next: FoundThing, tokens: readonly Token[]): boolean {
  const isWord = (token: Token | undefined): boolean => /\p{L}/u.test(token?.typed ?? '');
  const between = tokens.slice(first.end, next.at);
  if (first.asked !== null || tokens[next.at]?.begins || between.some(({ masked, begins, drawn }) => masked !== null || begins || drawn === '')) return false;
  if (between.length === 0) return isWord(tokens[first.end - 1]) && isWord(tokens[next.at]) && !/^\w+ing$/u.test(next.name);
  return next.asked === null && BREATHED.has(first.name) && between.length === 1 && between[0]?.word === 'breathing';
}

const headOf = (name: string): string => name.split(' ').at(-1) ?? '';
const isArticle = ({ typed }: Token): boolean => /^(?:an?|the|his|her|its|their|my|your|some|two|four|pair|of)$/iu.test(typed) && !/^of$/iu.test(typed);
const isLeading = (token: Token | undefined): boolean => token?.masked === null && (FUNCTION_WORDS.has(token.typed.toLowerCase()) || LEADING_TO_IT.test(token.typed.toLowerCase()));

function takeAway(tokens: Token[], start: number, end: number): void {
  tokens.splice(start, end - start, ...tokens.slice(start, end).map((token) => ({ ...token, word: '', drawn: '' })));
}
