import type { ErrorCode } from '../../contract/errors.js';
import type { Texts } from './language.js';

/**
 * The kind of an error in the language of the page: messages and remedies of the generator are English. Null where the page
 * is English.
 */
export const errorTexts: Texts<Readonly<Record<ErrorCode, string>> | null> = {
  en: null,
  de: {
    'bad-request': 'So geht es nicht: Eine Angabe passt nicht.',
    'bad-image': 'Diese Datei lässt sich nicht verwenden.',
    'bad-pack': 'Das Modell ist beschädigt oder unbekannt.',
    'pack-missing': 'Ein Teil des Modells fehlt.',
    network: 'Die Verbindung ist abgerissen.',
    'no-backend': 'Dieser Browser kann das Modell nicht ausführen.',
    'no-encoder': 'Dieser Browser kann keine Filme aufzeichnen.',
    'out-of-memory': 'Der Arbeitsspeicher reicht nicht.',
    'device-lost': 'Die Grafikeinheit ist ausgefallen.',
    'disk-full': 'Der Speicherplatz reicht nicht.',
    'not-allowed': 'Das hat der Betreiber nicht erlaubt.',
    cancelled: 'Abgebrochen.',
    'worker-crashed': 'Der Filmgenerator ist abgestürzt.',
    internal: 'Das ist ein Fehler von Kinora.',
  },
};
