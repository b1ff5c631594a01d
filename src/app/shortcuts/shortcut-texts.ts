import type { Texts } from '../../i18n/language.js';
import type { ShortcutName } from './shortcut-table.js';

interface ShortcutTexts {
  readonly title: string;
  readonly close: string;
  readonly keys: Readonly<Record<ShortcutName, string>>;
  readonly single: string;
  readonly singleHint: string;
}

/** The dialog of keyboard shortcuts. */
export const shortcutTexts: Texts<ShortcutTexts> = {
  en: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    keys: {
      generate: 'Generate, or add to the queue',
      cancel: 'Cancel the film (twice)',
      pause: 'Pause or continue making it',
      prompt: 'Write the prompt',
      surprise: 'Surprise me',
      roll: 'Roll another seed',
      frames: 'Draw four first frames',
      scene: 'Add a scene',
      layers: 'Arrange layers, or close them',
      loop: 'Loop on or off',
      play: 'Play or stop the film',
      step: 'One frame back or on',
      theme: 'Light or dark',
      sheet: 'Show this list',
      move: 'Move the scene or waiting film that has the focus',
    },
    single: 'Use single-letter shortcuts',
    singleHint: 'They work only while you are not typing.',
  },
  de: {
    title: 'Tastenkürzel',
    close: 'Schließen',
    keys: {
      generate: 'Film machen oder einreihen',
      cancel: 'Film abbrechen (zweimal)',
      pause: 'Arbeit anhalten oder fortsetzen',
      prompt: 'Beschreibung schreiben',
      surprise: 'Überrasch mich',
      roll: 'Neuen Startwert würfeln',
      frames: 'Vier erste Bilder zeichnen',
      scene: 'Szene dazu',
      layers: 'Ebenen anordnen oder schließen',
      loop: 'Schleife ein oder aus',
      play: 'Film abspielen oder anhalten',
      step: 'Ein Bild zurück oder vor',
      theme: 'Hell oder dunkel',
      sheet: 'Diese Übersicht zeigen',
      move: 'Szene oder wartenden Film verschieben, auf dem der Fokus liegt',
    },
    single: 'Kürzel aus einem Buchstaben verwenden',
    singleHint: 'Sie wirken nur, während du nicht schreibst.',
  },
};
