import type { Texts } from '../../../i18n/language.js';

interface SceneTexts {
  readonly scenes: string;
  readonly total: (scenes: number, seconds: string) => string;
  readonly scene: (number: number) => string;
  readonly untitled: string;
  readonly begins: string;
  readonly cut: string;
  readonly cutHint: string;
  readonly continue: string;
  readonly continueHint: string;
  readonly earlier: (number: number) => string;
  readonly later: (number: number) => string;
  readonly remove: (number: number) => string;
}

/** The timeline of the film that is being written. */
export const sceneTexts: Texts<SceneTexts> = {
  en: {
    scenes: 'Scenes',
    total: (scenes, seconds) => `${scenes} scenes, ${seconds} s`,
    scene: (number) => `Scene ${number}`,
    untitled: 'no words yet',
    begins: 'It begins with',
    cut: 'a cut',
    cutHint: 'A new first frame is drawn',
    continue: 'the same subject',
    continueHint: 'What is on the screen goes on, and only what it does changes',
    earlier: (number) => `Move scene ${number} earlier`,
    later: (number) => `Move scene ${number} later`,
    remove: (number) => `Remove scene ${number}`,
  },
  de: {
    scenes: 'Szenen',
    total: (scenes, seconds) => `${scenes} Szenen, ${seconds} s`,
    scene: (number) => `Szene ${number}`,
    untitled: 'noch ohne Worte',
    begins: 'Sie beginnt mit',
    cut: 'einem Schnitt',
    cutHint: 'Ein neues erstes Bild entsteht',
    continue: 'demselben Motiv',
    continueHint: 'Was zu sehen ist, bleibt; nur was es tut, ändert sich',
    earlier: (number) => `Szene ${number} nach vorn`,
    later: (number) => `Szene ${number} nach hinten`,
    remove: (number) => `Szene ${number} entfernen`,
  },
};
