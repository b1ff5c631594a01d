import { emojiKeys, splitPrompt, withoutAccents, type PromptWord } from './prompt-words.js';
import { FUNCTION_WORDS } from './sentence/drawn-words.js';
import { spaced, type ThingNames } from './thing-names.js';
import { participlesOf, singularsOf, type WordForms } from './word-forms.js';

/** After these, a word names something, even if it ends like a verb: "in a clearing". */
const LEADS_TO_NOUNS = new Set('a an the in on at by near of to from with and my his her our their'.split(' '));

/** What a pack knows of words. */
export interface Vocabulary {
  /** Whether captions had all of a text. */
  readonly knows: (text: string) => boolean;
  /** Whether the text encoder has a vector of a word that no caption had. */
  readonly hasVector: (word: string) => boolean;
  /** What is nearest in meaning to words that no caption had, nearest first. */
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly forms?: WordForms;
  readonly names?: ThingNames;
  /** What a word that has no meaning was meant as, if it is misspelled. */
  readonly spelled?: (word: string) => string | null;
  readonly objects: readonly string[];
  readonly cameras: readonly string[];
  /** A word that is nothing but the unknown token; null where the tokenizer has none. */
  readonly nothing: string | null;
}

export interface ReadWord {
  readonly typed: string;
  readonly key: string;
  /** Null for a word that is known, in one form or another; else what is nearest to it in meaning. */
  readonly near: readonly string[] | null;
  /** Which of those is drawn in its place; null when the word is left out. */
  readonly drawn: string | null;
}

/** Words that were read as one. */
export interface ReadPiece {
  /** As it was typed. */
  readonly typed: string;
  /** What the tokenizer gets. */
  readonly text: string;
  /** What is drawn in its place, empty of what is left out; null for words that are known. */
  readonly drawn: string | null;
  /** The signs before it. */
  readonly before: string;
}

/** Words in a row that are read as one: what is told of them, and what the tokenizer gets. */
interface Part {
  readonly words: readonly PromptWord[];
  readonly text: string;
  /** For words that captions had not: under which word its meaning is looked up. */
  readonly meaning: string | null;
  /** Whether `text` is spelled otherwise than it was typed. */
  readonly isSpelled?: true;
}

/**
 * A prompt in words of the vocabulary. What captions had stays as it is, to the letter; forms of it ("penguins", "hot-dogs",
 * an emoji) become it; and only then is a word read by its meaning.
 */
export class PromptReading {
  /** What the tokenizer gets. */
  readonly text: string;
  readonly words: readonly ReadWord[];
  /** What `text` is made of, in its order. */
  readonly pieces: readonly ReadPiece[];

  constructor(prompt: string, vocabulary: Vocabulary) {
    const { words, after } = splitPrompt(prompt);
    const parts = spelledParts(words, vocabulary);
    const hasThing = namesThing(parts, vocabulary);
    const strangers = ofOtherNames(parts, vocabulary);
    const read = parts.map((part, i) => ({ part, ...(strangers.get(part) ?? (part.isSpelled ? { near: [part.text], drawn: part.text } : meaningOf(part, vocabulary, hasThing, parts[i - 1]))) }));
    this.words = read.flatMap(({ part, near, drawn }) => part.words.map(({ typed, key }) => ({ typed, key, near, drawn })));
    this.pieces = read.map(({ part, drawn, near }) => ({
      typed: part.words.map(({ typed }) => typed).join(' '),
      text: textOf(part, near, drawn, vocabulary),
      drawn: near === null ? null : (drawn ?? ''),
      before: part.words[0]?.before ?? '',
    }));
    let text = '';
    let afterEmoji = false;
    for (const [i, { part }] of read.entries()) {
      const [first] = part.words;
      const last = part.words.at(-1);
      if (!first || !last) continue;
      const before = first.before === '' && (afterEmoji || (first.isEmoji && text !== '')) ? ' ' : first.before;
      text += before + (this.pieces[i]?.text ?? '') + last.ending;
      afterEmoji = last.isEmoji;
    }
    this.text = text + after;
  }
}

