import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { composerTexts } from '../composer-texts.js';

/** How long an emptied form can be brought back; the clock stands while the offer is pointed at or focused. */
const SHOWN_MS = 15_000;

/** Brings back a form that was emptied. */
export function ClearedOffer() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const button = useRef<HTMLButtonElement>(null);
  const [held, setHeld] = useState(false);
  // The button that emptied the form is gone, and the focus with it.
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(studio.composer.forgetCleared, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [studio, held]);
  return (
    <button
      ref={button}
      type="button"
      className="button"
      data-testid="bring-back"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onClick={() => {
        studio.composer.bringBack();
        document.getElementById('prompt')?.focus();
      }}
    >
      {text.bringBack}
    </button>
  );
}
