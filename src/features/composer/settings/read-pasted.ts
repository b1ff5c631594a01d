import * as z from 'zod/mini';
import { findFlatFault } from '../../../../contract/check-request.js';
import type { ClipSettings } from '../../../../contract/request/clip-settings.js';
import { checkClipSettings } from '../../../../contract/request/read-clip-settings.js';
import { isSettings, linkedFragment } from './settings-text.js';

/**
 * What Kinora 0.1.0 copied: of a film with scenes, the first. It wrote the pack as one string, or a text without any by hand;
 * whichever, the pack of the page makes the film.
 */
const firstSettingsSchema = z.object({
  kinora: z.literal(1),
  prompt: z.string(),
  seconds: z.number(),
  seed: z.number(),
  pack: z.optional(z.string()),
});
type FirstSettings = Pick<z.output<typeof firstSettingsSchema>, 'prompt' | 'seconds' | 'seed'>;

/**
 * `whole`: all that a film was made from. `link`: an address that carries it, for `settingsInLink`. `first`: what 0.1.0
 * copied. `broken`: settings that were cut or changed.
 */
export type PastedSettings =
  | { readonly kind: 'whole'; readonly settings: ClipSettings }
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'first'; readonly settings: FirstSettings }
  | { readonly kind: 'broken' };

/** The settings in a text, or in a link to settings; null when it is anything else. */
export function readPasted(text: string): PastedSettings | null {
  if (!isSettings(text)) return null;
  const fragment = linkedFragment(text);
  if (fragment !== null) return { kind: 'link', fragment };
  const given = parseJson(text.trim());
  const settings = checkClipSettings(given);
  if (settings !== null) return { kind: 'whole', settings };
  const first = firstSettingsSchema.safeParse(given);
  if (!first.success || findFlatFault(first.data) !== null) return { kind: 'broken' };
  const { prompt, seconds, seed } = first.data;
  return { kind: 'first', settings: { prompt, seconds, seed } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
