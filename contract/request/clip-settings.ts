/**
 * What a film was made from, as one record of JSON: inside its MP4 file, on the clipboard, and in a link. Dropping such a file on
 * the page, pasting the text into the prompt, opening the link, or `npm run generate -- --from clip.mp4` brings the settings back.
 */
import type { FilmModels } from '../film-models.js';
import { REQUEST_FILES, type RequestFileName } from '../names.js';
import { flatFromRequest, type FlatRequest } from './flat-request.js';
import type { GenerateRequest } from './request.js';

/** A request in the flat format, with the names of its files instead of them. `seconds` is of what was generated, without a video that it extends. */
export interface ClipSettings extends Omit<FlatRequest, RequestFileName> {
  /** Raised when a name here changes its meaning. */
  readonly kinora: 1;
  /** Files that took part; they are not stored, so the same film needs them again. */
  readonly needs: readonly RequestFileName[];
  /** Of two models: both names with a plus between. */
  readonly pack: { readonly id: string; readonly version: string };
  /** What drew and what moved; absent of the model of the site, which did both. */
  readonly models?: FilmModels;
}

/** Far above what a request of {@link LIMITS} can be; a larger record is not ours. */
export const MOST_SETTINGS_BYTES = 256 * 1024;

export function settingsOf(request: GenerateRequest, pack: ClipSettings['pack'], models?: FilmModels): ClipSettings {
  const { image, endImage, extend, ...fields } = flatFromRequest(request);
  const files = { image, endImage, extend };
  return { kinora: 1, ...fields, needs: REQUEST_FILES.filter((name) => files[name] !== undefined), pack: { id: pack.id, version: pack.version }, ...(models && { models }) };
}

/** The record as text, for `parseClipSettings`. */
export const clipSettingsText = (settings: ClipSettings): string => JSON.stringify(settings);
