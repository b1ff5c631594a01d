import type { KinoraAutomation } from '../../src/automation/page-automation.js';

declare global {
  interface Window {
    kinoraAutomation?: KinoraAutomation;
    /** Put there by make-film.mjs: report to the terminal, in JSON. */
    kinoraProgress: (progress: string) => void;
    kinoraWarning: (warning: string) => void;
  }
}
