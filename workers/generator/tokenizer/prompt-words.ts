/** A prompt as a person typed it, cut into words, emoji, and what lies between them. */

export interface PromptWord {
  /** As it was typed. */
  readonly typed: string;
  /** As a vocabulary has it: compatibility letters and invisible signs resolved, small letters, no "'s". */
  readonly key: string;
  /** A possessive "'s", which a tokenizer splits off itself. */
  readonly ending: string;
  readonly isEmoji: boolean;
  /** What stands before it, made plain. */
  readonly before: string;
}

export interface PromptWords {
  readonly words: readonly PromptWord[];
  /** What stands after the last word. */
  readonly after: string;
}

/** Zero-width signs, soft hyphens, marks of direction and variation: they are not seen, and are part of no word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]/gu;
const APOSTROPHES = /[’‘ʼ‛`´′]/gu;
const DASHES = /[‐‑‒–—―−]/gu;

const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;
const PICTURE = String.raw`(?![©®™‼⁉〰〽])\p{Extended_Pictographic}[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*`;
const EMOJI = String.raw`\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|${PICTURE}(?:\u200d${PICTURE})*`;
const LETTERS = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]*`;
const PIECE = new RegExp(String.raw`(?<emoji>${EMOJI})|${LETTERS}(?:[’‘ʼ‛\u0060´′'＇]${LETTERS})*`, 'gu');

export function splitPrompt(prompt: string): PromptWords {
  const words: PromptWord[] = [];
  let end = 0;
  for (const match of prompt.matchAll(PIECE)) {
    const typed = match[0];
    const isEmoji = match.groups?.['emoji'] !== undefined;
    const [key, ending] = isEmoji ? [plainEmoji(typed), ''] : splitPossessive(plainText(typed).toLowerCase());
    words.push({ typed, key, ending, isEmoji, before: plainSigns(prompt.slice(end, match.index)) });
    end = match.index + typed.length;
  }
  return { words, after: plainSigns(prompt.slice(end)) };
}

/** Ways to look an emoji up, the most exact one first: as it is, without a sex, and of a person of any. */
export function emojiKeys(key: string): readonly string[] {
  const sexless = key.replace(/\u200d[♀♂]/gu, '');
  return [...new Set([key, sexless, sexless.replace(/^[👨👩]\u200d/u, '🧑\u200d')])];
}

/** "naïve" as "naive". */
export function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

function plainEmoji(typed: string): string {
  return typed.replace(/[\ufe0e\ufe0f]/gu, '').replace(SKIN_TONES, '');
}

function plainText(typed: string): string {
  return typed.replace(APOSTROPHES, "'").normalize('NFKC').replace(INVISIBLE, '');
}

/** An underscore joins words, as a space does. */
function plainSigns(signs: string): string {
  return plainText(signs).replace(DASHES, '-').replaceAll('_', ' ');
}

function splitPossessive(word: string): readonly [string, string] {
  return word.endsWith("'s") ? [word.slice(0, -2), "'s"] : [word, ''];
}
