import { isolated } from '../../../i18n/isolated-text.js';
import type { Texts } from '../../../i18n/language.js';
import type { TitleMotion } from '../../../../contract/names.js';
import type { Base } from './layer-actions.js';

interface LayerTexts {
  readonly title: string;
  readonly line: string;
  readonly close: string;
  readonly stage: string;
  readonly stageKeys: string;
  readonly layer: (number: number, name: string) => string;
  readonly empty: string;
  readonly addThing: string;
  readonly addPicture: string;
  readonly addTitle: string;
  readonly full: (most: number) => string;
  readonly onlyTitles: string;
  readonly behind: string;
  readonly bases: Readonly<Record<Base, string>>;
  readonly list: string;
  readonly select: (name: string) => string;
  readonly forward: (name: string) => string;
  readonly back: (name: string) => string;
  readonly duplicate: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly undo: string;
  readonly thing: string;
  readonly thingExample: string;
  readonly does: string;
  readonly text: string;
  readonly newTitle: string;
  readonly untitled: string;
  readonly roll: string;
  readonly replacePicture: string;
  readonly choosePicture: string;
  readonly lacksPicture: string;
  readonly x: string;
  readonly y: string;
  readonly size: string;
  readonly turn: string;
  readonly start: string;
  readonly end: string;
  readonly toEnd: string;
  readonly motion: string;
  readonly motionAsFilm: string;
  readonly titleMotion: string;
  readonly titleMotions: Readonly<Record<TitleMotion, string>>;
  readonly colour: string;
  readonly outline: string;
  readonly outlines: Readonly<Record<'auto' | 'none' | 'own', string>>;
  readonly weight: string;
  readonly weights: Readonly<Record<'400' | '700' | '800', string>>;
  readonly draw: string;
  readonly drawHint: string;
  readonly drawing: string;
  readonly waiting: string;
  readonly placed: (name: string, x: number, y: number, size: number, turn: number) => string;
  readonly turnHandle: string;
  readonly sizeHandle: string;
}

