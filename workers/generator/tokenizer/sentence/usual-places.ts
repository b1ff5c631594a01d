import type { PromptThings } from './prompt-things.js';
import { SETS_PLACE } from './relations.js';

/** Who names one of these wants no place: "a rose, plain background", "logo of a cat". */
const PLACELESS = new Set('background backdrop wallpaper plain isolated cutout sticker icon logo emoji nowhere'.split(' '));

/**
 * Where the first thing of a prompt is when nobody says it, or the one that carries others; '' where that is not known, or not wanted.
 *
 * @param places phrases that the model learned, by names of things
 * @param first one that comes before those
 */
export function usualPlaceOf({ tokens, found }: Pick<PromptThings, 'tokens' | 'found'>, places: ReadonlyMap<string, string>, first: string): string {
  if (tokens.some(({ typed }) => PLACELESS.has(typed.toLowerCase()))) return '';
  if (first !== '') return first;
  const setting = [...found].sort((a, b) => Number(SETS_PLACE.test(b.name)) - Number(SETS_PLACE.test(a.name)));
  return setting.map(({ name }) => places.get(name)).find((phrase) => phrase !== undefined) ?? '';
}
