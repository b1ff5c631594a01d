import { nameOf } from './film-store/film.js';
import { lazyPart } from '../../ui/lazy-part.js';
import { useGalleryState } from './use-gallery.js';

const UndoOffer = lazyPart(async () => (await import('./undo-offer.js')).UndoOffer);

/** Where deleted films can be brought back. */
export function UndoBar() {
  const deleted = useGalleryState((state) => state.deleted);
  const [first] = deleted?.films ?? [];
  return (
    <div className="undo" role="status">
      {deleted !== null && first !== undefined && <UndoOffer key={deleted.films.map(({ id }) => id).join()} films={deleted.films.length} name={nameOf(first)} />}
    </div>
  );
}
