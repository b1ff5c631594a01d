import type { FilmWarning } from '../../../contract/errors/warnings.js';
import type { PromptCheck } from '../../../contract/generator.js';
import type { Tokenizer } from '../platform.js';
import type { ResolvedPack } from '../model/model-loader.js';

/** Says so where little memory costs time. */
export function memoryWarnings({ summary }: ResolvedPack): readonly FilmWarning[] {
  return (summary.memory?.sessions ?? 'together') !== 'together' ? [{ code: 'little-memory', params: {} }] : [];
}

/** Warnings about words that a prompt should not use, about what is not drawn, and about a prompt that is cut off. */
export function promptWarnings(prompts: readonly string[], tokenizer: Tokenizer): readonly FilmWarning[] {
  // A word that several scenes share is told of once.
  const checks = prompts.map((prompt) => tokenizer.check(prompt));
  const unknown = new Map(checks.flatMap((check) => check.unknown.map((note) => [note.word, note])));
  const limits = new Map(checks.flatMap((check) => check.limits.map((limit) => [JSON.stringify(limit), limit])));
  const words = [...Array.from(unknown.values(), wordWarning), ...limits.values()];
  const cut = prompts.some((prompt) => tokenizer.isTooLong(prompt));
  return cut ? [...words, { code: 'prompt-cut-off', params: {} }] : words;
}

function wordWarning({ word, near, isRead }: PromptCheck['unknown'][number]): FilmWarning {
  const [drawn] = near;
  return isRead && drawn !== undefined ? { code: 'word-replaced', params: { word, drawn } } : { code: 'word-left-out', params: { word, near } };
}
