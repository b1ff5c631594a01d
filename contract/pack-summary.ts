import type { RequestOptions } from './request/request.js';
import type { PackVocabulary as Vocabulary } from './pack/manifest.js';

/** Pixels of a frame, and frames a second. */
export interface FrameShape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What a film of these models can be given besides words; the form has no other controls. */
export interface FilmControls {
  readonly loop: boolean;
  readonly endPicture: boolean;
  /** Layers that a model makes, films of another size and rate, and places without their subject. Every model's films take titles. */
  readonly layers: boolean;
  /** Options of a request that these models do not take. */
  readonly without: readonly (keyof RequestOptions)[];
}

/** Everything a page needs to describe a loaded or loadable model. */
export interface PackSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
  /** Where the licence has to be accepted before the model is fetched; `url`: where it can be read. */
  readonly terms?: { readonly url?: string };
  /** Whether it draws first frames. */
  readonly draws: boolean;
  /** Whether it sets a picture in motion. */
  readonly moves: boolean;
  readonly controls: FilmControls;
  /** The model that moves, where another one draws. */
  readonly mover?: { readonly id: string; readonly version: string };
  readonly frame: FrameShape;
  /** Bytes of all files with the chosen variants. */
  readonly downloadBytes: number;
  /** Of them, those of the files that a first film waits for; of the others it needs a few rows. */
  readonly startBytes: number;
  readonly chosen: readonly ChosenFile[];
  /** How it fits into the memory of this device; absent where nobody judged. */
  readonly memory?: MemoryPlan;
  /** What the model can draw, for suggestions and for the note on limits; empty where it draws what it is told. */
  readonly vocabulary: PackVocabulary;
}

/** The variant of a graph that is used here; once the model is loaded, the one that gave right results. */
export interface ChosenFile {
  readonly graph: string;
  readonly file: string;
  readonly bytes: number;
  readonly dtype: string;
  /** Whether it computes with 16-bit floats. */
  readonly halfFloats: boolean;
}

/** Estimates from the sizes of the chosen files, made before any is fetched. */
export interface MemoryPlan {
  /**
   * `in turns`: first frames and motion are loaded one after the other, which fits and takes longer; `one by one`: each stage of a film
   * is.
   */
  readonly sessions: 'together' | 'in turns' | 'one by one';
  /** Peak of the page, in bytes. */
  readonly neededBytes: number;
  /** What a page on this device can count on. */
  readonly budgetBytes: number;
}

export type PackVocabulary = Omit<Vocabulary, 'colours' | 'ground'>;