/** Misspellings are read among known words only: a sentence without any is of another language. */
function spelledParts(words: readonly PromptWord[], vocabulary: Vocabulary): readonly Part[] {
  const parts = findParts(words, vocabulary);
  if (parts.length === 1 || parts.some(({ meaning, isSpelled }) => meaning === null && isSpelled !== true)) return parts;
  const { spelled: _, ...plain } = vocabulary;
  return findParts(words, plain);
}

function findParts(words: readonly PromptWord[], vocabulary: Vocabulary): readonly Part[] {
  const parts: Part[] = [];
  let read = 0;
  for (const [at, word] of words.entries()) {
    if (at < read) continue;
    const part = findForm(words.slice(at), vocabulary) ?? partOf(word, vocabulary);
    parts.push(part);
    read = at + part.words.length;
  }
  return parts;
}

/** The longest form of the pack's list that `words` begin with. */
function findForm(words: readonly PromptWord[], { forms, knows }: Vocabulary): Part | null {
  if (!forms) return null;
  for (let count = Math.min(forms.longest, words.length); count > 0; count--) {
    const taken = words.slice(0, count);
    // A comma ends a name, and a possessive is no part of one.
    if (taken.some(({ before, ending }, i) => (i > 0 && !/^[\s-]+$/u.test(before)) || (i < count - 1 && ending !== ''))) continue;
    const written = taken.map(({ key }) => key).join(' ');
    const keys = taken.every(({ isEmoji }) => isEmoji) ? emojiKeys(written) : [written];
    const text = keys.map((key) => forms.forms.get(key)).find((form) => form !== undefined);
    if (text !== undefined) return { words: taken, text, meaning: knows(text) ? null : text };
  }
  return null;
}

function partOf(word: PromptWord, vocabulary: Vocabulary): Part {
  const { key, typed, isEmoji, ending } = word;
  const words = [word];
  if (isEmoji) return { words, text: typed, meaning: key };
  // The letters as they were typed, where they are the same: a tokenizer may tell large ones from small ones.
  if (vocabulary.knows(key)) return { words, text: typed.toLowerCase() === key + ending ? typed.slice(0, typed.length - ending.length) : key, meaning: null };
  const plain = withoutAccents(key);
  if (plain !== key) {
    const known = findForm([{ ...word, key: plain }], vocabulary);
    if (known) return { ...known, words };
    if (vocabulary.knows(plain)) return { words, text: plain, meaning: null };
  }
  const form = [...singularsOf(plain), ...(vocabulary.hasVector(plain) ? [] : participlesOf(plain))].find((each) => vocabulary.knows(each));
  if (form !== undefined) return { words, text: form, meaning: null };
  const meaning = [key, plain, ...singularsOf(plain)].find((way) => vocabulary.near.has(way));
  // A capital in the middle of a sentence begins a name.
  const isName = /^\p{Lu}\p{Ll}/u.test(typed) && !/^$|[.!?]/u.test(word.before);
  const spelled = meaning === undefined && !isName && !vocabulary.hasVector(key) && /^[a-z]+$/u.test(plain) ? (vocabulary.spelled?.(plain) ?? null) : null;
  if (spelled !== null) return { words, text: spelled, meaning: null, isSpelled: true };
  return { words, text: key, meaning: meaning ?? key };
}

/** Whether the known words say what is to be drawn. A name that is also said of the camera does not count. */
function namesThing(parts: readonly Part[], { forms, objects, cameras }: Vocabulary): boolean {
  const known = ` ${parts.map(({ text, meaning }) => (meaning === null ? spaced(text) : ',')).join(' ')} `;
  const ofCamera = ` ${cameras.join(' ').toLowerCase()} `;
  const things = forms?.things ?? objects.filter((name) => !ofCamera.includes(` ${name} `));
  return things.some((name) => known.includes(` ${spaced(name)} `));
}

/**
 * Known words that captions have only in names, where they stand in the name of nothing that the prompt names: the model would make a happy face of
 * "a happy dog". They are left out, but for what a thing does, where that has a motion.
 */
