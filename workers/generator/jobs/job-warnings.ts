import type { FilmWarning } from '../../../contract/errors/warnings.js';
import type { PromptCheck } from '../../../contract/generator.js';
import { hasFreeSteps } from '../../../contract/pack/pack-parts.js';
import type { Tokenizer } from '../platform.js';
import type { ResolvedPack } from '../model/model-loader.js';
import { sessionsOf } from '../../model-store/offers/plan-memory.js';

/** Says so where little memory costs time. */
export function memoryWarnings({ summary }: ResolvedPack): readonly FilmWarning[] {
  return sessionsOf(summary) !== 'together' ? [{ code: 'little-memory', params: {} }] : [];
}

/** Says so where a number of steps is asked for and a model keeps its own. */
export function stepsWarnings({ files, models }: Pick<ResolvedPack, 'files' | 'models'>, steps: number | undefined, draws: boolean): readonly FilmWarning[] {
  if (steps === undefined) return [];
  const { textToImage, imageToVideo } = files.manifest;
  const halves = [...(draws ? [[textToImage, (models.draw ?? models.move).title] as const] : []), [imageToVideo, models.move.title] as const];
  return halves.flatMap(([half, title]): readonly FilmWarning[] => {
    const kept = half === undefined || hasFreeSteps(half.scheduler) ? steps : half.scheduler.sigmas.length - 1;
    return kept === steps ? [] : [{ code: 'steps-kept', params: { title, asked: steps, kept } }];
  });
}

/**
 * Warnings about words that a prompt should not use, about what is not drawn, and about a prompt that is cut off.
 * @param isSplit whether the things of a prompt are made in layers
 */
export function promptWarnings(prompts: readonly string[], tokenizer: Tokenizer, isSplit = false): readonly FilmWarning[] {
  // A word that several scenes share is told of once.
  const checks = prompts.map((prompt) => tokenizer.check(prompt));
  const unknown = new Map(checks.flatMap((check) => check.unknown.map((note) => [note.word, note])));
  const limits = new Map(checks.flatMap(({ limits: all, things }) => (things && (isSplit || (things.layers.length === 0 && !things.hideSubject)) ? things.limits : all).map((limit) => [JSON.stringify(limit), limit])));
  const words = [...Array.from(unknown.values(), wordWarning), ...limits.values()];
  const cut = !isSplit && prompts.some((prompt) => tokenizer.isTooLong(prompt));
  return cut ? [...words, { code: 'prompt-cut-off', params: {} }] : words;
}

function wordWarning({ word, near, isRead, isKnown }: PromptCheck['unknown'][number]): FilmWarning {
  const [drawn] = near;
  return isRead && drawn !== undefined ? { code: 'word-replaced', params: { word, drawn } } : { code: 'word-left-out', params: { word, near, ...(isKnown && { isKnown }) } };
}
