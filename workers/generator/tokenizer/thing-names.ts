import { FUNCTION_WORDS } from './sentence/drawn-words.js';
import { numberIn } from './sentence/numbers.js';
import type { WordForms } from './word-forms.js';

/** Names that are a thing by themselves, where a pack draws kinds of it. Other last words are not: nobody means a thing by the "sign" of "stop sign". */
const PLAIN_NAMES = new Set(['ball', 'cube', 'flag', 'moon']);

/** What a plain name stands for: the first of a kind is the usual one, so a ball is a soccer ball. */
export const plainNames = (objects: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...objects].reverse().map((name) => [name.split(' ').at(-1) ?? '', name] as const).filter(([head, name]) => PLAIN_NAMES.has(head) && head !== name));

/** What a pack draws, under all of its names. */
export class ThingNames {
  /** By name, in words with spaces between them. */
  readonly #objects: ReadonlyMap<string, string>;
  /** Of an object, the words of its names and of what it does by itself. */
  readonly #words = new Map<string, Set<string>>();
  readonly #said: ReadonlySet<string>;
  /** Words of the longest name. */
  readonly longest: number;

  constructor({ things, names, said, ownWords, places }: Pick<WordForms, 'things' | 'names' | 'said' | 'ownWords' | 'places'>, objects: readonly string[]) {
    let at = 0;
    const owners = objects.flatMap((object, i) => things.slice(at, (at += names[i] ?? 0)).map((name) => [name, object] as const));
    this.#objects = new Map([...plainNames(objects), ...things.map((name) => [name, name] as const), ...objects.map((name) => [name, name] as const), ...owners].map(([name, object]) => [spokenName(name), object]));
    this.longest = Math.max(1, ...[...this.#objects.keys()].map((name) => name.split(' ').length));
    for (const [name, object] of this.#objects) for (const word of name.split(' ')) this.#add(object, word);
    for (const [word, owning] of Object.entries(ownWords)) for (const object of owning) this.#add(object, word);
    this.#said = said.size === 0 ? said : new Set([...said, ...places.flatMap((phrase) => phrase.split(' '))]);
  }

  /** What is drawn of this name; the name itself where that is not known. */
  objectOf(name: string): string {
    return this.#objects.get(spokenName(name)) ?? name;
  }

  has(name: string): boolean {
    return this.#objects.has(name);
  }

  /** Whether captions have a word only in names, so that it makes another thing of the one that it is told with. */
  onlyNames(word: string): boolean {
    return this.#said.size > 0 && !this.#said.has(word) && !FUNCTION_WORDS.has(word) && numberIn(word) === null && word !== 'one' && word !== 'full';
  }

  /** Whether a word is in a name of `object`, or in what it does by itself. */
  isOf(word: string, object: string): boolean {
    return this.#words.get(object)?.has(word) === true;
  }

  #add(object: string, word: string): void {
    const words = this.#words.get(object) ?? new Set();
    this.#words.set(object, words.add(word));
  }
}

/** Hyphens are spaces here, so that "teddy-bear" names a teddy bear. */
export const spaced = (text: string): string => text.toLowerCase().replaceAll('-', ' ');

/** A name in the words of a prompt, which have no possessive: "jack-o'-lantern", "witch's cat". */
export const spokenName = (name: string): string => name.toLowerCase().replaceAll(/'s\b/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
