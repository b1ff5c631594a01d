import type { LoadOptions } from '../../../contract/generator.js';
import { needsDrawing, type FilmRequest } from '../../../contract/request/request.js';

/** What a film is made with: a model that only draws is not fetched for one that begins with a picture. */
export function filmLoad(load: LoadOptions, request: Pick<FilmRequest<unknown, unknown>, 'subject' | 'start'>): LoadOptions {
  if (load.drawPackUrl === undefined || needsDrawing(request)) return load;
  const { drawPackUrl: _, ...rest } = load;
  return rest;
}

export const sameModels = (one: LoadOptions, other: LoadOptions): boolean => one.packUrl === other.packUrl && one.drawPackUrl === other.drawPackUrl;
