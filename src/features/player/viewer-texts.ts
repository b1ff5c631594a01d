import type { Texts } from '../../i18n/language.js';

interface ScreenTexts {
  readonly screen: string;
  readonly words: string;
  readonly empty: string;
  readonly size: (width: number, height: number, fps: number) => string;
  readonly invite: string;
  readonly makeThis: string;
  readonly anotherIdea: string;
  readonly download: string;
  readonly again: string;
  readonly againHint: string;
  readonly extend: string;
  readonly extendHint: string;
  readonly copy: string;
  readonly copied: string;
  readonly copiedWithoutFiles: string;
  readonly copyRefused: string;
  readonly copyHint: string;
  readonly copyFrame: string;
  readonly copyFrameHint: string;
  readonly float: string;
  readonly floatHint: string;
  readonly facts: Readonly<Record<'length' | 'frames' | 'picture' | 'file' | 'made' | 'seed', string>>;
  readonly framesAt: (frames: number, fps: number) => string;
  readonly fromStart: string;
  readonly newest: string;
}

/** The film's frame and what stands below it. */
export const viewerTexts: Texts<ScreenTexts> = {
  en: {
    screen: 'The film',
    words: 'What the film shows',
    empty: 'Your film plays here',
    size: (width, height, fps) => `${width} × ${height}, ${fps} frames a second`,
    invite: 'How about',
    makeThis: 'Make this film',
    anotherIdea: 'Another idea',
    download: 'Download',
    again: 'Another take',
    againHint: 'The same with another seed',
    extend: 'Extend',
    extendHint: 'Write what happens after the end of this film',
    copy: 'Copy settings',
    copied: 'Copied',
    copiedWithoutFiles: 'Copied, without its pictures and videos',
    copyRefused: 'Copying is not allowed here',
    copyHint: 'Paste them into the prompt to fill the whole form with them',
    copyFrame: 'Copy frame',
    copyFrameHint: 'The picture that is shown, as PNG on the clipboard',
    float: 'Float',
    floatHint: 'Picture in picture: above other windows',
    facts: { length: 'Length', frames: 'Frames', picture: 'Picture', file: 'File', made: 'Made in', seed: 'Seed' },
    framesAt: (frames, fps) => `${frames} at ${fps} fps`,
    fromStart: 'From the start',
    newest: 'Newest frames',
  },
  de: {
    screen: 'Der Film',
    words: 'Was der Film zeigt',
    empty: 'Hier läuft dein Film',
    size: (width, height, fps) => `${width} × ${height}, ${fps} Bilder je Sekunde`,
    invite: 'Wie wäre es mit',
    makeThis: 'Diesen Film machen',
    anotherIdea: 'Andere Idee',
    download: 'Herunterladen',
    again: 'Noch ein Versuch',
    againHint: 'Dasselbe mit anderem Startwert',
    extend: 'Verlängern',
    extendHint: 'Schreib, was nach dem Ende dieses Films geschieht',
    copy: 'Angaben kopieren',
    copied: 'Kopiert',
    copiedWithoutFiles: 'Kopiert, ohne Bilder und Videos',
    copyRefused: 'Kopieren ist hier nicht erlaubt',
    copyHint: 'In die Beschreibung eingefügt, füllen sie das ganze Formular',
    copyFrame: 'Bild kopieren',
    copyFrameHint: 'Das gezeigte Bild, als PNG in die Zwischenablage',
    float: 'Schweben',
    floatHint: 'Bild im Bild: über anderen Fenstern',
    facts: { length: 'Länge', frames: 'Bilder', picture: 'Bildgröße', file: 'Datei', made: 'Gemacht in', seed: 'Startwert' },
    framesAt: (frames, fps) => `${frames}, ${fps} je Sekunde`,
    fromStart: 'Von Anfang an',
    newest: 'Neueste Bilder',
  },
};
