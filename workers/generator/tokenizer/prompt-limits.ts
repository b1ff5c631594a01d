import type { PromptLimit } from '../../../contract/errors/warnings.js';
import type { PromptReading } from './prompt-reading.js';
import { singularsOf, type WordForms } from './word-forms.js';

/** How many of something: "two dogs", "3 cats", "a couple of birds". */
const COUNTS = /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|several|many|few|couple|pair|dozen|lots|both|[2-9]|[1-9]\d{1,2})$/u;
/** What no description of a thing reaches across: it begins another part of the sentence. */
const BOUNDARIES = new Set('a an the and with in on at by near under over behind to from of into is are'.split(' '));
/** Of "the camera moves closer": the camera that films. */
const CAMERA_VERBS = /^(?:zoom|pan|tilt|move|com|pull|turn|look|follow)/u;

interface Token {
  readonly word: string;
  /** As it was typed, all of the words that were read as one. */
  readonly typed: string;
  /** Another sentence or part of one begins here. */
  readonly begins: boolean;
  /** Part of a phrase that names no subject. */
  masked: boolean;
}

interface Found {
  readonly name: string;
  readonly at: number;
  readonly end: number;
}

/**
 * Finds what a prompt asks for in words that the model knows, and still does not get, for models that draw one subject: a number of it,
 * several things, a colour for what has colours of its own.
 *
 * @param forms their lists are made ready once, since a prompt is checked while it is typed
 */
export function limitFinder(forms: WordForms, colours: readonly string[]): (reading: PromptReading) => readonly PromptLimit[] {
  const names = new Set(forms.things);
  const places = forms.places.map((phrase) => phrase.split(/[\s-]+/u)).sort((a, b) => b.length - a.length);
  return (reading) => {
    const tokens = tokensOf(reading);
    mask(tokens, places);
    maskCamera(tokens);
    const found = thingsIn(tokens, names, forms.longest);
    const limits = found.flatMap((thing) => limitsOfThing(thing, tokens, forms, colours));
    const things = [...new Set(found.map(({ name }) => name))];
    return things.length > 1 ? [...limits, { code: 'one-subject', params: { things } }] : limits;
  };
}

function tokensOf({ pieces }: PromptReading): Token[] {
  return pieces.flatMap(({ typed, text, before }) =>
    text.toLowerCase().split(/[\s-]+/u).map((word, i) => ({ word, typed, begins: i === 0 && /[^\s-]/u.test(before), masked: false })),
  );
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
      if (isAt(tokens, at, phrase)) for (const token of tokens.slice(at, at + phrase.length)) token.masked = true;
    }
  }
}

function maskCamera(tokens: readonly Token[]): void {
  for (const [at, token] of tokens.entries()) {
    if (token.word === 'camera' && CAMERA_VERBS.test(tokens[at + 1]?.word ?? '')) token.masked = true;
  }
}

/** Names of things, the longest first where they overlap, in the order of the prompt. */
function thingsIn(tokens: readonly Token[], things: ReadonlySet<string>, longest: number): readonly Found[] {
  const found: Found[] = [];
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

function limitsOfThing({ name, at, end }: Found, tokens: readonly Token[], forms: WordForms, colours: readonly string[]): readonly PromptLimit[] {
  const limits: PromptLimit[] = [];
  let start = at;
  while (start > 0 && !tokens[start]?.begins && !tokens[start - 1]?.masked && !BOUNDARIES.has(tokens[start - 1]?.word ?? '')) start--;
  // "A couple of dogs".
  if (tokens[start - 1]?.word === 'of' && COUNTS.test(tokens[start - 2]?.typed ?? '')) start -= 2;
  const said = tokens.slice(start, at).map(({ typed }) => typed.toLowerCase());
  const typed = tokens[end - 1]?.typed ?? name;
  const counted = said.findIndex((word) => COUNTS.test(word));
  const isPlural = typed.toLowerCase() !== name && singularsOf(typed.toLowerCase()).includes(name);
  if (counted >= 0 || isPlural) limits.push({ code: 'one-of-it', params: { asked: [...said.slice(Math.max(counted, 0)), typed].join(' '), thing: name } });
  const colour = said.find((word) => colours.includes(word));
  if (colour !== undefined && forms.ownColours.has(name)) limits.push({ code: 'own-colours', params: { thing: name, colour } });
  return limits;
}
