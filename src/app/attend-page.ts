import { attendFilms } from '../features/after-film/when-done.js';
import { rememberForm } from '../features/composer/memory/remember-form.js';
import type { Studio } from '../store/studio.js';

/** What makes the page comfortable over time; it is fetched once a person does something. */
export function attendPage(studio: Studio): void {
  rememberForm(studio, window);
  attendFilms(studio.store);
}
