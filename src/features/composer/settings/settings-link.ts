import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { clipSettingsText, MOST_SETTINGS_BYTES, type ClipSettings } from '../../../../contract/request/clip-settings.js';
import { parseClipSettings } from '../../../../contract/request/read-clip-settings.js';

/** Begins the fragment of an address that carries settings. A fragment is never sent to a server. */
const MARK = '#film=';
/** What does not shrink, in base64. */
const MOST_CHARACTERS = MARK.length + Math.ceil((MOST_SETTINGS_BYTES * 4) / 3);

/** The page's own address with `settings` in its fragment, to be opened by anyone. */
export function settingsLink(settings: ClipSettings, pageUrl: string): string {
  const url = new URL(pageUrl);
  url.hash = '';
  return url.href.replace(/#$/, '') + MARK + toBase64Url(deflateSync(strToU8(clipSettingsText(settings)), { level: 9 }));
}

/** The settings in the fragment of an address; null when there are none, or none that could be made. */
export function settingsInLink(fragment: string): ClipSettings | null {
  if (!fragment.startsWith(MARK) || fragment.length > MOST_CHARACTERS) return null;
  try {
    const packed = fromBase64Url(fragment.slice(MARK.length));
    // A buffer of a fixed size stops a decompression bomb.
    const json = inflateSync(packed, { out: new Uint8Array(MOST_SETTINGS_BYTES) });
    return parseClipSettings(strFromU8(json));
  } catch {
    return null;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
