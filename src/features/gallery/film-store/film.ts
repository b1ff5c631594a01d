import type { ClipMetadata, Timings } from '../../../../contract/events.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { withFiles, withoutFiles, type FlatFields } from '../../../../contract/request/flat-request.js';
import { scenesOf } from '../../../../contract/request/request.js';
import { settingsTitle, type Footage, type GenerationSettings, type Picture } from '../../composer/settings/generation-settings.js';
import type { Clip } from '../../player/player-slice.js';

/** A kept film, without its video. Records of earlier builds are read as they are, so fields are only ever added. */
export interface Film {
  readonly id: string;
  /** The name a person gave it; empty while it is called by its prompt. */
  readonly title: string;
  readonly settings: GenerationSettings;
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

export function filmOf({ id, settings, file, metadata, timings, took }: Clip, madeAt: number): Film {
  return { id, title: '', settings, metadata, timings, took, bytes: file.size, madeAt, deletedAt: null };
}

export function clipOf({ id, settings, metadata, timings, took }: Film, file: Blob): Clip {
  return { id, settings, file, metadata, timings, took };
}

/** Settings as Kinora 0.1.0 stored them; a film of scenes had the prompt of the first one too. */
interface StoredSettings extends FlatFields<Picture> {
  readonly picture: Picture | null;
  readonly endPicture?: Picture;
  readonly footage?: Footage;
}

/** A film as it lies in IndexedDB. Kinora 0.1.0 called the settings `order`, and its records must open. */
export interface FilmRecord extends Omit<Film, 'settings'> {
  readonly order: StoredSettings;
}

export function recordOf({ settings, ...film }: Film): FilmRecord {
  const { fields, image, endImage, extend } = withoutFiles(settings);
  return { ...film, order: { ...fields, prompt: scenesOf(settings.subject)[0]?.prompt ?? '', picture: image ?? null, ...pickDefined({ endPicture: endImage, footage: extend }) } };
}

export function filmOfRecord({ order: { picture, endPicture, footage, ...fields }, ...film }: FilmRecord): Film {
  return { ...film, settings: withFiles(fields, pickDefined({ image: picture ?? undefined, endImage: endPicture, extend: footage })) };
}

/** What to call a film: its name, or what it shows. */
export const nameOf = (film: Pick<Film, 'title' | 'settings'>): string => (film.title === '' ? settingsTitle(film.settings) : film.title);
