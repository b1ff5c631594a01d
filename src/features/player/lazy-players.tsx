/** Players that are fetched when there is something to play. */
import { lazyPart } from '../../ui/lazy-part.js';

const SCREEN = <div className="viewer__picture" />;

export const fetchPlayer = () => import('./player.js');
export const fetchLivePlayer = () => import('./live-player.js');

export const LivePlayer = lazyPart(async () => (await fetchLivePlayer()).LivePlayer, SCREEN);
export const Player = lazyPart(async () => (await fetchPlayer()).Player, <div className="viewer__gate">{SCREEN}</div>);
export const TransparentFilm = lazyPart(async () => (await import('./transparent/transparent-film.js')).TransparentFilm, SCREEN);