/** The stage on which a film is arranged. */
export const layerTexts: Texts<LayerTexts> = {
  en: {
    title: 'Layers',
    line: 'Put things, pictures and titles in front of the film, and drag them to where they belong.',
    close: 'Close the layers',
    stage: 'The frame of the film',
    stageKeys: 'Arrow keys move, + and - size, [ and ] turn, by more with Shift; Delete removes.',
    layer: (number, name) => `Layer ${number}: ${isolated(name)}`,
    empty: 'Add a thing, a picture or a title. It can be dragged, sized and turned here.',
    addThing: 'Thing',
    addPicture: 'Picture',
    addTitle: 'Title',
    full: (most) => `A film takes ${most} layers.`,
    onlyTitles: 'The chosen model takes titles only.',
    behind: 'Behind them',
    bases: { whole: 'all that the prompt shows', place: 'its place alone', subject: 'its subject alone', nothing: 'nothing' },
    list: 'Layers, the foremost first',
    select: (name) => `Arrange: ${isolated(name)}`,
    forward: (name) => `Further to the front: ${isolated(name)}`,
    back: (name) => `Further back: ${isolated(name)}`,
    duplicate: (name) => `Duplicate: ${isolated(name)}`,
    remove: (name) => `Delete: ${isolated(name)}`,
    removed: (name) => `Deleted: ${isolated(name)}`,
    undo: 'Undo',
    thing: 'What it shows',
    thingExample: 'a dog running to the left',
    does: 'How it moves',
    text: 'Text',
    newTitle: 'Title',
    untitled: 'nothing yet',
    roll: 'Another take of it',
    replacePicture: 'Another picture',
    choosePicture: 'Choose its picture again',
    lacksPicture: 'It was made with a picture, which settings do not hold. Until then it is drawn from its words.',
    x: 'Across, %',
    y: 'Down, %',
    size: 'Size, %',
    turn: 'Turn, °',
    start: 'From, s',
    end: 'Until, s',
    toEnd: 'end',
    motion: 'Motion',
    motionAsFilm: 'as the film',
    titleMotion: 'Motion',
    titleMotions: { still: 'none', appear: 'fades in', slide: 'slides in', pop: 'pops up', typing: 'is typed', wave: 'waves' },
    colour: 'Colour',
    outline: 'Outline',
    outlines: { auto: 'to be seen', none: 'none', own: 'a colour' },
    weight: 'Weight',
    weights: { '400': 'regular', '700': 'bold', '800': 'heavy' },
    draw: 'Draw them',
    drawHint: 'Draws what stands on the stage as the film will begin: it takes seconds',
    drawing: 'Drawing',
    waiting: 'They are drawn when the film before is made.',
    placed: (name, x, y, size, turn) => `${name}: ${x} % across, ${y} % down, size ${size} %${turn === 0 ? '' : `, turned by ${turn}°`}.`,
    turnHandle: 'Drag to turn',
    sizeHandle: 'Drag to size',
  },
  de: {
    title: 'Ebenen',
    line: 'Stell Dinge, Bilder und Titel vor den Film, und zieh sie dorthin, wo sie hingehören.',
    close: 'Ebenen schließen',
    stage: 'Das Bild des Films',
    stageKeys: 'Pfeiltasten verschieben, + und - ändern die Größe, [ und ] (oder Komma und Punkt) drehen, mit Umschalt um mehr; Entf löscht.',
    layer: (number, name) => `Ebene ${number}: ${isolated(name)}`,
    empty: 'Füg ein Ding, ein Bild oder einen Titel hinzu. Hier lässt es sich ziehen, vergrößern und drehen.',
    addThing: 'Ding',
    addPicture: 'Bild',
    addTitle: 'Titel',
    full: (most) => `Ein Film nimmt ${most} Ebenen.`,
    onlyTitles: 'Das gewählte Modell nimmt nur Titel.',
    behind: 'Dahinter',
    bases: { whole: 'alles aus der Beschreibung', place: 'nur deren Ort', subject: 'nur deren Motiv', nothing: 'nichts' },
    list: 'Ebenen, die vorderste zuerst',
    select: (name) => `Anordnen: ${isolated(name)}`,
    forward: (name) => `Weiter nach vorn: ${isolated(name)}`,
    back: (name) => `Weiter nach hinten: ${isolated(name)}`,
    duplicate: (name) => `Verdoppeln: ${isolated(name)}`,
    remove: (name) => `Löschen: ${isolated(name)}`,
    removed: (name) => `Gelöscht: ${isolated(name)}`,
    undo: 'Rückgängig',
    thing: 'Was sie zeigt (englisch)',
    thingExample: 'a dog running to the left',
    does: 'Wie es sich bewegt (englisch)',
    text: 'Text',
    newTitle: 'Titel',
    untitled: 'noch nichts',
    roll: 'Noch ein Versuch davon',
    replacePicture: 'Anderes Bild',
    choosePicture: 'Sein Bild wieder wählen',
    lacksPicture: 'Sie wurde mit einem Bild gemacht, das nicht in den Angaben steht. Bis dahin wird sie aus ihren Worten gezeichnet.',
    x: 'Links, %',
    y: 'Oben, %',
    size: 'Größe, %',
    turn: 'Drehung, °',
    start: 'Ab, s',
    end: 'Bis, s',
    toEnd: 'Ende',
    motion: 'Bewegung',
    motionAsFilm: 'wie der Film',
    titleMotion: 'Bewegung',
    titleMotions: { still: 'keine', appear: 'blendet ein', slide: 'gleitet herein', pop: 'springt auf', typing: 'wird getippt', wave: 'wogt' },
    colour: 'Farbe',
    outline: 'Umriss',
    outlines: { auto: 'gut sichtbar', none: 'keiner', own: 'eine Farbe' },
    weight: 'Stärke',
    weights: { '400': 'normal', '700': 'fett', '800': 'sehr fett' },
    draw: 'Zeichnen',
    drawHint: 'Zeichnet, was auf der Bühne steht, so wie der Film beginnt: dauert Sekunden',
    drawing: 'Entsteht',
    waiting: 'Sie entstehen, sobald der Film davor fertig ist.',
    placed: (name, x, y, size, turn) => `${name}: ${x} % von links, ${y} % von oben, Größe ${size} %${turn === 0 ? '' : `, gedreht um ${turn}°`}.`,
    turnHandle: 'Ziehen zum Drehen',
    sizeHandle: 'Ziehen zum Vergrößern',
  },
};
