import { lazy } from 'react';

/** Fetched when the first transparent film is shown. */
export const TransparentFilm = lazy(() => import('./transparent-film.js').then(({ TransparentFilm: Shown }) => ({ default: Shown })));
