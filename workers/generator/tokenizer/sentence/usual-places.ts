import type { PromptThings } from './prompt-things.js';

/** Who names one of these wants no place: "a rose, plain background", "logo of a cat". */
const PLACELESS = new Set('background backdrop wallpaper plain isolated cutout sticker icon logo emoji nowhere'.split(' '));

/**
 * Finds where the first thing of a prompt is when nobody says it; '' where that is not known, or not wanted.
 *
 * @param places names of things by phrases that the model learned
 */
export function usualPlaceFinder(places: Readonly<Record<string, readonly string[]>>): (prompt: Pick<PromptThings, 'tokens' | 'found'>) => string {
  const phrases = new Map(Object.entries(places).flatMap(([phrase, names]) => names.map((name) => [name, phrase] as const)));
  return ({ tokens, found }) => {
    if (tokens.some(({ typed }) => PLACELESS.has(typed.toLowerCase()))) return '';
    return found.map(({ name }) => phrases.get(name)).find((phrase) => phrase !== undefined) ?? '';
  };
}
