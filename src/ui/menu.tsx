import './menu.css';
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { MoreIcon } from './icons/icons.js';

/** Pixels between the menu and the edge of the window. */
const MARGIN = 8;

export interface MenuProps {
  readonly label: string;
  readonly buttonClass: string;
  readonly testId: string;
  /** The items; rendered only while the menu is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a menu. The menu is a popover: it lies above the page, and a click elsewhere closes it. */
export function Menu({ label, buttonClass, testId, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => menu.current?.hidePopover();

  // The size of the menu is known only once its items are rendered.
  useLayoutEffect(() => {
    if (!open || button.current === null || menu.current === null) return;
    place(menu.current, button.current);
    menu.current.querySelector('button')?.focus({ preventScroll: true });
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const hide = (): void => menu.current?.hidePopover();
    window.addEventListener('scroll', hide, { passive: true });
    window.addEventListener('resize', hide);
    return () => {
      window.removeEventListener('scroll', hide);
      window.removeEventListener('resize', hide);
    };
  }, [open]);

  return (
    <>
      <button ref={button} type="button" className={buttonClass} data-testid={testId} aria-label={label} aria-haspopup="menu" aria-expanded={open} popoverTarget={id}>
        <MoreIcon />
      </button>
      <div
        ref={menu}
        id={id}
        className="menu"
        popover="auto"
        role="menu"
        aria-label={label}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={(event) => {
          const items = [...(menu.current?.querySelectorAll('button') ?? [])];
          const at = items.indexOf(document.activeElement as HTMLButtonElement);
          const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
          if (next !== undefined) {
            event.preventDefault();
            items.at(next % items.length)?.focus();
          } else if (event.key === 'Escape') {
            // Escape closes the menu; on the page it cancels a film.
            event.nativeEvent.stopImmediatePropagation();
          } else if (event.key === 'Tab') close();
        }}
      >
        {open && children(close)}
      </div>
    </>
  );
}

export function MenuItem({ testId, label, onChoose }: { readonly testId: string; readonly label: string; readonly onChoose: () => void }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className="menu__item" data-testid={testId} onClick={onChoose}>
      {label}
    </button>
  );
}

/** Places the menu below the button, or above it where there is no room below. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(anchor.right - width, window.innerWidth - width - MARGIN));
  const below = anchor.bottom + MARGIN / 2;
  const fits = below + height + MARGIN <= window.innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${fits ? below : Math.max(MARGIN, anchor.top - height - MARGIN / 2)}px`;
}
