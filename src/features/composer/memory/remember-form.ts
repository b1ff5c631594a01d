import { readStored, writeStored } from '../../../platform/stored-text.js';
import type { Studio } from '../../../store/studio.js';
import { isPristine, type ComposerState } from '../composer-slice.js';
import { formText, parseForm } from './form-record.js';
import { FORM_KEY } from './form-key.js';

/** After the last change; a person who types should not wait for storage. Milliseconds. */
const WRITE_AFTER_MS = 400;

/** Fields whose change is worth writing. */
const WATCHED = ['scenes', 'sceneId', 'seedText', 'stepsText', 'layers', 'loop', 'options', 'picture', 'endPicture', 'footage'] as const satisfies readonly (keyof ComposerState)[];

/**
 * Puts the form of the visit before into the form, unless something is in it already, and writes every change down. Files are not
 * written: the form says which it had.
 */
export function rememberForm({ store, prompt }: Pick<Studio, 'store' | 'prompt'>, page: Pick<Window, 'addEventListener'>): void {
  const stored = readStored(FORM_KEY);
  const form = stored === null ? null : parseForm(stored);
  if (form !== null && isPristine(store.getState())) {
    prompt.expectRestored(form.prompt);
    store.setState(form);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    writeStored(FORM_KEY, isPristine(state) ? null : formText(state));
  };
  const writeSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_AFTER_MS);
  };
  // Something may have been typed before this was fetched.
  writeSoon();
  store.subscribe((state, before) => {
    if (WATCHED.some((name) => state[name] !== before[name])) writeSoon();
  });
  page.addEventListener('pagehide', () => {
    if (timer !== undefined) write();
  });
}
