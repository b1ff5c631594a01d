import type { Weather } from '../../../../contract/names.js';
import type { Texts } from '../../../i18n/language.js';

interface NoteTexts {
  readonly cost: (times: number) => string;
  readonly draws: string;
  /** The same of a place that nothing is drawn in. */
  readonly drawsPlace: string;
  /** What the camera does there. */
  readonly closer: string;
  /** What falls there. */
  readonly weathers: Readonly<Record<Weather, string>>;
  /** How to do without it. */
  readonly without: (words: string) => string;
  /** Of the words that are drawn, which a press puts into the prompt. */
  readonly writeHint: string;
  readonly arrange: string;
  readonly arrangeHint: string;
}

/** What stands in the form about layers while the stage is closed. */
export const noteTexts: Texts<NoteTexts> = {
  en: {
    cost: (times) => `Each thing is made like a film of its own: this takes about ${times} times as long as one without layers.`,
    draws: 'It is drawn as:',
    drawsPlace: 'Only the place is drawn:',
    closer: '(the camera slowly moves closer)',
    weathers: {
      rain: 'Rain falls.',
      snow: 'Snow falls.',
      petals: 'Petals fall.',
      leaves: 'Leaves fall.',
      confetti: 'Confetti falls.',
      fireflies: 'It is night, and fireflies glow.',
      bubbles: 'Bubbles rise.',
    },
    without: (words) => `“${words}” in the prompt does without.`,
    writeHint: 'Puts these words into the prompt, where they can be changed',
    arrange: 'Arrange',
    arrangeHint: 'Puts each of them on the stage, where it can be moved and changed',
  },
  de: {
    cost: (times) => `Jedes Ding entsteht wie ein eigener Film: Das dauert etwa ${times}-mal so lange wie ohne Ebenen.`,
    draws: 'Gezeichnet wird:',
    drawsPlace: 'Gezeichnet wird nur der Ort:',
    closer: '(die Kamera kommt langsam näher)',
    weathers: {
      rain: 'Es regnet.',
      snow: 'Es schneit.',
      petals: 'Blütenblätter fallen.',
      leaves: 'Blätter fallen.',
      confetti: 'Konfetti fällt.',
      fireflies: 'Es ist Nacht, und Glühwürmchen leuchten.',
      bubbles: 'Blasen steigen auf.',
    },
    without: (words) => `Mit „${words}“ in der Beschreibung nicht.`,
    writeHint: 'Setzt diese Wörter in die Beschreibung, wo sie sich ändern lassen',
    arrange: 'Anordnen',
    arrangeHint: 'Stellt jedes davon auf die Bühne, wo es sich verschieben und ändern lässt',
  },
};