function ofOtherNames(parts: readonly Part[], { names, near, hasVector }: Vocabulary): ReadonlyMap<Part, Pick<ReadWord, 'near' | 'drawn'>> {
  const strangers = new Map<Part, Pick<ReadWord, 'near' | 'drawn'>>();
  if (!names) return strangers;
  const words = parts.flatMap((part) => (part.meaning === null ? spaced(part.text) : ',').split(/\s+/u).map((word, k) => ({ word, part, isApart: k === 0 && /[^\s'-]/u.test(part.words[0]?.before ?? '') })));
  const objects: string[] = [];
  const isNamed = new Set<Part>();
  for (let at = 0; at < words.length; at++) {
    for (let count = Math.min(names.longest, words.length - at); count > 0; count--) {
      const run = words.slice(at, at + count);
      const name = run.map(({ word }) => word).join(' ');
      if (!names.has(name) || run.some(({ isApart }, k) => k > 0 && isApart)) continue;
      objects.push(names.objectOf(name));
      for (const { part } of run) isNamed.add(part);
      at += count - 1;
      break;
    }
  }
  // What a word is read as is drawn as well: "a happy family".
  for (const { meaning } of parts) {
    const [nearest = ''] = meaning === null || !hasVector(meaning) ? [] : (near.get(meaning) ?? []);
    if (objects.length === 0 && names.has(nearest)) objects.push(names.objectOf(nearest));
  }
  // A prompt of one word asks for whatever has it in its name.
  if (objects.length === 0 && parts.filter(({ text }) => !FUNCTION_WORDS.has(text)).length < 2) return strangers;
  for (const [i, part] of parts.entries()) {
    const all = spaced(part.text).split(/\s+/u);
    if (part.meaning !== null || isNamed.has(part) || all.length > 1) continue;
    const [word = ''] = all;
    if (!names.onlyNames(word) || objects.some((object) => [word, ...participlesOf(word)].some((form) => names.isOf(form, object)))) continue;
    const motions = (near.get(word) ?? []).filter(isMotion);
    const next = parts[i + 1];
    // "A laughing baby" is told how it is, "a dog surfing" does something.
    const isDone = next === undefined || !isNamed.has(next) || /[^\s-]/u.test(next.words[0]?.before ?? '');
    strangers.set(part, { near: motions, drawn: isDone ? (motions[0] ?? null) : null });
  }
  return strangers;
}

/**
 * What is drawn in place of words that captions had not. A model draws one thing: where the prompt names one that it knows, a word that
 * only resembles another does not push it out of the picture.
 */
function meaningOf({ meaning, words }: Part, { near, hasVector, objects }: Vocabulary, hasThing: boolean, before: Part | undefined): Pick<ReadWord, 'near' | 'drawn'> {
  if (meaning === null) return { near: null, drawn: null };
  const all = near.get(meaning) ?? [];
  // What somebody does is no thing and no place: by its meaning, "sitting" is a living room.
  const isDone = hasThing && before !== undefined && !LEADS_TO_NOUNS.has(before.text) && /ing$/u.test(words[0]?.key ?? '');
  const found = isDone ? all.filter(isMotion) : all;
  if (!hasVector(meaning)) return { near: found, drawn: hasThing ? (found.find(isMotion) ?? null) : null };
  const drawn = hasThing ? found.find((name) => !objects.includes(name)) : found[0];
  return { near: found, drawn: drawn ?? null };
}

/** Of what is nearest in meaning to a word: whether it says how something moves. */
const isMotion = (name: string): boolean => /ing(?: to the \w+)?$/u.test(name);

function textOf({ words, text, meaning }: Part, near: ReadWord['near'], drawn: string | null, vocabulary: Vocabulary): string {
  if (near === null) return text;
  if (drawn !== null) return drawn;
  if (meaning === null) return vocabulary.nothing ?? text;
  if (vocabulary.nothing === null) return text;
  // The vector of a word is somehow near to something: left to the text encoder, "his" is a santa, and pushes the dog out.
  // Letters of other scripts would be a token each.
  const isStrange = words.some(({ isEmoji, key }) => isEmoji || /[^\w'-]/u.test(key));
  return vocabulary.hasVector(meaning) || isStrange ? vocabulary.nothing : text;
}
