import { attendFilms } from '../features/after-film/when-done.js';
import { BackendMeasurer, type MeasuringEngine } from '../features/models/measured/measure-backends.js';
import { keepMeasured } from '../features/models/measured/kept-measurements.js';
import { rememberForm } from '../features/composer/memory/remember-form.js';
import type { Studio } from '../store/studio.js';

/** What makes the page comfortable over time; it is fetched once a person does something. */
export function attendPage(studio: Studio, startEngine: () => MeasuringEngine): void {
  rememberForm(studio, window);
  attendFilms(studio.store);
  new BackendMeasurer({ studio, startEngine, keep: keepMeasured, isVisible: () => document.visibilityState === 'visible' }).follow();
}
