import { useState, type RefObject } from 'react';
import { useTexts } from '../../i18n/use-texts.js';
import { canCopyPictures, copyPicture } from '../../platform/copy-picture.js';
import { CopyIcon } from '../../ui/icons/icons.js';
import { FloatIcon } from '../../ui/icons/tool-icons.js';
import { viewerTexts } from './viewer-texts.js';

const SHOWN_MS = 2000;

/** Copies the frame that is shown, on nothing where the film is. `gate` holds the film. */
export function CopyFrameButton({ gate }: { readonly gate: RefObject<HTMLElement | null> }) {
  const text = useTexts(viewerTexts);
  const [state, setState] = useState<'copyFrame' | 'copied' | 'copyRefused'>('copyFrame');
  if (!canCopyPictures()) return null;
  const copy = async (): Promise<void> => {
    const shown = gate.current?.querySelector('canvas') ?? gate.current?.querySelector('video');
    if (!shown) return;
    await copyPicture(shown).then(
      () => setState('copied'),
      () => setState('copyRefused'),
    );
    setTimeout(() => setState('copyFrame'), SHOWN_MS);
  };
  return (
    <button type="button" className="button" data-testid="copy-frame" title={text.copyFrameHint} onClick={() => void copy()}>
      <CopyIcon />
      <span aria-live="polite">{text[state]}</span>
    </button>
  );
}

/** Shows the film above other windows, and brings it back; nothing where the browser cannot. */
export function FloatButton({ video }: { readonly video: RefObject<HTMLVideoElement | null> }) {
  const text = useTexts(viewerTexts);
  if (!('pictureInPictureEnabled' in document) || !document.pictureInPictureEnabled) return null;
  const toggle = async (): Promise<void> => {
    const { current } = video;
    if (document.pictureInPictureElement !== null && document.pictureInPictureElement === current) await document.exitPictureInPicture();
    else await current?.requestPictureInPicture();
  };
  return (
    <button type="button" className="button" data-testid="float" title={text.floatHint} onClick={() => void toggle().catch(() => undefined)}>
      <FloatIcon />
      {text.float}
    </button>
  );
}
