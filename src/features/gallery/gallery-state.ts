import type { KinoraError } from '../../../contract/errors.js';
import type { FilmStore } from './film-store/film-store.js';
import type { Film } from './film-store/film.js';
import type { DescribeVideo } from './film-store/plain-film.js';

export interface GalleryOptions {
  /** Rejects where the browser allows no storage. */
  readonly openFilmStore: () => Promise<FilmStore>;
  /** A small picture of a film, or null when none can be made. */
  readonly makePoster: (film: Blob) => Promise<Blob | null>;
  readonly describe: DescribeVideo;
  /** Bytes used and allowed for this site, or null where the browser does not say. */
  readonly estimate: () => Promise<{ readonly used: number; readonly free: number } | null>;
  /** Asks the browser to keep what is stored when space runs short. */
  readonly persist: () => Promise<void>;
  /** Tells the galleries of other tabs that something changed, and hears of theirs. */
  readonly otherTabs: { readonly notify: () => void; readonly listen: (onChange: () => void) => void } | null;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface GalleryState {
  readonly opened: boolean;
  /** Newest first, without deleted ones. */
  readonly films: readonly Film[];
  /** Why films are not kept on the device, or null when they are. */
  readonly notice: KinoraError | null;
  /** Why the last action failed. */
  readonly error: KinoraError | null;
  /** What can be brought back. */
  readonly deleted: { readonly films: readonly Film[] } | null;
  readonly storage: { readonly used: number; readonly free: number } | null;
  /** Saving or loading all films, 0 to 1. */
  readonly work: { readonly kind: 'save' | 'load'; readonly fraction: number } | null;
  /** One sentence on what an action came to. */
  readonly outcome: string;
}

/** Before the films of earlier visits were read. */
export const CLOSED: GalleryState = { opened: false, films: [], notice: null, error: null, deleted: null, storage: null, work: null, outcome: '' };
