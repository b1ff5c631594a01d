import type { FilmWarning } from '../../contract/errors/warnings.js';
import type { FilmProgress } from '../../src/automation/make-film.js';
import type { KinoraAutomation } from '../../src/automation/page-automation.js';

declare global {
  interface Window {
    kinoraAutomation?: KinoraAutomation;
    /** Put there by make-film.mjs: report to the terminal. */
    kinoraProgress: (progress: FilmProgress) => Promise<void>;
    kinoraWarning: (warning: FilmWarning) => Promise<void>;
  }
}
