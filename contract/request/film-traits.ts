import { findSettingsText, type ReadableBlob } from './settings-box.js';

/** What a film's settings say of how its frames are to be read. */
export interface FilmTraits {
  /** Its frames are colours above alpha (contract/stacked-alpha.ts), so that it is half as high as its video. */
  readonly transparent: boolean;
  /** It ends with the frame that it begins with. */
  readonly loop: boolean;
}

/** Of a film without settings nothing is known, and it is an opaque one. Settings of later versions are read as far as this needs. */
export async function readTraits(film: ReadableBlob): Promise<FilmTraits> {
  const text = await findSettingsText(film);
  const settings = text === null ? null : parse(text);
  return { transparent: settings?.['transparent'] === true, loop: settings?.['loop'] === true };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? (parsed as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
