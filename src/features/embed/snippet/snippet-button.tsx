import './snippet-button.css';
import { useState } from 'react';
import type { Texts } from '../../../i18n/language.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { lazyPart } from '../../../ui/lazy-part.js';

const SnippetDialog = lazyPart(async () => (await import('./snippet-dialog.js')).SnippetDialog);

const buttonTexts: Texts<{ readonly open: string }> = {
  en: { open: 'Put Kinora into a page of yours' },
  de: { open: 'Kinora in deine eigene Seite setzen' },
};

/** The way to the lines that put this Kinora into another page; not offered inside one. */
export function SnippetButton() {
  const { open } = useTexts(buttonTexts);
  const [shown, setShown] = useState(false);
  if (window.parent !== window) return null;
  return (
    <>
      <button type="button" className="embed-link" data-testid="open-embed" onClick={() => setShown(true)}>
        {open}
      </button>
      {shown && <SnippetDialog onClose={() => setShown(false)} />}
    </>
  );
}
