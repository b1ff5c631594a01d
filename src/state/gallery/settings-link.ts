import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { parseClipSettings, type ClipSettings } from '../../../contract/clip-settings.js';

/** Begins the fragment of an address that carries settings. A fragment is never sent to a server. */
const MARK = '#film=';
/** Fifty scenes of the longest prompts are half of this; more is not ours. */
const MOST_BYTES = 64 * 1024;
const MOST_CHARACTERS = 64 * 1024;

/** The page's own address with `settings` in its fragment, to be opened by anyone. */
export function settingsLink(settings: ClipSettings, pageUrl: string): string {
  const url = new URL(pageUrl);
  url.hash = '';
  return url.href.replace(/#$/, '') + MARK + toBase64Url(deflateSync(strToU8(JSON.stringify(settings)), { level: 9 }));
}

/** The settings in the fragment of an address; null when there are none, or none that could be made. */
export function settingsInLink(fragment: string): ClipSettings | null {
  if (!fragment.startsWith(MARK) || fragment.length > MOST_CHARACTERS) return null;
  try {
    const packed = fromBase64Url(fragment.slice(MARK.length));
    // Filling a buffer of a fixed size keeps a bomb from unpacking.
    const json = inflateSync(packed, { out: new Uint8Array(MOST_BYTES) });
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
