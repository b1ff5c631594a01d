import type { Texts } from '../i18n/language.js';

interface UpdateTexts {
  readonly ready: string;
  readonly afterFilm: string;
  readonly otherTab: string;
  readonly reload: string;
  readonly later: string;
}

export const updateTexts: Texts<UpdateTexts> = {
  en: {
    ready: 'A new version of Kinora is here.',
    afterFilm: 'A new version of Kinora is here. It waits until the film is done.',
    otherTab: 'A new version is here, but another tab is making a film. Try again when that is done.',
    reload: 'Reload with the new version',
    later: 'Later',
  },
  de: {
    ready: 'Eine neue Version von Kinora ist da.',
    afterFilm: 'Eine neue Version von Kinora ist da. Sie wartet, bis der Film fertig ist.',
    otherTab: 'Eine neue Version ist da, aber ein anderer Tab macht gerade einen Film. Versuch es danach noch einmal.',
    reload: 'Mit der neuen Version neu laden',
    later: 'Später',
  },
};
