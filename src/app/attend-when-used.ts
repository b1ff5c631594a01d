import { FORM_KEY } from '../features/composer/memory/form-key.js';
import { readStored } from '../platform/stored-text.js';
import type { Studio } from '../store/studio.js';

/** Fetches what a visit needs once a person does something, or at once where an earlier visit left a form. */
export function attendWhenUsed(studio: Studio, page: Window): void {
  let asked = false;
  const fetchIt = (): void => {
    if (asked) return;
    asked = true;
    void import('./attend-page.js').then(({ attendPage }) => attendPage(studio), () => (asked = false));
  };
  if (readStored(FORM_KEY) !== null) fetchIt();
  for (const action of ['pointerdown', 'keydown', 'input', 'drop', 'paste']) page.addEventListener(action, fetchIt, { capture: true, passive: true });
}
