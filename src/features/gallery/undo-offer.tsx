import './undo-offer.css';
import { useEffect, useRef, useState } from 'react';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Quoted } from '../../ui/quoted.js';
import { useGallery } from './use-gallery.js';

/** Deleted films can be brought back for so long; the clock stands while the bar is pointed at or focused. */
const SHOWN_MS = 20_000;

export function UndoOffer({ films, name }: { readonly films: number; readonly name: string }) {
  const words = useTexts(galleryTexts);
  const gallery = useGallery();
  const undo = useRef<HTMLButtonElement>(null);
  const [held, setHeld] = useState(false);

  // The focused element left with the film, so the focus moves here.
  useEffect(() => {
    if (document.activeElement === document.body) undo.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => void gallery.forgetDeleted(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [gallery, held]);

  return (
    <div
      className="undo__offer"
      data-testid="undo-bar"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>
        <Quoted text={words.deleted(films, name)} />
      </p>
      <button ref={undo} type="button" className="button button--lamp" data-testid="undo" onClick={() => void gallery.undo()}>
        {words.undo}
      </button>
    </div>
  );
}
