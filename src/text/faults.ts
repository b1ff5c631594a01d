import type { Texts } from './language.js';

interface FaultTexts {
  /** `scene` counts from 1 and is null for a film of one scene; `text` is what stands in the field, perhaps nothing. */
  readonly noLength: (text: string, scene: number | null) => string;
  readonly askSeconds: (min: number, max: number) => string;
  readonly noSeed: (text: string) => string;
  readonly askSeed: (min: number, max: number) => string;
  readonly noSteps: (text: string) => string;
  readonly askSteps: (min: number, max: number) => string;
}

/** What is wrong with a field of the form, for the faults that only the page can name. */
export const faultTexts: Texts<FaultTexts> = {
  en: {
    noLength: (text, scene) => {
      const of = scene === null ? '' : ` of scene ${scene}`;
      return text === '' ? `The length${of} is empty.` : `The length${of} is "${text}", which is not a number.`;
    },
    askSeconds: (min, max) => `Ask for ${min} to ${max} seconds.`,
    noSeed: (text) => (text === '' ? 'The seed is empty.' : `The seed is "${text}", which is not a number.`),
    askSeed: (min, max) => `Roll the dice, or type a whole number from ${min} to ${max}.`,
    noSteps: (text) => `The number of steps is "${text}", which is not a number.`,
    askSteps: (min, max) => `Leave it empty, or type a whole number from ${min} to ${max}.`,
  },
  de: {
    noLength: (text, scene) => {
      const of = scene === null ? '' : ` von Szene ${scene}`;
      return text === '' ? `Die Länge${of} fehlt.` : `Die Länge${of} ist „${text}“; das ist keine Zahl.`;
    },
    askSeconds: (min, max) => `Gib ${german(min)} bis ${german(max)} Sekunden an.`,
    noSeed: (text) => (text === '' ? 'Der Startwert fehlt.' : `Der Startwert ist „${text}“; das ist keine Zahl.`),
    askSeed: (min, max) => `Würfle, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
    noSteps: (text) => `Die Zahl der Schritte ist „${text}“; das ist keine Zahl.`,
    askSteps: (min, max) => `Lass das Feld leer, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
  },
};

const german = (number: number): string => number.toLocaleString('de');
