import { useStudio } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { usePassingOffer } from '../../../ui/use-passing-offer.js';
import { composerTexts } from '../composer-texts.js';

/** How long an emptied form can be brought back. */
const SHOWN_MS = 15_000;

/** Brings back a form that was emptied. */
export function ClearedOffer() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const { button, holds } = usePassingOffer(studio.composer.forgetCleared, SHOWN_MS);
  return (
    <button
      ref={button}
      type="button"
      className="button"
      data-testid="bring-back"
      {...holds}
      onClick={() => {
        studio.composer.bringBack();
        document.getElementById('prompt')?.focus();
      }}
    >
      {text.bringBack}
    </button>
  );
}
