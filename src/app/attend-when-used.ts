import type { MeasuringEngine } from '../features/models/measured/measure-backends.js';
import { FORM_KEY } from '../features/composer/memory/form-key.js';
import { readStored } from '../platform/stored-text.js';
import type { Studio } from '../store/studio.js';

/**
 * Fetches what a visit needs once a person does something, or at once where an earlier visit left a form.
 * @param startEngine for measuring backends; its `release` waits for nothing
 */
export function attendWhenUsed(studio: Studio, page: Window, startEngine: () => MeasuringEngine): void {
  let asked = false;
  const fetchIt = (): void => {
    if (asked) return;
    asked = true;
    void import('./attend-page.js').then(({ attendPage }) => attendPage(studio, startEngine), () => (asked = false));
  };
  if (readStored(FORM_KEY) !== null) fetchIt();
  for (const action of ['pointerdown', 'keydown', 'input', 'drop', 'paste']) page.addEventListener(action, fetchIt, { capture: true, passive: true });
}
