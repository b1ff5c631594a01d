import { clipSettingsText, type ClipSettings } from '../../../../contract/request/clip-settings.js';

const LOOKS_LIKE_SETTINGS = /^\{\s*"kinora"\s*:/;
const LOOKS_LIKE_A_LINK = /^https?:\/\/\S+?(#film=\S*)$/i;

/** What "Copy settings" puts on the clipboard: the record that is in the file and in the link, for `readPasted`. */
export const settingsText = (settings: ClipSettings): string => clipSettingsText(settings);

/** The fragment of a link to settings; null where a text is anything else. */
export const linkedFragment = (text: string): string | null => LOOKS_LIKE_A_LINK.exec(text.trim())?.[1] ?? null;

/** Whether a text is settings, whole or broken, or a link to them, and so no prompt. Every paste asks this. */
export function isSettings(text: string): boolean {
  return linkedFragment(text) !== null || LOOKS_LIKE_SETTINGS.test(text.trim()) || isMarked(text);
}

/** Whether it is JSON with our mark at any place. Trimming takes a byte order mark too, which JSON.parse refuses. */
function isMarked(text: string): boolean {
  if (!text.trim().startsWith('{')) return false;
  try {
    return (JSON.parse(text.trim()) as Record<string, unknown>)['kinora'] === 1;
  } catch {
    return false;
  }
}
