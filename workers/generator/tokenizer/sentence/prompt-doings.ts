import { PREPOSITIONS } from './prompt-places.js';
import type { FoundThing, PromptThings, Token } from './prompt-things.js';
import { singularsOf, type Doing, type Doings } from '../word-forms.js';

export interface PromptDoings extends PromptThings {
  /** What was read as one thing, as it was typed: "girl dancing" as a dancer. */
  readonly read: readonly string[];
  /** Where that is done, if the prompt does not say; empty where that is anywhere. */
  readonly place: string;
}

/** Between somebody and what they do, or between two who do the same. */
const JOINING = new Set('a an the and or his her its their my our is are was were am be being who that which both all together happily alone'.split(' '));
/** What somebody has with them may be told before what they do. */
const ACCOMPANYING = new Set('with in wearing and'.split(' '));
/** Between a verb and what it is done with: "lying in bed", "fighting with swords". */
const LEADING = new Set('in on'.split(' '));
const LONGEST_OBJECT = 3;

/** Somebody with a verb, in tokens. */
interface Match {
  readonly row: Doing;
  readonly verb: number;
  /** Where its object stands; null where it has none. */
  readonly object: readonly [number, number] | null;
  /** Where what is said of them ends. */
  readonly limit: number;
}

/** Puts the one thing that a pack draws in the place of somebody and what they do. */
export class DoingReader {
  readonly #who: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #many: Doings['many'];
  /** Made ready once, since a prompt is read at each key. */
  readonly #rows: readonly { readonly row: Doing; readonly does: ReadonlySet<string>; readonly objects: ReadonlySet<string> | null }[];
  /** What rows say as it is typed; only other verbs are taken as what they are read as. */
  readonly verbs: ReadonlySet<string>;
  readonly #isThing: (name: string) => boolean;
  /** Whoever can do something, in the singular and the plural. */
  readonly people: ReadonlySet<string>;
  /** What else does something in its own way. */
  readonly #kinds: ReadonlySet<string>;

  constructor({ who, kinds, many, rows }: Doings, isThing: (name: string) => boolean) {
    this.#who = new Map(Object.entries({ ...who, ...kinds }).map(([group, names]) => [group, new Set(names)]));
    this.#kinds = new Set(Object.values(kinds).flat());
    this.#many = many;
    this.#rows = rows.map((row) => ({ row, does: new Set(row.does), objects: row.objects ? new Set(row.objects) : null }));
    // A car that stops is no word for what somebody does.
    this.verbs = new Set(rows.flatMap(({ who: group, does }) => (Object.hasOwn(who, group) ? does : [])));
    this.#isThing = isThing;
    this.people = new Set(Object.values(who).flat());
  }

