import type { Studio } from '../../store/studio.js';
import type { Gallery } from './gallery.js';

/** Keeps every film that the studio makes, and takes deleted ones off its screen. */
export function followStudio(studio: Studio, gallery: Gallery): void {
  const seen = new Set<string>();
  studio.store.subscribe(({ clips }) => {
    for (const clip of clips) {
      if (seen.has(clip.id)) continue;
      seen.add(clip.id);
      // One that is shown from the gallery is in it already.
      if (!gallery.holds(clip.id)) void gallery.keep(clip).then((kept) => (kept ? studio.jobs.settle(clip) : undefined));
    }
  });
  gallery.store.subscribe(({ deleted }, before) => {
    if (deleted === null || deleted === before.deleted) return;
    studio.player.forget(new Set(deleted.films.map(({ id }) => id)));
  });
}
