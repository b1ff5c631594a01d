/** Players that are fetched when there is something to play. */
import { lazy } from 'react';

export const LivePlayer = lazy(() => import('./live-player.js').then((found) => ({ default: found.LivePlayer })));
export const TransparentFilm = lazy(() => import('./transparent/transparent-film.js').then((found) => ({ default: found.TransparentFilm })));