  /** Names that a pack draws as they stand: "someone" by itself is nobody. */
  drawable(found: readonly FoundThing[]): readonly FoundThing[] {
    return found.filter(({ name }) => this.#isThing(name));
  }

  read({ tokens: given, found }: PromptThings): PromptDoings {
    const tokens = [...given];
    const gone = new Set<FoundThing>();
    const changed = new Map<FoundThing, FoundThing>();
    const read: string[] = [];
    let place = '';
    for (const thing of found) {
      if (gone.has(thing) || !(this.people.has(thing.name) || this.#kinds.has(thing.name))) continue;
      const match = this.#match(thing, found, tokens);
      if (!match) continue;
      const { row, verb, object, limit } = match;
      // "A man on a horse running" has the verb behind.
      const isBehind = PREPOSITIONS.has(tokens[verb]?.word ?? '') && object !== null && tokens.slice(object[1], limit).some(({ typed, masked }) => masked === null && /ing$/u.test(typed));
      // Nor is it said twice of "a woman running", where that is the name.
      const isSaid = row.thing?.endsWith(` ${tokens[verb]?.word ?? ''}`) === true;
      const moves = isBehind || isSaid ? '' : row.moves === undefined ? (tokens[verb]?.word ?? '') : directed(row.moves, tokens.slice(verb));
      const between = found.filter(({ at, end }) => at >= thing.end && end <= verb);
      changed.set(thing, { ...thing, name: row.thing ?? thing.name, ...(row.thing !== undefined && this.#numberOf(thing, row)), ...((between.length > 0 || verb < thing.at) && { moves }) });
      // Of "a girl in a red dress dancing", the dress does not.
      const isTheirs = between.some(({ start }) => !tokens.slice(thing.end, start).some(({ word }) => word === 'and'));
      write(tokens, verb, verb + 1, isTheirs || verb < thing.at ? '' : moves);
      for (const other of found) {
        const isObject = object !== null && other.at < object[1] && other.end > object[0];
        const isShown = other.at >= thing.end && other.at < limit && (row.shows ?? []).includes(typedOf(tokens.slice(other.at, other.end)));
        // "A car parking" has no sign.
        const isVerbItself = other.at === verb && other.end === verb + 1;
        if (other === thing || !(isObject || isShown || isVerbItself)) continue;
        gone.add(other);
        if (!isVerbItself) write(tokens, other.start, other.end, '');
      }
      if (object) write(tokens, ...object, '');
      place ||= row.place ?? '';
      const spoken = [...given.slice(thing.at, thing.end), ...given.slice(verb, verb + 1), ...(object ? given.slice(...object) : [])];
      read.push(typedOf(verb < thing.at ? [...given.slice(verb, verb + 1), ...spoken.filter((token) => token !== given[verb])] : spoken));
    }
    return { tokens, found: this.drawable(found.filter((thing) => !gone.has(thing)).map((thing) => changed.get(thing) ?? thing)), read, place };
  }

  #numberOf({ name, asked, count }: FoundThing, { people = 1 }: Doing): Pick<FoundThing, 'count' | 'asked'> {
    const many = this.#many[name];
    if (many !== undefined) return { count: Math.ceil(many / people), asked };
    if (people > 1) return { count: 1, asked: null };
    // Of a word that is no thing, a plural is known by the list.
    const isPlural = asked === null && singularsOf(name).some((one) => this.people.has(one));
    return { asked: isPlural ? name : asked, ...(count !== undefined && { count }) };
  }

  /** The first row that says what `thing` does. */
  #match(thing: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): Match | null {
    const limit = this.#limitOf(thing, found, tokens);
    for (const { row, does, objects } of this.#rows) {
      if (!this.#who.get(row.who)?.has(thing.name)) continue;
      const verb = tokens.findIndex((_, i) => i >= thing.start && i < limit && this.#isOneOf(does, tokens[i]) && isVerb(i, thing, found, tokens));
      if (verb < 0) continue;
      const object = objects && objectAfter(verb, limit, objects, tokens);
      if (row.isAlone && found.some(({ at }) => at > verb && at < limit)) continue;
      if (!objects || object) return { row, verb, object, limit };
    }
    return null;
  }

  #isOneOf(does: ReadonlySet<string>, token: Token | undefined): boolean {
    if (token?.masked !== null) return false;
    const typed = token.typed.toLowerCase();
    return does.has(typed) || (!this.verbs.has(typed) && does.has(token.word));
  }

  /** What is said of somebody ends where the next one begins who is not joined with them. */
  #limitOf(thing: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): number {
    let { end } = thing;
    for (const other of found) {
      if (other.at < end || !this.people.has(other.name)) continue;
      if (!tokens.slice(end, other.start).every(({ word }) => JOINING.has(word))) return other.start;
      ({ end } = other);
    }
    return tokens.length;
  }
}

/** Each of these tokens is read as `word`. */
function write(tokens: Token[], start: number, end: number, word: string): void {
  tokens.splice(start, end - start, ...tokens.slice(start, end).map((token) => ({ ...token, word, drawn: null })));
}

function isVerb(at: number, thing: FoundThing, found: readonly FoundThing[], tokens: readonly Token[]): boolean {
  const typed = tokens[at]?.typed ?? '';
  const isParticiple = /in[g']?$/u.test(typed);
  if (at < thing.end) return at < thing.at && isParticiple;
  const things = found.filter(({ at: other, end }) => other >= thing.end && end <= at);
  // "A boy and his dog running": what both do. "A boy on a horse running" says it of the horse.
  if (!things.every(({ start }) => accompanies(start, tokens))) return false;
  // A noun may look like the verb: "a man jumping over a fence".
  return isParticiple || tokens.slice(thing.end, at).every((token, i) => JOINING.has(token.word) || /ly$/u.test(token.typed) || things.some(({ start, end }) => thing.end + i >= start && thing.end + i < end));
}

/** Whether what stands at `start` is told only as what somebody has with them. */
function accompanies(start: number, tokens: readonly Token[]): boolean {
  let at = start - 1;
  while (JOINING.has(tokens[at]?.word ?? '') && !ACCOMPANYING.has(tokens[at]?.word ?? '')) at--;
  return ACCOMPANYING.has(tokens[at]?.word ?? '');
}

function objectAfter(verb: number, limit: number, objects: ReadonlySet<string>, tokens: readonly Token[]): readonly [number, number] | null {
  const isPreposition = PREPOSITIONS.has(tokens[verb]?.word ?? '');
  for (let at = verb + 1; at < limit; at++) {
    const { word = '', masked = null } = tokens[at] ?? {};
    if (masked !== null) return null;
    for (let count = LONGEST_OBJECT; count > 0; count--) {
      const run = tokens.slice(at, Math.min(at + count, limit));
      if (run.length === count && [typedOf(run), run.map(({ word }) => word).join(' ')].some((name) => objects.has(name))) return [at, at + count];
    }
    // "A man on the beach with a horse" rides none.
    if ((PREPOSITIONS.has(word) && (isPreposition || !LEADING.has(word))) || (isPreposition && ACCOMPANYING.has(word))) return null;
  }
  return null;
}

/** What goes to the right goes to the left instead where the prompt says so. */
function directed(moves: string, after: readonly Token[]): string {
  const side = after.find(({ word }) => word === 'left' || word === 'right');
  return side ? moves.replace(/ to the (?:left|right)$/u, '') : moves;
}

/** Words that were read as one are typed once. */
const typedOf = (tokens: readonly Token[]): string => tokens.filter(({ isFirst }, i) => isFirst || i === 0).map(({ typed }) => typed.toLowerCase()).join(' ');
