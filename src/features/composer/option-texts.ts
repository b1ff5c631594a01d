import type { Texts } from '../../i18n/language.js';

interface OptionTexts {
  readonly motion: string;
  readonly motionHint: string;
  readonly motionOf: (strength: string) => string;
  readonly calm: string;
  readonly usual: string;
  readonly lively: string;
  readonly loop: string;
  readonly loopHint: string;
  readonly transparent: string;
  readonly transparentHint: string;
  readonly layers: (count: number) => string;
  readonly layersHint: string;
  readonly endsWith: string;
  readonly endsWithHint: string;
  readonly endPicture: string;
  readonly removeEnd: string;
  readonly advanced: string;
}

/** What else a person may decide about the film. */
export const optionTexts: Texts<OptionTexts> = {
  en: {
    motion: 'Motion',
    motionHint: 'How much everything moves',
    motionOf: (strength) => `${strength} times the usual motion`,
    calm: 'calm',
    usual: 'usual',
    lively: 'lively',
    loop: 'Loop',
    loopHint: 'The film ends as it began, to be played round and round',
    transparent: 'Transparent',
    transparentHint: 'The subject alone, without a background: for stickers, titles and other films',
    layers: (count) => (count === 0 ? 'Layers' : `Layers: ${count}`),
    layersHint: 'Things, pictures and titles in front of the film',
    endsWith: 'End picture',
    endsWithHint: 'Pick a picture that the film ends with',
    endPicture: 'Last picture of the film',
    removeEnd: 'Remove the end picture',
    advanced: 'Advanced',
  },
  de: {
    motion: 'Bewegung',
    motionHint: 'Wie stark sich alles bewegt',
    motionOf: (strength) => `${strength}-mal die übliche Bewegung`,
    calm: 'ruhig',
    usual: 'üblich',
    lively: 'lebhaft',
    loop: 'Schleife',
    loopHint: 'Der Film endet, wie er begann, und lässt sich endlos abspielen',
    transparent: 'Durchsichtig',
    transparentHint: 'Nur das Motiv, ohne Hintergrund: für Sticker, Titel und andere Filme',
    layers: (count) => (count === 0 ? 'Ebenen' : `Ebenen: ${count}`),
    layersHint: 'Dinge, Bilder und Titel vor dem Film',
    endsWith: 'Endbild',
    endsWithHint: 'Ein Bild, mit dem der Film endet',
    endPicture: 'Letztes Bild des Films',
    removeEnd: 'Endbild entfernen',
    advanced: 'Mehr',
  },
};
