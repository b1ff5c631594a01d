import type { FilmSize } from './request.js';

/** Sizes by the names of their proportions; none is much larger than a model's pictures can be shown. */
export const FILM_SIZES = {
  square: { width: 512, height: 512 },
  '16:9': { width: 1024, height: 576 },
  '9:16': { width: 576, height: 1024 },
  '4:5': { width: 640, height: 800 },
} as const satisfies Readonly<Record<string, FilmSize>>;

export type FilmSizeName = keyof typeof FILM_SIZES;
