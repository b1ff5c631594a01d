import { findRequestFault } from '../../../../contract/check-request.js';
import { clipSettingsText, parseClipSettings, type ClipSettings } from '../../../../contract/clip-settings.js';

/** What Kinora 0.1.0 copied: of a film with scenes, the first. */
export interface FirstSettings {
  readonly prompt: string;
  readonly seconds: number;
  readonly seed: number;
}

/**
 * `whole`: all that a film was made from. `link`: an address that carries it, for `settingsInLink`. `first`: what 0.1.0
 * copied. `broken`: settings that were cut or changed.
 */
export type PastedSettings =
  | { readonly kind: 'whole'; readonly settings: ClipSettings }
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'first'; readonly settings: FirstSettings }
  | { readonly kind: 'broken' };

const LOOKS_LIKE_SETTINGS = /^\{\s*"kinora"\s*:/;
const LOOKS_LIKE_A_LINK = /^https?:\/\/\S+?(#film=\S*)$/i;

/** What "Copy settings" puts on the clipboard: the record that is in the file and in the link, for {@link readPasted}. */
export const settingsText = (settings: ClipSettings): string => clipSettingsText(settings);

/** The settings in a text, or in a link to settings; null when it is anything else. */
export function readPasted(text: string): PastedSettings | null {
  const pasted = text.trim();
  const [, fragment] = LOOKS_LIKE_A_LINK.exec(pasted) ?? [];
  if (fragment !== undefined) return { kind: 'link', fragment };
  const settings = parseClipSettings(pasted);
  if (settings !== null) return { kind: 'whole', settings };
  const first = parseFirstSettings(pasted);
  if (first !== null) return { kind: 'first', settings: first };
  return LOOKS_LIKE_SETTINGS.test(pasted) ? { kind: 'broken' } : null;
}

/** 0.1.0 wrote the pack as one string, or a text without any by hand; whichever, the pack of the page makes the film. */
function parseFirstSettings(text: string): FirstSettings | null {
  if (!text.startsWith('{')) return null;
  let parsed: unknown;
  try {
    // Trimming takes a byte order mark too, which JSON.parse refuses.
    parsed = JSON.parse(text.trim());
  } catch {
    return null;
  }
  const { kinora, prompt, seconds, seed, pack } = parsed as Record<string, unknown>;
  if (kinora !== 1 || (pack !== undefined && typeof pack !== 'string')) return null;
  const settings = { prompt, seconds, seed } as FirstSettings;
  return findRequestFault(settings) === null ? settings : null;
}
