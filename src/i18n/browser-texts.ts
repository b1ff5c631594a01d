import type { Texts } from './language.js';

interface BrowserTexts {
  /** Title of the list of what is missing and does not stop a film. */
  readonly lacks: (count: number) => string;
  readonly slowStart: string;
}

/** What this browser cannot do. */
export const browserTexts: Texts<BrowserTexts> = {
  en: {
    lacks: (count) => (count === 1 ? 'One thing is missing in this browser' : `${count} things are missing in this browser`),
    slowStart: 'Kinora is still finding out what this browser can do. If this stays for a minute, reload the page or use another browser.',
  },
  de: {
    lacks: (count) => (count === 1 ? 'Eines fehlt in diesem Browser' : `${count} Dinge fehlen in diesem Browser`),
    slowStart: 'Kinora stellt noch fest, was dieser Browser kann. Bleibt das eine Minute so, lade die Seite neu oder nimm einen anderen Browser.',
  },
};
