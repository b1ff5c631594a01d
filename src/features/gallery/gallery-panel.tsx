import './gallery-panel.css';
import { lazy, Suspense, use, useRef } from 'react';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { formatBytes } from '../../ui/format.js';
import { lazyPart } from '../../ui/lazy-part.js';
import { saveBlob } from '../../ui/save-blob.js';
import { UndoBar } from './undo-bar.js';
import { GalleryContext, useGallery, useGalleryState } from './use-gallery.js';

// The first visit has no film. An import that fails may not take the page with it.
const FilmGrid = lazy(() => import('./film-grid.js').then(({ FilmGrid: Grid }) => ({ default: Grid })).catch(() => ({ default: NoGrid })));

const GalleryNotes = lazyPart(async () => (await import('./gallery-notes.js')).GalleryNotes);

function NoGrid() {
  const words = useTexts(galleryTexts);
  return (
    <p className="gallery__empty" role="alert">
      {words.notLoaded}
    </p>
  );
}

/** Every film that was made here, from this visit and earlier ones; nothing where none are kept. */
export function GalleryPanel() {
  return use(GalleryContext) === null ? null : <KeptFilms />;
}

function KeptFilms() {
  const words = useTexts(galleryTexts);
  const films = useGalleryState((state) => state.films);
  const opened = useGalleryState((state) => state.opened);
  const noted = useGalleryState(({ notice, error, work }) => notice !== null || error !== null || work !== null);
  const outcome = useGalleryState((state) => state.outcome);
  return (
    <section className="gallery" aria-labelledby="gallery-name" data-testid="gallery">
      <div className="gallery__head">
        <h2 id="gallery-name" className="gallery__name">
          {words.title}
        </h2>
        {films.length > 0 && (
          <p className="gallery__count" data-testid="gallery-count">
            {words.count(films.length)}
          </p>
        )}
        <Storage />
        <Actions />
      </div>
      {noted && <GalleryNotes />}
      <p className={outcome === '' ? 'unseen' : 'gallery__outcome'} role="status" data-testid="gallery-outcome">
        {outcome}
      </p>
      {films.length > 0 ? (
        <Suspense>
          <FilmGrid films={films} />
        </Suspense>
      ) : (
        opened && <p className="gallery__empty">{words.empty}</p>
      )}
      <UndoBar />
    </section>
  );
}

function Storage() {
  const words = useTexts(galleryTexts);
  const storage = useGalleryState((state) => state.storage);
  const kept = useGalleryState(({ notice }) => notice === null);
  if (!kept) return <p className="gallery__storage">{words.inMemory}</p>;
  if (storage === null) return null;
  return (
    <p className="gallery__storage" data-testid="storage">
      {words.stored(formatBytes(storage.used), formatBytes(storage.free))}
    </p>
  );
}

function Actions() {
  const words = useTexts(galleryTexts);
  const gallery = useGallery();
  const films = useGalleryState((state) => state.films);
  const busy = useGalleryState(({ work }) => work !== null);
  const input = useRef<HTMLInputElement>(null);
  const saveAll = async (): Promise<void> => {
    const archives = await gallery.saveAll();
    const day = new Date().toISOString().slice(0, 10);
    archives.forEach((archive, index) => saveBlob(archive, `kinora-films-${day}${archives.length > 1 ? `-${index + 1}` : ''}.zip`));
  };
  return (
    <div className="gallery__actions">
      {films.length > 0 && (
        <button type="button" className="gallery__action" data-testid="save-all" disabled={busy} onClick={() => void saveAll()}>
          {words.saveAll}
        </button>
      )}
      <button type="button" className="gallery__action" data-testid="load-films" disabled={busy} onClick={() => input.current?.click()}>
        {words.load}
      </button>
      {films.length > 1 && (
        <button type="button" className="gallery__action" data-testid="delete-all" disabled={busy} onClick={() => void gallery.remove(films.map(({ id }) => id))}>
          {words.deleteAll}
        </button>
      )}
      <input
        ref={input}
        className="unseen"
        type="file"
        accept=".zip,application/zip,.mp4,video/mp4"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        data-testid="load-films-input"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void gallery.load(...files);
        }}
      />
    </div>
  );
}
