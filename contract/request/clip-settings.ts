/**
 * What a film was made from, as one record of JSON: inside its MP4 file, on the clipboard, and in a link. Dropping such a file on
 * the page, pasting the text into the prompt, opening the link, or `npm run generate -- --from clip.mp4` brings the settings back.
 */
import type { FilmModels } from '../film-models.js';
import { NEEDED_FILES, type NeededFile, type RequestFileName } from '../names.js';
import { flatFromRequest, type FlatFields, type FlatRequest } from './flat-request.js';
import { withoutImages } from './layers/layer.js';
import type { GenerateRequest } from './request.js';

/** A request in the flat format, with the names of its files instead of them. `seconds` is of what was generated, without a video that it extends. */
export interface ClipSettings extends Omit<FlatRequest, RequestFileName | 'layers'>, Pick<FlatFields, 'layers'> {
  /** Raised when a name here changes its meaning. */
  readonly kinora: 1;
  /** Files that took part; they are not stored, so the same film needs them again. */
  readonly needs: readonly NeededFile[];
  /** Of two models: both names with a plus between. */
  readonly pack: { readonly id: string; readonly version: string };
  /** What drew and what moved; absent of the model of the site, which did both. */
  readonly models?: FilmModels;
}

/** Far above what a request of {@link LIMITS} can be; a larger record is not ours. */
export const MOST_SETTINGS_BYTES = 256 * 1024;

export function settingsOf(request: GenerateRequest, pack: ClipSettings['pack'], models?: FilmModels): ClipSettings {
  const { image, endImage, extend, layers, ...fields } = flatFromRequest(request);
  const files = { image, endImage, extend, layerImages: layers?.find((layer) => layer.image !== undefined) };
  const inFront = layers && { layers: withoutImages(layers) };
  return { kinora: 1, ...fields, ...inFront, needs: NEEDED_FILES.filter((name) => files[name] !== undefined), pack: { id: pack.id, version: pack.version }, ...(models && { models }) };
}

/** The record as text, for `parseClipSettings`. */
export const clipSettingsText = (settings: ClipSettings): string => JSON.stringify(settings);
