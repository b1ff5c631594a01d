import type { Texts } from '../../../i18n/language.js';

interface VariationTexts {
  readonly open: string;
  readonly openHint: string;
  readonly title: string;
  readonly line: string;
  readonly drawing: string;
  readonly waiting: string;
  readonly pick: (number: number, seed: number) => string;
  readonly picked: string;
  readonly again: string;
  readonly close: string;
  readonly save: (seed: number) => string;
  readonly stale: string;
}

/** First frames to choose from. */
export const firstFrameTexts: Texts<VariationTexts> = {
  en: {
    open: 'Choose the first frame',
    openHint: 'Draw four first frames to choose from: it takes seconds',
    title: 'Choose how it begins',
    line: 'The film starts with the frame you pick.',
    drawing: 'Drawing',
    waiting: 'They are drawn when the film before is made.',
    pick: (number, seed) => `First frame ${number}, seed ${seed}`,
    picked: 'Chosen',
    again: 'Four others',
    close: 'Close the first frames',
    save: (seed) => `Save the frame of seed ${seed} as PNG`,
    stale: 'The form has changed since these were drawn.',
  },
  de: {
    open: 'Erstes Bild aussuchen',
    openHint: 'Vier erste Bilder zur Auswahl zeichnen: dauert Sekunden',
    title: 'Wie soll er beginnen?',
    line: 'Der Film beginnt mit dem Bild, das du wählst.',
    drawing: 'Entsteht',
    waiting: 'Sie entstehen, sobald der Film davor fertig ist.',
    pick: (number, seed) => `Erstes Bild ${number}, Startwert ${seed}`,
    picked: 'Gewählt',
    again: 'Vier andere',
    close: 'Erste Bilder schließen',
    save: (seed) => `Bild zum Startwert ${seed} als PNG sichern`,
    stale: 'Das Formular hat sich seither geändert.',
  },
};
