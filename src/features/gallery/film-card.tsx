import { memo, useEffect, useRef, useState } from 'react';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import { nameOf, TITLE_CHARACTERS, type Film } from './film-store/film.js';
import { useStudio } from '../../store/use-studio.js';
import { useObjectUrl } from '../../ui/use-object-url.js';
import { galleryTexts } from './gallery-texts.js';
import { isolated } from '../../i18n/isolated-text.js';
import { useLanguage, useTexts } from '../../i18n/use-texts.js';
import { formatDuration } from '../../ui/format.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { ExportDialog } from './export/export-dialog.js';
import { FilmMenu } from './film-menu.js';
import { formatDay } from '../../ui/format-day.js';
import { useGallery } from './use-gallery.js';
import { canLoop } from '../composer/can-loop.js';

/**
 * One film: its picture, which moves under the pointer, its name, and a menu of what can be done with it. Memoised, because
 * the rows around it change at every few pixels of scrolling.
 */
export const FilmCard = memo(function FilmCard({ film, current }: { readonly film: Film; readonly current: boolean }) {
  const words = useTexts(galleryTexts);
  const language = useLanguage();
  const studio = useStudio();
  const gallery = useGallery();
  const [playing, setPlaying] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [exporting, setExporting] = useState(false);
  const name = nameOf(film);
  const length = formatDuration(film.metadata.seconds);

  const watch = async (): Promise<void> => {
    const clip = await gallery.clip(film);
    if (clip === null) return;
    studio.player.show(clip);
    document.getElementById('screen')?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
  };
  const play = (): void => setPlaying(!prefersReducedMotion());
  const pause = (): void => setPlaying(false);

  return (
    <article className="film" data-testid="film" data-film={film.id}>
      <button
        type="button"
        className="film__open"
        data-testid="clip"
        aria-pressed={current}
        aria-label={words.open(name, length)}
        title={isolated(settingsTitle(film.settings))}
        onClick={() => void watch()}
        onPointerEnter={(event) => event.pointerType === 'mouse' && play()}
        onPointerLeave={pause}
        onFocus={(event) => event.target.matches(':focus-visible') && play()}
        onBlur={pause}
      >
        <Poster id={film.id} />
        {playing && film.metadata.settings.transparent !== true && <Moving id={film.id} />}
        <span className="film__length">{length}</span>
      </button>
      {renaming ? (
        <NameField film={film} onDone={() => setRenaming(false)} />
      ) : (
        <p className="film__name" dir="auto" data-testid="film-name" title={name} {...(film.title === '' ? { lang: 'en' } : {})}>
          {name}
        </p>
      )}
      {!renaming && (
        <p className="film__fact">
          {formatDay(film.madeAt, language)}, {words.seed(film.settings.seed)}
        </p>
      )}
      <FilmMenu film={film} onRename={() => setRenaming(true)} onExport={() => setExporting(true)} />
      {exporting && <ExportDialog film={film} onClose={() => setExporting(false)} />}
    </article>
  );
});

function Poster({ id }: { readonly id: string }) {
  const gallery = useGallery();
  const [poster, setPoster] = useState<Blob | null>(null);
  useEffect(() => {
    let wanted = true;
    void gallery.poster(id).then((made) => {
      if (wanted) setPoster(made);
    });
    return () => {
      wanted = false;
    };
  }, [gallery, id]);
  const url = useObjectUrl(poster);
  return url === null ? <span className="film__picture" /> : <img className="film__picture" data-testid="film-poster" src={url} alt="" />;
}

/** The film itself, over its poster, only while it is looked at. */
function Moving({ id }: { readonly id: string }) {
  const gallery = useGallery();
  const [file, setFile] = useState<Blob | null>(null);
  useEffect(() => {
    let wanted = true;
    void gallery.file(id).then((found) => {
      if (wanted) setFile(found);
    });
    return () => {
      wanted = false;
    };
  }, [gallery, id]);
  const url = useObjectUrl(file);
  if (url === null) return null;
  return <video className="film__picture" data-testid="film-moving" src={url} autoPlay muted loop={canLoop()} playsInline tabIndex={-1} aria-hidden="true" />;
}

function NameField({ film, onDone }: { readonly film: Film; readonly onDone: () => void }) {
  const words = useTexts(galleryTexts);
  const gallery = useGallery();
  const input = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => input.current?.select(), []);
  const leave = (keep: boolean): void => {
    // Leaving by a key blurs the field too.
    if (left.current) return;
    left.current = true;
    if (keep && input.current !== null) void gallery.rename(film.id, input.current.value);
    onDone();
  };
  return (
    <input
      ref={input}
      className="film__rename"
      dir="auto"
      data-testid="film-title"
      aria-label={words.newName}
      defaultValue={nameOf(film)}
      maxLength={TITLE_CHARACTERS}
      autoFocus
      onBlur={() => leave(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave(true);
        else if (event.key === 'Escape') {
          // Escape cancels the running film elsewhere.
          event.stopPropagation();
          event.nativeEvent.stopImmediatePropagation();
          leave(false);
        }
      }}
    />
  );
}
