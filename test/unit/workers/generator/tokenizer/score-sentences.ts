import { readFileSync } from 'node:fs';
import type { PromptCheck } from '../../../../../contract/generator.js';

/** What a sentence asks for, written down by hand in `test/fixtures/sentences/`. */
export interface LabelledSentence {
  readonly sentence: string;
  /** With their numbers; those that begin with "?" are hardly in a vocabulary. Of several words with "/" between them, one is enough. */
  readonly things: readonly { readonly count: number; readonly words: readonly string[] }[];
  /** A word of the place; null where none is named. */
  readonly place: string | null;
  /** A word of the motion, likewise. */
  readonly motion: string | null;
}

export const ASPECTS = ['things', 'number', 'place', 'motion', 'nothing else'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** What is made of a sentence. */
export interface SentenceReading {
  /** Prompts of what is drawn, one for each thing; none where a place is drawn alone. */
  readonly drawn: readonly string[];
  /** Of what is behind. */
  readonly base: string;
  readonly check: PromptCheck;
  /** Names of things in a text. */
  readonly thingsIn: (text: string) => readonly string[];
  /** Whether the model draws a place for one of these words, as the base has it. */
  readonly isPlaced: (words: readonly string[]) => boolean;
}

/** Lines of "sentence | 2 dog, 1 red ball | place | motion". */
export function readLabelled(file: string): readonly LabelledSentence[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((line) => {
    const [sentence = '', things = '', place = '-', motion = '-'] = line.split('|').map((part) => part.trim());
    return {
      sentence,
      things: things === '-' ? [] : things.split(', ').map((thing) => {
        const [, count = '1', words = ''] = /^(\d+|\?)\s*(.*)$/u.exec(thing) ?? [];
        return { count: count === '?' ? 1 : Number(count), words: words.split(' ') };
      }),
      place: place === '-' ? null : place.replace('?', ''),
      motion: motion === '-' ? null : motion.replace('?', ''),
    };
  });
}

/** Which aspects are right, or said not to be possible. */
export function scoreSentence({ things, place, motion }: LabelledSentence, { drawn, base, check, thingsIn, isPlaced }: SentenceReading): Readonly<Record<Aspect, boolean>> {
  const told = [...check.unknown.map(({ word }) => word), ...check.limits.flatMap(({ params }) => ('things' in params ? params.things : [params.thing]))].map(stem);
  const isTold = (word: string): boolean => told.some((each) => each.includes(stem(word)) || stem(word).includes(each));
  const has = (text: string, words: readonly string[]): boolean => words.every((word) => word.split('/').some((way) => text.split(/[^\p{L}\p{N}'-]+/u).some((each) => stem(each) === stem(way))));
  const isSaid = (words: readonly string[]): boolean => words.flatMap((word) => word.split('/')).some(isTold);
  const whole = [base, ...drawn].join(' ');
  const expected = things.flatMap(({ words }) => [words.join(' '), ...(words.at(-1) ?? '').split('/')]);
  return {
    things: things.every(({ words }) => drawn.some((prompt) => has(prompt, words)) || isSaid(words)),
    number: things.every(({ count, words }) => drawn.filter((prompt) => has(prompt, words)).length === count || isSaid(words)),
    place: place === null || isPlaced(place.split(' ')) || place.split(' ').some(isTold),
    motion: motion === null || has(whole, [motion]) || isTold(motion),
    'nothing else': (things.length > 0 || drawn.length === 0) && drawn.flatMap(thingsIn).every((name) => expected.some((each) => each.includes(name) || name.includes(each)) || isTold(name)),
  };
}

/** Of "jumps" and "jumping" the same. */
export function stem(word: string): string {
  return word.toLowerCase().replace(/(?:ing|es|s|ed)$/u, '').replace(/e$/u, '').replace(/(.)\1$/u, '$1');
}
