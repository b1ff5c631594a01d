import type { FilmWarning } from '../../contract/errors/warnings.js';
import type { KinoraAutomation } from '../../src/automation/page-automation.js';

declare global {
  interface Window {
    kinoraAutomation?: KinoraAutomation;
    /** Put there by studio.mjs: tells the terminal how far the clip is, or a warning. */
    kinoraReport: (report: { stage: string; fraction: number; eta: number | null } | FilmWarning) => Promise<void>;
    /** Put there by studio.mjs: the job under way. */
    kinoraJobId?: string;
  }
}
