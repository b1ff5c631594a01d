import type { WarningTexts } from '../describe.js';

/** Adapters are named in English, as they stand in the file of a film. */
const adapter = (name: string): string =>
  name.replace(/\bthreads\b/g, 'Threads').replace(/\bthread\b/g, 'Thread').replace('unnamed adapter', 'ohne Namen');

export const WARNINGS: WarningTexts = {
  'little-memory': 'Dieses Gerät hat wenig Arbeitsspeicher für dieses Modell: Seine Teile werden abwechselnd geladen, und das dauert länger.',
  'word-replaced': ({ word, drawn }) => `Das Modell kennt „${word}“ nicht und zeichnet, was am nächsten liegt: ${drawn}.`,
  'word-left-out': ({ word, near, isKnown }) =>
    `${isKnown === true ? `Das Wort „${word}“ wird ausgelassen.` : `Das Modell kennt „${word}“ nicht und lässt es weg.`}${near.length === 0 ? '' : ` Verwandte Wörter, die es kennt: ${near.join(', ')}.`}`,
  'one-of-it': ({ asked, thing }) => `Dieses Modell zeichnet ein einziges Motiv: Für „${asked}“ ist „${thing}“ einmal im Film.`,
  'fewer-of-it': ({ asked, thing, drawn }) => `Ein Film hat Platz für sechs Dinge: Von „${asked}“ ist „${thing}“ ${drawn === 1 ? 'einmal' : `${drawn}-mal`} darin.`,
  'one-subject': ({ things }) => `Dieses Modell zeichnet ein einziges Motiv; im Film ist nur eines von diesen: ${things.join(', ')}.`,
  'own-colours': ({ thing, colour }) => `Dieses Modell kennt „${thing}“ nur in den eigenen Farben, nicht in „${colour}“.`,
  'steps-kept': ({ title, asked, kept }) => `Das Modell „${title}“ arbeitet in ${kept === 1 ? 'einem Schritt' : `${kept} Schritten`}, wofür es gemacht ist; die verlangten ${asked} ändern daran nichts.`,
  'prompt-cut-off': 'Die Beschreibung ist länger, als das Modell liest; ihr Ende fällt weg.',
  'other-adapter': ({ begunOn, now, isolationLost }) =>
    `Der Film wurde auf „${adapter(begunOn)}“ begonnen und geht auf „${adapter(now)}“ weiter${
      isolationLost ? ', weil die Seite jetzt nicht „cross-origin isolated“ ist' : ''
    }: Seine Bilder können von einem ungestörten Film abweichen, um weniger, als man sieht.`,
  'painted-on-cpu': () => 'Diese GPU oder der Encoder dahinter zeigt Bilder nicht so, wie sie sind; darum malt sie die CPU, und der Film dauert etwas länger.',
  'other-codec': ({ wanted, used }) => `Dieser Browser kann nicht in ${wanted.toUpperCase()} aufzeichnen; der Film ist stattdessen in ${used.toUpperCase()}.`,
  paused: ({ error }, messageOf) => (error === null ? 'Angehalten.' : `Angehalten. ${messageOf(error)}`),
};
