import type { PromptCheck, PromptThings } from '../../../../contract/generator.js';

/** What a prompt is drawn as, as one line tells it. */
export interface ThingsLine {
  /** What stands in front of the place, each thing once, with its number; none where the words are all of it. */
  readonly things: readonly string[];
  /** The place, or all that is drawn; empty behind things that are said to be nowhere. */
  readonly words: string;
  /** Whether nothing is drawn there but the place. */
  readonly isPlaceAlone: boolean;
  /** Whether the prompt can be put into these words. Several things are arranged instead. */
  readonly isForPrompt: boolean;
}

/**
 * @param placed the prompt in a place that it does not name; '' of others
 * @param falling what says the weather behind all that; '' where the place does
 */
export function lineOf(read: PromptThings | null, placed: string, prompt: string, falling = ''): ThingsLine | null {
  const line = placed !== '' && (read === null || read.layers.length === 0) ? { things: [], words: placed, isPlaceAlone: false, isForPrompt: placed !== prompt.trim() } : read && lineOfThings(read, prompt);
  if (line === null || falling === '') return line;
  const words = withWeather(line.words, falling);
  return { ...line, words, isForPrompt: line.things.length === 0 && words !== prompt.trim() };
}

/** A prompt as it is drawn, with its weather. */
export const withWeather = (words: string, falling: string): string => [words, falling].filter(Boolean).join(', ');

function lineOfThings({ layers, background, place, hideSubject }: PromptThings, prompt: string): ThingsLine {
  const things = counted(layers.map(({ content }) => (content.kind === 'title' ? content.text : content.prompt)));
  // A subject that is hidden is not drawn, and only helps the model to the place.
  const words = hideSubject ? place : background;
  return { things, words, isPlaceAlone: hideSubject && things.length === 0, isForPrompt: things.length === 0 && words !== prompt.trim() };
}

/** The same of words that show one thing, as those of a layer do; null where they are drawn as they stand. */
export function lineOfOne(things: PromptThings | null | undefined, prompt: string): ThingsLine | null {
  if (!things || things.hideSubject || things.layers.length > 0) return null;
  const line = lineOfThings(things, prompt);
  return line.isForPrompt ? line : null;
}

/** A word that the model does not know, and whether a line says already what is drawn in its place. */
export type UnknownNote = PromptCheck['unknown'][number] & { readonly isTold: boolean };

/** What is left to say of unknown words beside `line`: that they are left out, or which others could be drawn. */
export function unknownBeside(line: ThingsLine | null, unknown: PromptCheck['unknown']): readonly UnknownNote[] {
  const told = line === null ? '' : ` ${[...line.things, line.words].join(' ').replaceAll(',', '')} `;
  return unknown.map((note) => ({ ...note, isTold: note.isRead && told.includes(` ${note.near[0] ?? ''} `) })).filter(({ isTold, near }) => !isTold || near.length > 1);
}

/** "2 × a dog" in the place of "a dog" and "a dog". */
function counted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].map((word) => {
    const times = words.filter((each) => each === word).length;
    return times === 1 ? word : `${times} × ${word}`;
  });
}
