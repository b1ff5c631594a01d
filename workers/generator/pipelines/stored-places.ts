/**
 * Places whose latents are rows of a table of the pack: the picture decoder draws them, and the denoiser only what is in front of them, on a
 * background of one colour.
 */
import type { TextToImage } from '../../../contract/pack/manifest.js';
import { drawingHalf } from '../../../contract/pack/pack-parts.js';
import { layersOf } from './decoders/layers/cut-out.js';
import type { PixelSize } from './decoders/layers/pixel-map.js';
import type { DrawnPicture } from './first-frame.js';
import type { PipelineContext } from './pipeline-context.js';
import { plainBackground } from './plate/settle-plate.js';
import { inFrontOf } from './plate/stand-on-ground.js';
import type { NoiseSource } from './sampling.js';

type StoredPlaces = NonNullable<TextToImage['places']>;

/** A prompt, and the place in it. */
export interface PlacedPrompt {
  /** What the denoiser draws: with the background of one colour where the place is stored. */
  readonly text: string;
  /** Row of the place; undefined where it is none of the stored ones. */
  readonly place?: number;
}

interface PlacePhrases {
  readonly rows: ReadonlyMap<string, number>;
  /** Finds the first phrase, and of several at one position the longest. */
  readonly anyOf: RegExp;
}

/** What means something in a regular expression. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/gu;

const known = new WeakMap<StoredPlaces, PlacePhrases>();

/** Finds the place of a prompt among those that are stored. */
export function readStoredPlace(prompt: string, places: StoredPlaces | undefined): PlacedPrompt {
  if (!places) return { text: prompt };
  const { rows, anyOf } = phrasesOf(places);
  const said = anyOf.exec(prompt)?.[0];
  const place = said === undefined ? undefined : rows.get(said.toLowerCase().replace(/[\s-]+/gu, ' '));
  return said === undefined || place === undefined ? { text: prompt } : { text: prompt.replace(said, () => places.background), place };
}

function phrasesOf(places: StoredPlaces): PlacePhrases {
  const found = known.get(places);
  if (found) return found;
  const rows = new Map(places.rows.flatMap((phrases, row) => phrases.map((phrase) => [phrase, row] as const)));
  const longestFirst = [...rows.keys()].sort((a, b) => b.length - a.length).map((phrase) => phrase.replace(SPECIAL, '\\$&').replaceAll(' ', '[\\s-]+'));
  const phrases: PlacePhrases = { rows, anyOf: new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'iu') };
  known.set(places, phrases);
  return phrases;
}

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

/**
 * The subject of a picture, which was drawn on a background of one colour, in front of a place.
 * @param scene [1, 3, H, W] in 0..1
 */
export function putInPlace(drawn: DrawnPicture, scene: Float32Array, size: PixelSize): DrawnPicture {
  const { width, height } = size;
  const plate = plainBackground(drawn, size);
  return { latents: drawn.latents, ...inFrontOf(scene, layersOf({ ...drawn, plate }, width, height).subject, 0, size) };
}
