import type { NumberFault } from '../../typed-number.js';
import type { ErrorTexts } from '../describe.js';
import type { PageErrors } from '../error-params.js';
import { number } from './number.js';

function mistyped(what: string, text: string, fault: NumberFault): string {
  const typed = `${what} ist „${text}“`;
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

const NOT_ARCHIVE = 'Diese Datei ist kein Archiv von Kinora-Filmen.';
const CHOOSE = 'Wähle eine Datei, die „Alle in einer Datei sichern“ gemacht hat, eine Zip-Datei mit Videos von Kinora oder ein solches Video.';

export const PAGE_ERRORS: ErrorTexts<keyof PageErrors> = {
  'seconds-mistyped': ({ text, scene, fault, min, max }) => [
    mistyped(scene === null ? 'Die Länge' : `Die Länge von Szene ${scene}`, text, fault),
    `Gib ${number(min)} bis ${number(max)} Sekunden in Ziffern an, etwa 4,5.`,
  ],
  'seed-mistyped': ({ text, fault, min, max }) => [
    mistyped('Der Startwert', text, fault),
    `Würfle, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
  ],
  'steps-mistyped': ({ text, fault, min, max }) => [
    mistyped('Die Zahl der Schritte', text, fault),
    `Lass das Feld leer, oder gib eine ganze Zahl von ${min} bis ${max} ein.`,
  ],
  'pasted-settings-unreadable': [
    'Das Eingefügte sieht nach den Einstellungen eines Films aus, ist aber nicht zu lesen.',
    'Kopiere die Einstellungen noch einmal ganz und füge sie unverändert ein.',
  ],
  'no-room-for-films': ['Auf diesem Gerät ist kein Platz mehr für Filme.', 'Lade Filme herunter, lösche welche, oder schaffe Platz auf dem Gerät.'],
  'films-not-kept': [
    'Dieser Browser speichert nichts für diese Seite; mit dem Tab gehen die Filme verloren.',
    'Lade die Filme herunter, die du behalten willst, oder erlaube dieser Seite, Daten zu speichern.',
  ],
  'change-not-stored': ['Die Änderung konnte nicht gespeichert werden.', 'Lade die Seite neu und versuch es noch einmal.'],
  'film-file-gone': ({ name }) => [
    `Das Video von „${name}“ ist nicht mehr auf diesem Gerät.`,
    'Mische ihn neu: Gleiche Einstellungen und gleicher Startwert geben den gleichen Film.',
  ],
  'archive-not-zip': [`${NOT_ARCHIVE} Sie ist weder eine Zip-Datei noch ein Video.`, CHOOSE],
  'archive-without-films': [`${NOT_ARCHIVE} Es ist kein Film darin.`, CHOOSE],
  'archive-unreadable': [`${NOT_ARCHIVE} Sie lässt sich nicht lesen.`, CHOOSE],
  'archive-locked': ['Diese Zip-Datei ist mit einem Passwort geschützt.', 'Entpacke sie und hole die Videos, oder packe sie noch einmal ohne Passwort.'],
  'archive-split': ['Diese Zip-Datei ist einer von mehreren Teilen.', 'Entpacke die Teile zusammen mit dem Programm, das sie gemacht hat, und hole die Videos.'],
  'archive-cut-short': ['Diese Datei ist abgeschnitten, und es ist kein ganzer Film darin.', 'Kopiere oder lade sie noch einmal.'],
  'archive-of-others': ['In dieser Datei ist kein Video von Kinora.', 'Lege ein Video auf der Seite ab, um es fortzusetzen.'],
  'archive-format-unsupported': ({ format }) => [
    `Das ist eine ${format}-Datei, die hier nicht gelesen wird.`,
    'Entpacke sie und hole die Videos, oder packe sie noch einmal als Zip-Datei.',
  ],
};
