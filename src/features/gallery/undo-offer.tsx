import './undo-offer.css';
import { useCallback } from 'react';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Quoted } from '../../ui/quoted.js';
import { usePassingOffer } from '../../ui/use-passing-offer.js';
import { useGallery } from './use-gallery.js';

/** How long deleted films can be brought back. */
const SHOWN_MS = 20_000;

export function UndoOffer({ films, name }: { readonly films: number; readonly name: string }) {
  const words = useTexts(galleryTexts);
  const gallery = useGallery();
  const forget = useCallback(() => void gallery.forgetDeleted(), [gallery]);
  const { button, holds } = usePassingOffer(forget, SHOWN_MS);

  return (
    <div className="undo__offer" data-testid="undo-bar" {...holds}>
      <p>
        <Quoted text={words.deleted(films, name)} />
      </p>
      <button ref={button} type="button" className="button button--lamp" data-testid="undo" onClick={() => void gallery.undo()}>
        {words.undo}
      </button>
    </div>
  );
}
