import type { Texts } from '../../i18n/language.js';

interface ComposerTexts {
  readonly shows: string;
  readonly sceneShows: (scene: number) => string;
  readonly placeholder: string;
  readonly addScene: string;
  readonly addSceneHint: string;
  readonly surprise: string;
  readonly surpriseHint: string;
  readonly clear: string;
  readonly cleared: string;
  readonly bringBack: string;
  readonly characters: (count: number, max: number) => string;
  readonly generate: string;
  readonly enqueue: string;
  readonly replace: string;
  readonly length: string;
  readonly seconds: string;
  readonly secondsOf: (count: string) => string;
  readonly seed: string;
  readonly seedHint: string;
  readonly roll: string;
  readonly addPicture: string;
  readonly addPictureShort: string;
  readonly addPictureHint: string;
  readonly pictureInput: string;
  readonly firstFrame: string;
  readonly removePicture: string;
  readonly goesOnFrom: string;
  readonly removeFootage: string;
  readonly background: string;
  readonly backgrounds: Readonly<Record<'white' | 'black' | 'own', string>>;
  readonly examples: string;
  readonly unknownWords: string;
  /** Of a prompt in another language, or in words of which the model knows hardly any. */
  readonly readsEnglish: string;
  readonly doesNotKnow: string;
  /** Before the word that is drawn in its place. */
  readonly drawnAs: string;
  /** Before a word whose drawn word was told, and others to choose from. */
  readonly otherWords: string;
  readonly leavesOut: string;
  readonly isLeftOut: string;
  /** Before other words, to choose from. */
  readonly orTry: string;
  readonly palette: string;
  readonly parts: Readonly<Record<'objects' | 'motions' | 'backgrounds' | 'cameras', string>>;
  readonly more: (count: number) => string;
  readonly fewer: string;
  readonly find: (count: number) => string;
  readonly noneFound: string;
}

/** The title card: prompt, its chips, length, seed and the button. */
export const composerTexts: Texts<ComposerTexts> = {
  en: {
    shows: 'The film shows',
    sceneShows: (scene) => `Scene ${scene} shows`,
    placeholder: 'a thing, doing something, somewhere',
    addScene: 'Add a scene',
    addSceneHint: 'The film goes on with another prompt',
    surprise: 'Surprise me',
    surpriseHint: 'Writes a prompt out of the words that the model knows',
    clear: 'New: empty the form',
    cleared: 'The form is empty.',
    bringBack: 'Bring it back',
    characters: (count, max) => `${count} of ${max} characters`,
    generate: 'Generate',
    enqueue: 'Add to the queue',
    replace: 'Change in the queue',
    length: 'Length',
    seconds: 'seconds',
    secondsOf: (count) => `${count} seconds`,
    seed: 'Seed',
    seedHint: 'The same seed and words give the same film on this device',
    roll: 'Roll another seed',
    addPicture: 'Add a picture',
    addPictureShort: 'Picture',
    addPictureHint: 'Pick a picture to set in motion, or a video to go on from; or drop one anywhere, or paste it',
    pictureInput: 'First picture of the film, or a video to go on from',
    firstFrame: 'first frame',
    removePicture: 'Remove the picture',
    goesOnFrom: 'the film goes on from its end',
    removeFootage: 'Do not go on from this video',
    background: 'Background behind what is transparent',
    backgrounds: { white: 'White', black: 'Black', own: 'Another colour' },
    examples: 'Examples',
    unknownWords: 'Words that the model does not know',
    readsEnglish: 'The model reads English, and does not know these words:',
    doesNotKnow: 'The model does not know',
    drawnAs: 'is drawn as:',
    otherWords: 'Other words for',
    leavesOut: 'and leaves it out',
    isLeftOut: 'is left out',
    orTry: '; try',
    palette: 'Build the prompt from words that the model knows',
    parts: { objects: 'Who', motions: 'Does what', backgrounds: 'Where', cameras: 'Camera' },
    more: (count) => `${count} more`,
    fewer: 'Fewer',
    find: (count) => `Find one of ${count}`,
    noneFound: 'The model has none of that name.',
  },
  de: {
    shows: 'Der Film zeigt',
    sceneShows: (scene) => `Szene ${scene} zeigt`,
    placeholder: 'auf Englisch: a thing, doing something, somewhere',
    addScene: 'Szene dazu',
    addSceneHint: 'Der Film geht mit anderen Worten weiter',
    surprise: 'Überrasch mich',
    surpriseHint: 'Schreibt einen Satz aus den Wörtern, die das Modell kennt',
    clear: 'Neu: das Formular leeren',
    cleared: 'Das Formular ist leer.',
    bringBack: 'Zurückholen',
    characters: (count, max) => `${count} von ${max} Zeichen`,
    generate: 'Film machen',
    enqueue: 'In die Warteschlange',
    replace: 'In der Schlange ändern',
    length: 'Länge',
    seconds: 'Sekunden',
    secondsOf: (count) => `${count} Sekunden`,
    seed: 'Startwert',
    seedHint: 'Derselbe Startwert und dieselben Wörter ergeben auf diesem Gerät denselben Film',
    roll: 'Neuen Startwert würfeln',
    addPicture: 'Bild dazu',
    addPictureShort: 'Bild',
    addPictureHint: 'Ein Bild, das in Bewegung kommt, oder ein Video, das weitergeht; auch durch Ablegen oder Einfügen',
    pictureInput: 'Erstes Bild des Films, oder ein Video, das weitergeht',
    firstFrame: 'erstes Bild',
    removePicture: 'Bild entfernen',
    goesOnFrom: 'der Film geht an seinem Ende weiter',
    removeFootage: 'Doch nicht an diesem Video weitermachen',
    background: 'Hintergrund hinter dem, was durchsichtig ist',
    backgrounds: { white: 'Weiß', black: 'Schwarz', own: 'Eine andere Farbe' },
    examples: 'Beispiele',
    unknownWords: 'Wörter, die das Modell nicht kennt',
    readsEnglish: 'Das Modell liest Englisch, und diese Wörter kennt es nicht:',
    doesNotKnow: 'Das Modell kennt nicht:',
    drawnAs: 'wird gezeichnet als:',
    otherWords: 'Andere Wörter für',
    leavesOut: '(wird ausgelassen)',
    isLeftOut: 'wird ausgelassen',
    orTry: '; vielleicht',
    palette: 'Den Satz aus Wörtern bauen, die das Modell kennt',
    parts: { objects: 'Wer', motions: 'Tut was', backgrounds: 'Wo', cameras: 'Kamera' },
    more: (count) => `${count} weitere`,
    fewer: 'Weniger',
    find: (count) => `Eines von ${count} suchen`,
    noneFound: 'So etwas kennt das Modell nicht.',
  },
};
