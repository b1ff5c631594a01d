import type { PromptCheck } from '../../../../contract/generator.js';
import type { PackVocabulary } from '../../../../contract/pack/manifest.js';
import { BelongingsReader } from './belongings.js';
import { DoingReader } from './prompt-doings.js';
import { groundReader } from './prompt-ground.js';
import { limitsOf, splitLimits } from './prompt-limits.js';
import { PlaceFinder } from './prompt-places.js';
import type { ReadScene } from './prompt-weather.js';
import type { PromptReading } from '../prompt-reading.js';
import { subjectOf, type PromptSubject } from './prompt-subject.js';
import { cameraOf, thingFinder } from './prompt-things.js';
import { isMention, splitThings } from './split-things.js';
import { usualPlaceOf } from './usual-places.js';
import type { ThingNames } from '../thing-names.js';
import type { WordForms } from '../word-forms.js';

/** Where several things stand that are said to be nowhere, if a pack knows it. */
const PLAIN_PLACE = 'on a light blue background';
/** What the camera does where nothing moves, so that it is a film and no still. */
const MOVES_CLOSER = 'the camera zooms in';
/** A word that may say what something does, as it is typed. */
const MAY_MOVE = /(?:ing|in'|ed|[^s]s)$/iu;

/** What is made of a prompt. */
export interface ReadSentence extends Pick<PromptCheck, 'limits' | 'things' | 'placed' | 'ground'> {
  /** Words, as they were typed, that are drawn as part of something else, whether the model knows them or not. */
  readonly understood?: ReadonlySet<string>;
  /** Words, as they were typed, that name what is not drawn beside what has it or does it. */
  readonly missing?: readonly string[];
  /** Absent where films have no layers. */
  readonly scene?: ReadScene;
  /** Null where the prompt names nothing. */
  readonly subject: PromptSubject | null;
}

interface Offered extends Partial<Pick<PackVocabulary, 'objects' | 'cameras' | 'colours' | 'backgrounds' | 'ground' | 'animated'>> {
  /** Layers that a film may have. */
  readonly layers: number;
  /** Colours that things are painted in, besides `colours`. */
  readonly painted: readonly string[];
}

/** Reads sentences with the lists of a pack, which are made ready once. */
export function sentenceReader(forms: WordForms, things: ThingNames, { objects = [], cameras = [], colours = [], backgrounds = [], animated = [], ground, layers, painted }: Offered, nothing: string | null): (reading: PromptReading, usually?: string) => ReadSentence {
  const names = new Set([...forms.things, ...objects]);
  const isThing = (name: string): boolean => names.has(name) || objects.some((each) => each.endsWith(` ${name}`));
  const places = new PlaceFinder(forms, isThing);
  const doings = new DoingReader(forms.doings, isThing);
  const belongings = new BelongingsReader(forms.belongings, things);
  const find = thingFinder(forms, objects, places, doings);
  const movesByItself = new Set(animated);
  const allColours = new Set([...colours, ...painted]);
  const reader = ground && groundReader(ground, forms.places);
  const options = {
    most: layers,
    nothing,
    plain: backgrounds.find((place) => place === PLAIN_PLACE) ?? '',
    subject: objects[0] ?? '',
    camera: cameras.find((move) => move === MOVES_CLOSER) ?? '',
    ...(reader && { ground: reader }),
  };
  return (reading, usually = '') => {
    const { tokens, found, places: phrases } = find(reading);
    const whole = { tokens, found: doings.drawable(found) };
    const isColoured = (name: string): boolean => !forms.ownColours.has(name) && !forms.ownColours.has(things.objectOf(name));
    const limits = limitsOf(whole, isColoured, allColours);
    const known = { limits, subject: subjectOf(whole, things, allColours), ...(reader && { ground: reader.read(whole) }) };
    if (layers === 0) return known;
    const done = doings.read({ tokens, found: found.filter((thing) => !places.isPlace(thing, found, tokens)) });
    const own = belongings.without(done);
    const read = { ...done, ...own };
    const isFree = (at: number): boolean => !read.found.some(({ start, end }) => at >= start && at < end);
    const isWhole = read.found.every((thing) => isMention(thing, read.found, read.tokens));
    const bare = places.findBare(read.tokens, isWhole, isFree);
    const place = places.resolve([...phrases, ...bare], places.destinationOf(read.tokens) || read.place);
    const camera = cameraOf(read.tokens, cameras);
    const asRead = splitThings({ ...read, place, camera }, options);
    const usual = place.phrase === '' ? usualPlaceOf(read, forms.usualPlaces, usually) : '';
    const isStill =
      options.camera !== '' && camera.phrase === '' && !(asRead && asRead.layers.length > 0) && !read.found.some(({ name }) => movesByItself.has(things.objectOf(name))) &&
      !read.tokens.some(({ typed, masked }, at) => masked === null && isFree(at) && MAY_MOVE.test(typed));
    const there = place.phrase === '' ? { ...place, phrase: usual, alone: usual, isAsTyped: false } : { ...place, isAsTyped: false };
    const inPlace = usual === '' && !isStill ? null : splitThings({ ...read, place: there, camera: isStill ? { phrase: options.camera, isAsTyped: false } : camera }, options);
    const placed = inPlace?.layers.length === 0 && !inPlace.hideSubject ? { placed: inPlace.background } : {};
    // Several things are in one place.
    const isThere = (asRead && asRead.layers.length > 0) || (usually !== '' && inPlace?.hideSubject === true);
    const split = isThere && inPlace ? inPlace : asRead;
    const missing = [...own.missing, ...place.missing];
    const scene = { said: [...place.names, place.phrase].join(' '), usual };
    if (!split) return { ...known, ...placed, missing, scene };
    const { tooMany, ...drawn } = split;
    const said = read.read.flatMap((words) => words.split(' '));
    return { ...known, ...placed, missing, scene, things: { ...drawn, limits: splitLimits(tooMany, read, isColoured, allColours) }, understood: new Set([...said, ...places.understood(read.tokens)]) };
  };
}
