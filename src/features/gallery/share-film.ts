import { fileNameOf } from './file-name.js';
import { nameOf, type Film } from './film-store/film.js';

/** Whether this browser hands files to other programs. */
export function canShareFilms(): boolean {
  const sample = new File([], 'film.mp4', { type: 'video/mp4' });
  return 'canShare' in navigator && navigator.canShare({ files: [sample] });
}

/** Opens the system's sheet; closing it without a choice is no failure. */
export async function shareFilm(film: Film, video: Blob): Promise<void> {
  const file = new File([video], fileNameOf({ title: nameOf(film), seed: film.settings.seed, ending: 'mp4' }), { type: 'video/mp4' });
  await navigator.share({ files: [file], title: nameOf(film) }).catch(() => undefined);
}
