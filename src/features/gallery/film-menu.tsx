import { useState } from 'react';
import { nameOf, type Film } from './film-store/film.js';
import { useStudio } from '../../store/use-studio.js';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { canShareFilms, shareFilm } from './share-film.js';
import { useGallery } from './use-gallery.js';

const COPIED_SHOWN_MS = 1500;

interface FilmMenuProps {
  readonly film: Film;
  readonly onRename: () => void;
  readonly onExport: () => void;
}

export function FilmMenu(props: FilmMenuProps) {
  const words = useTexts(galleryTexts);
  return (
    <Menu label={words.more(nameOf(props.film))} buttonClass="film__more" testId="film-more">
      {(close) => <Items {...props} close={close} />}
    </Menu>
  );
}

function Items({ film, onRename, onExport, close }: FilmMenuProps & { readonly close: () => void }) {
  const words = useTexts(galleryTexts);
  const studio = useStudio();
  const gallery = useGallery();
  const [copy, setCopy] = useState<'copyLink' | 'copied' | 'copiedWithoutFiles' | 'notCopied'>('copyLink');
  const toPrompt = (): void => {
    const prompt = document.getElementById('prompt');
    prompt?.focus({ preventScroll: true });
    prompt?.scrollIntoView({ block: 'center', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
  };
  const remix = (): void => {
    studio.composer.restoreSettings(film.settings, film.metadata.settings);
    toPrompt();
  };
  const extend = async (): Promise<void> => {
    const clip = await gallery.clip(film);
    if (clip === null) return;
    studio.composer.extend(clip);
    toPrompt();
  };
  const share = async (): Promise<void> => {
    const file = await gallery.file(film.id);
    if (file !== null) await shareFilm(film, file);
  };
  // Asked for when the menu opens: Safari writes to the clipboard only right after the click.
  const [linking] = useState(() => import('../composer/settings/settings-link.js'));
  const copyLink = async (): Promise<void> => {
    try {
      const { settings } = film.metadata;
      const { settingsLink } = await linking;
      await navigator.clipboard.writeText(settingsLink(settings, window.location.href));
      setCopy(settings.needs.length === 0 ? 'copied' : 'copiedWithoutFiles');
    } catch {
      setCopy('notCopied');
    }
    setTimeout(close, COPIED_SHOWN_MS);
  };
  const then = (action: () => void) => (): void => {
    close();
    action();
  };
  return (
    <>
      <MenuItem testId="film-remix" label={words.remix} onChoose={then(remix)} />
      <MenuItem testId="film-extend" label={words.extend} onChoose={then(() => void extend())} />
      <MenuItem testId="film-rename" label={words.rename} onChoose={then(onRename)} />
      <MenuItem testId="film-export" label={`${words.exportAs} …`} onChoose={then(onExport)} />
      {canShareFilms() && <MenuItem testId="film-share" label={`${words.share} …`} onChoose={then(() => void share())} />}
      <MenuItem testId="film-copy-link" label={words[copy]} onChoose={() => void copyLink()} />
      <MenuItem testId="film-delete" label={words.delete} onChoose={then(() => void gallery.remove([film.id]))} />
    </>
  );
}
