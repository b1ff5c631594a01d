/**
 * The whole gallery as one zip archive: `kinora-gallery.json` beside the films, which any player plays, their posters
 * and the pictures that they began with. An archive is untrusted input: each field is
 * checked.
 */
import type { ClipMetadata, Timings } from '../../../../contract/generator.js';
import { parseClipSettings } from '../../../../contract/clip-settings.js';
import type { GenerationSettings, Footage, Picture } from '../../composer/settings/generation-settings.js';
import { TITLE_CHARACTERS, type Film } from '../film-store/film.js';
import { settingsFromClip } from '../../composer/settings/clip-to-settings.js';

export const ARCHIVE_FORMAT = 'kinora-gallery/1';
export const MANIFEST_NAME = 'kinora-gallery.json';

/** What a film was made with besides its settings. */
export const INPUTS = ['picture', 'endPicture', 'footage'] as const;
export type InputName = (typeof INPUTS)[number];

/** A picture or video that a film was made with. */
export interface ArchivedInput {
  readonly file: string;
  readonly name: string;
  readonly type: string;
  /** Of a picture, in pixels; 0 for a video. */
  readonly width: number;
  readonly height: number;
}

/** A film as the manifest tells of it; the names are those of entries of the archive. */
export interface ArchivedFilm {
  readonly film: Omit<Film, 'settings' | 'deletedAt'>;
  readonly file: string;
  readonly poster: string | null;
  readonly inputs: Readonly<Partial<Record<InputName, ArchivedInput>>>;
}

export interface Manifest {
  readonly format: typeof ARCHIVE_FORMAT;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly films: readonly ArchivedFilm[];
}

/** The manifest in `json`, with the films in it that can be used; null when it is none. */
export function parseManifest(json: string): { readonly films: readonly ArchivedFilm[]; readonly refused: number } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isRecord(parsed) || parsed['format'] !== ARCHIVE_FORMAT || !Array.isArray(parsed['films'])) return null;
  const films = parsed['films'].map(readArchivedFilm);
  const usable = films.filter((film) => film !== null);
  return { films: usable, refused: films.length - usable.length };
}

/** The settings of an archived film; `blobs` are the inputs that were found in the archive. */
export function settingsOfArchived({ film, inputs }: ArchivedFilm, blobs: ReadonlyMap<InputName, Blob>): GenerationSettings {
  const read = (input: InputName): Picture | null => {
    const [note, blob] = [inputs[input], blobs.get(input)];
    const background = film.metadata.settings[input === 'endPicture' ? 'endBackground' : 'background'];
    if (note === undefined || blob === undefined) return null;
    return { blob, name: note.name, width: note.width, height: note.height, ...(background === undefined ? {} : { background }) };
  };
  const [endPicture, footage] = [read('endPicture'), read('footage')];
  return {
    ...settingsFromClip(film.metadata.settings),
    picture: read('picture'),
    ...(endPicture === null ? {} : { endPicture }),
    ...(footage === null ? {} : { footage: footageOf(footage) }),
  };
}

/** The archive notes no size of a video. */
function footageOf({ blob, name, background }: Picture): Footage {
  return { blob, name, ...(background === undefined ? {} : { background }) };
}

function readArchivedFilm(from: unknown): ArchivedFilm | null {
  if (!isRecord(from) || !isRecord(from['film'])) return null;
  const { id, title, metadata, timings, took, bytes, madeAt } = from['film'];
  const readMetadata = readClipMetadata(metadata);
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) return null;
  if (typeof title !== 'string' || title.length > TITLE_CHARACTERS) return null;
  if (!isAmount(took) || !isAmount(bytes) || !isAmount(madeAt) || readMetadata === null) return null;
  if (typeof from['file'] !== 'string') return null;
  return {
    film: { id, title, metadata: readMetadata, timings: readTimings(timings), took, bytes, madeAt },
    file: from['file'],
    poster: typeof from['poster'] === 'string' ? from['poster'] : null,
    inputs: readInputs(from['inputs']),
  };
}

function readClipMetadata(from: unknown): ClipMetadata | null {
  if (!isRecord(from)) return null;
  const { seconds, frames, width, height, fps, codec, backend, adapter, framesSha256 } = from;
  const settings = parseClipSettings(JSON.stringify(from['settings'] ?? null));
  if (settings === null) return null;
  if (![seconds, frames, width, height, fps].every((value) => isAmount(value) && value > 0)) return null;
  if (codec !== 'h264' && codec !== 'vp9' && codec !== 'av1') return null;
  if (backend !== 'webgpu' && backend !== 'wasm') return null;
  return {
    seconds: Number(seconds),
    frames: Number(frames),
    width: Number(width),
    height: Number(height),
    fps: Number(fps),
    codec,
    backend,
    adapter: shortText(adapter),
    prompt: shortText(from['prompt']),
    seed: settings.seed,
    pack: settings.pack,
    framesSha256: shortText(framesSha256),
    settings,
  };
}

export const NO_TIMINGS: Timings = { load: 0, text: 0, image: 0, video: 0, decode: 0, encode: 0, total: 0 };

function readTimings(from: unknown): Timings {
  if (!isRecord(from)) return NO_TIMINGS;
  const read = Object.keys(NO_TIMINGS).map((stage) => [stage, isAmount(from[stage]) ? from[stage] : 0] as const);
  return Object.fromEntries(read) as unknown as Timings;
}

function readInputs(from: unknown): ArchivedFilm['inputs'] {
  if (!isRecord(from)) return {};
  return Object.fromEntries(INPUTS.flatMap((input) => {
    const read = readInput(from[input]);
    return read === null ? [] : [[input, read] as const];
  }));
}

function readInput(from: unknown): ArchivedInput | null {
  if (!isRecord(from)) return null;
  const { file, name, type, width, height } = from;
  if (typeof file !== 'string' || typeof type !== 'string' || !/^(image|video)\/[\w.+-]+$/.test(type)) return null;
  if (!isAmount(width) || !isAmount(height)) return null;
  return { file, name: shortText(name), type, width, height };
}

const LONGEST_TEXT = 1000;

const shortText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '');

const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
