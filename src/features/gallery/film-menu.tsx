import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { nameOf, type Film } from './film-store/film.js';
import { useStudio } from '../../store/use-studio.js';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { MoreIcon } from '../../ui/icons.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { canShareFilms, shareFilm } from './share-film.js';
import { useGallery } from './use-gallery.js';

/** Pixels between the menu and the edge of the window. */
const MARGIN = 8;
const COPIED_SHOWN_MS = 1500;

interface FilmMenuProps {
  readonly film: Film;
  readonly onRename: () => void;
  readonly onExport: () => void;
}

/** A button with a menu; a popover, so that it lies above everything and closes as menus do. */
export function FilmMenu({ film, onRename, onExport }: FilmMenuProps) {
  const words = useTexts(galleryTexts);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  // The menu is as large as its entries, which are there only once it is open.
  useLayoutEffect(() => {
    if (!open || button.current === null || menu.current === null) return;
    place(menu.current, button.current);
    menu.current.querySelector('button')?.focus({ preventScroll: true });
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const close = (): void => menu.current?.hidePopover();
    window.addEventListener('scroll', close, { passive: true });
    window.addEventListener('resize', close);
    return () => {
      window.removeEventListener('scroll', close);
      window.removeEventListener('resize', close);
    };
  }, [open]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className="film__more"
        data-testid="film-more"
        aria-label={words.more(nameOf(film))}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
      >
        <MoreIcon />
      </button>
      <div
        ref={menu}
        id={id}
        className="film-menu"
        popover="auto"
        role="menu"
        aria-label={words.more(nameOf(film))}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={(event) => {
          const items = [...(menu.current?.querySelectorAll('button') ?? [])];
          const at = items.indexOf(document.activeElement as HTMLButtonElement);
          const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
          if (next !== undefined) {
            event.preventDefault();
            items.at(next % items.length)?.focus();
          } else if (event.key === 'Escape') {
            // Closes the menu, not the film that is being made.
            event.nativeEvent.stopImmediatePropagation();
          } else if (event.key === 'Tab') {
            menu.current?.hidePopover();
          }
        }}
      >
        {open && <Items film={film} onRename={onRename} onExport={onExport} close={() => menu.current?.hidePopover()} />}
      </div>
    </>
  );
}

/** Below the button, or above it where there is no room below. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(anchor.right - width, window.innerWidth - width - MARGIN));
  const below = anchor.bottom + MARGIN / 2;
  const fits = below + height + MARGIN <= window.innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${fits ? below : Math.max(MARGIN, anchor.top - height - MARGIN / 2)}px`;
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
    studio.composer.restoreSettings(film.settings);
    toPrompt();
  };
  const extend = async (): Promise<void> => {
    const clip = await gallery.clip(film);
    if (clip === null) return;
    studio.composer.extend(clip);
    toPrompt();
  };
  const share = async (): Promise<void> => {
    const file = await gallery.file(film);
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
      <Item name="remix" label={words.remix} act={then(remix)} />
      <Item name="extend" label={words.extend} act={then(() => void extend())} />
      <Item name="rename" label={words.rename} act={then(onRename)} />
      <Item name="export" label={`${words.exportAs} …`} act={then(onExport)} />
      {canShareFilms() && <Item name="share" label={`${words.share} …`} act={then(() => void share())} />}
      <Item name="copy-link" label={words[copy]} act={() => void copyLink()} />
      <Item name="delete" label={words.delete} act={then(() => void gallery.remove([film.id]))} />
    </>
  );
}

function Item({ name, label, act }: { readonly name: string; readonly label: string; readonly act: () => void }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className="film-menu__item" data-testid={`film-${name}`} onClick={act}>
      {label}
    </button>
  );
}
