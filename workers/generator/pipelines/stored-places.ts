/**
 * Places that the denoiser does not draw: those whose latents are rows of a table of the pack, which the picture decoder draws, and those of one colour.
 * The denoiser draws only what is in front of them, on a background of one colour.
 */
import type { TextToImage } from '../../../contract/pack/manifest.js';
import { drawingHalf } from '../../../contract/pack/pack-parts.js';
import type { PixelSize } from './decoders/layers/pixel-map.js';
import type { PipelineContext } from './pipeline-context.js';
import type { NoiseSource } from './sampling.js';

type StoredPlaces = NonNullable<TextToImage['places']>;
/** Row of its latents, or its colour, of 0..255 each. */
export type Place = number | readonly [number, number, number];

/** A prompt, and the place in it. */
export interface PlacedPrompt {
  /** What the denoiser draws: with the background of one colour where the place is stored. */
  readonly text: string;
  /** Undefined where it is none of the stored ones. */
  readonly place?: Place;
}

interface PlacePhrases {
  readonly rows: ReadonlyMap<string, number>;
  /** Names of colours, longest first. */
  readonly colours: readonly string[];
  /** Finds the first phrase, and of several at one position the longest. */
  readonly anyOf: RegExp;
}

/** What means something in a regular expression. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/gu;

const known = new WeakMap<StoredPlaces, PlacePhrases>();

/**
 * Finds the place of a prompt among those that are stored.
 * @param object what the pack calls the prompt's subject
 */
export function readStoredPlace(prompt: string, places: StoredPlaces | undefined, object = ''): PlacedPrompt {
  if (!places) return { text: prompt };
  const { rows, colours, anyOf } = phrasesOf(places);
  const said = anyOf.exec(prompt)?.[0];
  if (said === undefined) return { text: prompt };
  const phrase = said.toLowerCase().replace(/[\s-]+/gu, ' ');
  const colour = colours.find((name) => phrase.endsWith(`${name} background`)) ?? '';
  const place = rows.get(phrase) ?? places.plain?.[colour];
  if (place === undefined) return { text: prompt };
  const { background } = places.instead?.things.includes(object) ? places.instead : places;
  return { text: prompt.replace(said, () => background), place };
}

function phrasesOf(places: StoredPlaces): PlacePhrases {
  const found = known.get(places);
  if (found) return found;
  const rows = new Map(places.rows.flatMap((phrases, row) => phrases.map((phrase) => [phrase, row] as const)));
  const colours = longestFirst(Object.keys(places.plain ?? {}));
  const plain = colours.length === 0 ? [] : [`(?:(?:on|with|in front of|against) an? )?(?:${colours.map(pattern).join('|')}) background`];
  const all = [...longestFirst([...rows.keys()]).map(pattern), ...plain];
  const phrases: PlacePhrases = { rows, colours, anyOf: new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'iu') };
  known.set(places, phrases);
  return phrases;
}

const longestFirst = (phrases: readonly string[]): readonly string[] => [...phrases].sort((a, b) => b.length - a.length);

const pattern = (phrase: string): string => phrase.replace(SPECIAL, '\\$&').replaceAll(' ', '[\\s-]+');

/** Latents of a stored place, [1, C, h, w]. */
export async function placeLatents({ manifest, readRows }: PipelineContext, row: number): Promise<Float32Array> {
  const { places } = drawingHalf(manifest);
  if (!places) throw new Error('The pack stores no places.');
  return readRows(places.table, Int32Array.of(row));
}

/** Of two seeds in a row, one sees a place in a mirror. */
export function asSeen(scene: Float32Array, { seed }: NoiseSource, { width }: PixelSize): Float32Array {
  return seed % 2 === 0 ? scene : scene.map((_, at) => scene[at - 2 * (at % width) + width - 1] ?? 0);
}

/** A place of one colour, [1, 3, H, W] in 0..1. */
export function plainScene(rgb: readonly [number, number, number], { width, height }: PixelSize): Float32Array {
  const scene = new Float32Array(3 * width * height);
  for (const [channel, value] of rgb.entries()) scene.fill(value / 255, channel * width * height, (channel + 1) * width * height);
  return scene;
}
