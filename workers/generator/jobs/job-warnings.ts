import type { PromptCheck } from '../../../contract/generator.js';
import type { Tokenizer } from '../platform.js';
import type { ResolvedPack } from '../model/model-loader.js';

/** What a person should know of a film before it is made; `word` is the word of the prompt that it is about. */
export interface JobWarning {
  readonly message: string;
  readonly word?: string;
}

/** Says so where little memory costs time. */
export function memoryWarnings({ summary }: ResolvedPack): readonly JobWarning[] {
  return summary.memory?.sessions === 'in turns'
    ? [{ message: 'This device has little memory for this pack: its parts are loaded in turns, which takes longer.' }]
    : [];
}

/** Warnings about words that a prompt should not use, and about a prompt that is cut off. */
export function promptWarnings(prompts: readonly string[], tokenizer: Tokenizer): readonly JobWarning[] {
  const notes = new Map(prompts.flatMap((prompt) => tokenizer.check(prompt).unknown.map((note) => [wordWarning(note), note.word])));
  const words = [...notes].map(([message, word]) => ({ message, word }));
  const cut = prompts.some((prompt) => tokenizer.isTooLong(prompt));
  return cut ? [...words, { message: 'The prompt is longer than the model reads; its end is left out.' }] : words;
}

function wordWarning({ word, near, isRead }: PromptCheck['unknown'][number]): string {
  const [drawn] = near;
  if (isRead && drawn !== undefined) return `The model does not know "${word}"; it draws what is nearest: ${drawn}.`;
  const others = near.length === 0 ? '' : ` Near words that it knows: ${near.join(', ')}.`;
  return `The model does not know "${word}" and leaves it out.${others}`;
}
