import type { PackVocabulary as Vocabulary } from './pack/manifest.js';

/** Pixels of a frame, and frames a second. */
export interface FrameShape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** Everything a page needs to describe a loaded or loadable model. */
export interface PackSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
  /** Where the licence has to be accepted before the model is fetched; `url`: where it can be read. */
  readonly terms?: { readonly url?: string };
  readonly frame: FrameShape;
  /** Bytes that the chosen variants add up to: the size of the download. */
  readonly downloadBytes: number;
  readonly chosen: readonly { readonly graph: string; readonly file: string; readonly bytes: number; readonly dtype: string }[];
  /** How it fits into the memory of this device; absent where nobody judged. */
  readonly memory?: MemoryPlan;
  /** What the model can draw, for suggestions and for the note on limits; empty where it draws what it is told. */
  readonly vocabulary: PackVocabulary;
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

export type PackVocabulary = Omit<Vocabulary, 'colours'>;
