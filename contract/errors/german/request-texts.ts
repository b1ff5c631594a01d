import type { ErrorTexts } from '../describe.js';
import type { LayerNumber, RequestErrors } from '../error-params.js';
import { round } from '../round.js';
import { COMPOSED } from './composed.js';
import { number } from './number.js';

const VOCABULARY = 'Nimm englische Wörter aus der Liste dessen, was es zeichnen kann.';

export const REQUEST_ERRORS: ErrorTexts<keyof RequestErrors> = {
  'request-malformed': ({ field }) => [`${field === null ? 'Der Auftrag' : `„${field}“ des Auftrags`} hat nicht den richtigen Typ.`, 'Sende die Felder, die GenerateRequest nennt.'],
  'prompt-and-scenes': ['Der Auftrag hat sowohl eine Beschreibung als auch Szenen.', 'Gib nur eines von beiden an.'],
  'scenes-empty': ['Die Liste der Szenen ist leer.', 'Gib mindestens eine Szene an.'],
  'too-many-scenes': ({ count, max }) => [`Es sind ${count} Szenen; höchstens ${max} gehen.`, `Gib höchstens ${max} Szenen an.`],
  'scenes-too-long': ({ seconds, max }) => [`Die Szenen dauern zusammen ${number(round(seconds))} Sekunden; höchstens ${max} gehen.`, 'Kürze oder entferne Szenen.'],
  'scene-malformed': ['Das ist kein Eintrag mit einer Beschreibung und Sekunden.', 'Schreib { "prompt": "...", "seconds": 4 }.'],
  'scene-start-unknown': ({ given }) => [`Ihr Beginn ist ${given}.`, 'Nimm "cut" oder "continue".'],
  'prompt-empty': ['Die Beschreibung ist leer.', 'Sag auf Englisch, was der Film zeigen soll, etwa „a red apple bouncing“.'],
  'prompt-too-long': ({ characters, max }) => [`Die Beschreibung hat ${characters} Zeichen; höchstens ${max} gehen.`, 'Kürze die Beschreibung.'],
  'prompt-words-unknown': ({ words, more, near }) => [
    `Das Modell kennt keines der Wörter der Beschreibung (${[...words.map((word) => `„${word}“`), ...(more > 0 ? [`${more} weitere`] : [])].join(', ')}).`,
    near === null ? VOCABULARY : `Nimm Wörter, die es kennt, etwa „${near}“.`,
  ],
  'prompt-draws-nothing': ['Die Beschreibung nennt nichts, was sich zeichnen lässt.', VOCABULARY],
  'seconds-not-a-number': ({ given, min, max }) => [`Die Länge ist „${given}“; das ist keine Zahl.`, `Gib ${number(min)} bis ${max} Sekunden an.`],
  'seconds-below-limit': ({ seconds, min }) => [`${number(seconds)} Sekunden sind zu kurz.`, `Gib mindestens ${number(min)} Sekunden an.`],
  'seconds-above-limit': ({ seconds, max }) => [`${number(seconds)} Sekunden sind zu lang.`, `Gib höchstens ${max} Sekunden an.`],
  'seed-out-of-range': ({ given, min, max }) => [`Der Startwert ist ${given}.`, `Nimm eine ganze Zahl von ${min} bis ${max}.`],
  'steps-out-of-range': ({ given, min, max }) => [`Die Zahl der Schritte ist ${given}.`, `Nimm eine ganze Zahl von ${min} bis ${max}.`],
  'motion-out-of-range': ({ given, min, max }) => [
    `Die Stärke der Bewegung ist ${given}.`,
    `Nimm eine Zahl von ${number(min)} bis ${number(max)}; 1 ist die übliche.`,
  ],
  'seeds-empty': ['Die Liste der Startwerte ist leer.', 'Gib mindestens einen Startwert an.'],
  'too-many-seeds': ({ count, max }) => [`Es sind ${count} Startwerte; höchstens ${max} gehen.`, `Gib höchstens ${max} Startwerte an.`],
  'loop-malformed': ({ given }) => [`Die Schleife ist ${given}.`, 'Nimm true oder false.'],
  'loop-with-end-picture': ['Ein Film kann nicht zugleich eine Schleife sein und mit einem Bild enden.', 'Lass die Schleife oder das Endbild weg.'],
  'transparent-video': () => ['In dem Video ist nichts durchsichtig, darum kann es auch der Film nicht sein, der es fortsetzt.', 'Setze einen durchsichtigen Film fort, oder verzichte auf die Durchsichtigkeit.'],
  'picture-and-video': ['Ein Film kann nicht zugleich mit einem Bild und mit einem Video beginnen.', 'Gib nur eines von beiden an.'],
  'background-unknown': ({ given }) => [`Der Hintergrund ist ${given}.`, 'Nimm white, black oder eine Farbe wie #1a2b3c.'],
  'too-many-layers': ({ count, max }) => [`Es sind ${count} Ebenen; höchstens ${max} gehen.`, `Gib höchstens ${max} Ebenen an.`],
  'layer-malformed': ['Das ist weder ein Ding noch ein Titel, oder beides.', 'Schreib { "prompt": "a dog", "x": 0.5, "y": 0.6, "size": 0.7 }, oder "text" anstelle der Beschreibung.'],
  'layer-number-out-of-range': ({ field, given, min, max }) => [`${LAYER_NUMBERS[field]} ist ${given}.`, `Nimm eine Zahl von ${number(min)} bis ${number(max)}.`],
  'layer-ends-too-early': ({ start, end }) => [`Sie endet bei ${number(round(end))} s und beginnt bei ${number(round(start))} s.`, 'Lass sie später enden, als sie beginnt.'],
  'layer-begins-too-late': ({ start, seconds }) => [`Sie beginnt bei ${number(round(start))} s, und der Film ist ${number(round(seconds))} s lang.`, 'Lass sie früher beginnen.'],
  'title-empty': ['Der Titel ist leer.', 'Gib ihm einen Text.'],
  'title-too-long': ({ characters, max }) => [`Der Titel hat ${characters} Zeichen; höchstens ${max} gehen.`, 'Kürze den Titel.'],
  'title-motion-unknown': ({ given, known }) => [`Die Bewegung des Titels ist ${given}.`, `Nimm eine von ${known.join(', ')}.`],
  'title-colour-unknown': ({ field, given }) => [`${field === 'outline' ? 'Der Rand' : 'Die Farbe'} des Titels ist ${given}.`, `Nimm white, black oder eine Farbe wie #1a2b3c${field === 'outline' ? '; none für keinen Rand' : ''}.`],
  'size-out-of-range': ({ given, min, max }) => [`Die Größe ist ${given}.`, `Nimm für Breite und Höhe ${min} bis ${max} Pixel.`],
  'size-odd': ({ width, height }) => [`Die Größe ist ${width}x${height}; Video verlangt gerade Zahlen.`, `Nimm ${even(width)}x${even(height)}.`],
  'fps-unknown': ({ given, known }) => [`Die Bildrate ist ${given}.`, `Nimm ${known.slice(0, -1).join(', ')} oder ${known.at(-1)} Bilder in der Sekunde.`],
  'hidden-subject-of-file': ['Ein Film, der mit einem Bild oder einem Video beginnt, kann seinen Gegenstand nicht verbergen.', 'Beginne mit einer Beschreibung, oder zeig den Gegenstand.'],
  'composed-video': ({ what }) => [`Ein Film, der ein Video fortsetzt, kann ${COMPOSED[what]} haben.`, 'Beginne mit einer Beschreibung oder einem Bild, oder verzichte darauf.'],
  'nothing-to-show': ['Weder ein Gegenstand noch ein Ort soll zu sehen sein.', 'Füg eine Ebene hinzu, oder zeig eines von beiden.'],
};

const LAYER_NUMBERS: Readonly<Record<LayerNumber, string>> = {
  x: 'Die Stelle von links (x)',
  y: 'Die Stelle von oben (y)',
  size: 'Die Größe',
  turn: 'Die Drehung in Grad',
  start: 'Der Beginn in Sekunden',
  end: 'Das Ende in Sekunden',
  weight: 'Die Stärke der Buchstaben',
};

const even = (pixels: number): number => pixels + (pixels % 2);
