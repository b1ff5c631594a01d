import type { Texts } from '../../../i18n/language.js';

interface BatchTexts {
  readonly eachLine: (films: number) => string;
  readonly eachLineHint: string;
  readonly pictures: (count: number) => string;
  readonly line: string;
  readonly eachPicture: (films: number) => string;
  readonly onlyFirst: string;
  readonly close: string;
  readonly remove: (name: string) => string;
}

/** Several films at once. */
export const batchTexts: Texts<BatchTexts> = {
  en: {
    eachLine: (films) => `Make ${films} films, one for each line`,
    eachLineHint: 'All with the length, the seed and the options of this form',
    pictures: (count) => `${count} pictures`,
    line: 'A film each, with the words and options of the form.',
    eachPicture: (films) => `Make ${films} films`,
    onlyFirst: 'Only the first',
    close: 'Take none of these pictures',
    remove: (name) => `Leave out ${name}`,
  },
  de: {
    eachLine: (films) => `${films} Filme machen, einen für jede Zeile`,
    eachLineHint: 'Alle mit Länge, Startwert und Optionen dieses Formulars',
    pictures: (count) => `${count} Bilder`,
    line: 'Je ein Film, mit den Worten und Optionen des Formulars.',
    eachPicture: (films) => `${films} Filme machen`,
    onlyFirst: 'Nur das erste',
    close: 'Keines dieser Bilder nehmen',
    remove: (name) => `${name} weglassen`,
  },
};
