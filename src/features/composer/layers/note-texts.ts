import type { Texts } from '../../../i18n/language.js';

interface NoteTexts {
  readonly cost: (times: number) => string;
  readonly draws: string;
  /** Between what is drawn and where. */
  readonly before: string;
  /** Before a place that nothing is drawn in. */
  readonly placeAlone: string;
  /** What the camera does there. */
  readonly closer: string;
  readonly arrange: string;
  readonly arrangeHint: string;
}

/** What stands in the form about layers while the stage is closed. */
export const noteTexts: Texts<NoteTexts> = {
  en: {
    cost: (times) => `Each thing is made like a film of its own: this takes about ${times} times as long as one without layers.`,
    draws: 'It is drawn as:',
    before: 'in front of ',
    placeAlone: 'only the place,',
    closer: 'slowly moving closer',
    arrange: 'Arrange',
    arrangeHint: 'Puts each of them on the stage, where it can be moved',
  },
  de: {
    cost: (times) => `Jedes Ding entsteht wie ein eigener Film: Das dauert etwa ${times}-mal so lange wie ohne Ebenen.`,
    draws: 'Gezeichnet wird:',
    before: 'vor ',
    placeAlone: 'nur der Ort,',
    closer: 'langsam näher kommend',
    arrange: 'Anordnen',
    arrangeHint: 'Stellt jedes davon auf die Bühne, wo es sich verschieben lässt',
  },
};
