import type { Texts } from '../../../i18n/language.js';

interface TransparentTexts {
  readonly play: string;
  readonly pause: string;
  readonly place: string;
}

/** The player of transparent films. */
export const transparentTexts: Texts<TransparentTexts> = {
  en: { play: 'Play', pause: 'Pause', place: 'Place in the film' },
  de: { play: 'Abspielen', pause: 'Anhalten', place: 'Stelle im Film' },
};
