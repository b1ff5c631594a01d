import type { ClipMetadata, Timings } from '../../../../contract/generator.js';
import { orderTitle, type FilmOrder } from '../../composer/settings/generation-settings.js';
import type { Clip } from '../../../store/studio-state.js';

/** A kept film, without its video. Records of earlier builds are read as they are, so fields are only ever added. */
export interface Film {
  readonly id: string;
  /** The name a person gave it; empty while it is called by its prompt. */
  readonly title: string;
  readonly order: FilmOrder;
  readonly metadata: ClipMetadata;
  readonly timings: Timings;
  /** From the click to the film, in seconds. */
  readonly took: number;
  /** Of the video file. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  /** When it was deleted, in milliseconds since the epoch: it can still be brought back for a while. */
  readonly deletedAt: number | null;
}

export const TITLE_CHARACTERS = 120;

export function filmOf({ id, order, file, metadata, timings, took }: Clip, madeAt: number): Film {
  return { id, title: '', order, metadata, timings, took, bytes: file.size, madeAt, deletedAt: null };
}

export function clipOf({ id, order, metadata, timings, took }: Film, file: Blob): Clip {
  return { id, order, file, metadata, timings, took };
}

/** What to call a film: its name, or what it shows. */
export const nameOf = (film: Pick<Film, 'title' | 'order'>): string => (film.title === '' ? orderTitle(film.order) : film.title);
