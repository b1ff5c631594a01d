import type { NumberFault } from '../../../../contract/input/typed-number.js';
import { isolated } from '../../../i18n/isolated-text.js';
import type { Texts } from '../../../i18n/language.js';

interface FaultTexts {
  /** `scene` counts from 1 and is null for a film of one scene; `text` is what stands in the field. */
  readonly noLength: (text: string, scene: number | null, fault: NumberFault) => string;
  readonly askSeconds: (min: number, max: number) => string;
  readonly noSeed: (text: string, fault: NumberFault) => string;
  readonly askSeed: (min: number, max: number) => string;
  readonly noSteps: (text: string, fault: NumberFault) => string;
  readonly askSteps: (min: number, max: number) => string;
  readonly brokenSettings: string;
  readonly copySettingsAgain: string;
}

/** What is wrong with a field of the form, for the faults that only the page can name. */
export const inputErrorTexts: Texts<FaultTexts> = {
  en: {
    noLength: (text, scene, fault) => english(scene === null ? 'The length' : `The length of scene ${scene}`, text, fault),
    askSeconds: (min, max) => `Ask for ${min} to ${max} seconds, in digits, such as 4.5.`,
    noSeed: (text, fault) => english('The seed', text, fault),
    askSeed: (min, max) => `Roll the dice, or type a whole number from ${min} to ${max}.`,
    noSteps: (text, fault) => english('The number of steps', text, fault),
    askSteps: (min, max) => `Leave it empty, or type a whole number from ${min} to ${max}.`,
    brokenSettings: 'What was pasted looks like the settings of a film, but they cannot be read.',
    copySettingsAgain: 'Copy all of the settings again, and paste them unchanged.',
  },
  de: {
    noLength: (text, scene, fault) => german(scene === null ? 'Die Länge' : `Die Länge von Szene ${scene}`, text, fault),
    askSeconds: (min, max) => `Gib ${local(min)} bis ${local(max)} Sekunden in Ziffern an, etwa 4,5.`,
    noSeed: (text, fault) => german('Der Startwert', text, fault),
    askSeed: (min, max) => `Würfle, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
    noSteps: (text, fault) => german('Die Zahl der Schritte', text, fault),
    askSteps: (min, max) => `Lass das Feld leer, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
    brokenSettings: 'Das Eingefügte sieht nach den Einstellungen eines Films aus, ist aber nicht zu lesen.',
    copySettingsAgain: 'Kopiere die Einstellungen noch einmal ganz und füge sie unverändert ein.',
  },
};

function english(what: string, text: string, fault: NumberFault): string {
  const typed = `${what} is "${isolated(text)}"`;
  switch (fault) {
    case 'empty':
      return `${what} is empty.`;
    case 'not-a-number':
      return `${typed}, which is not a number.`;
    case 'not-whole':
      return `${typed}, which is not a whole number.`;
    case 'unclear':
      return `${typed}, which can be read as thousands or as decimals.`;
  }
}

function german(what: string, text: string, fault: NumberFault): string {
  const typed = `${what} ist „${isolated(text)}“`;
  switch (fault) {
    case 'empty':
      return `${what} fehlt.`;
    case 'not-a-number':
      return `${typed}; das ist keine Zahl.`;
    case 'not-whole':
      return `${typed}; das ist keine ganze Zahl.`;
    case 'unclear':
      return `${typed}; das kann Tausender oder Nachkommastellen meinen.`;
  }
}

const local = (number: number): string => number.toLocaleString('de');
