/**
 * The whole gallery as one zip archive: `kinora-gallery.json` beside the films, which any player plays, their posters
 * and the pictures and videos that they were made with.
 */
import type { Timings } from '../../../../contract/events.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { withoutFiles } from '../../../../contract/request/flat-request.js';
import { settingsFromClip } from '../../composer/settings/clip-to-settings.js';
import type { Footage, GenerationSettings, Picture } from '../../composer/settings/generation-settings.js';
import type { Film } from '../film-store/film.js';

export const ARCHIVE_FORMAT = 'kinora-gallery/1';
export const MANIFEST_NAME = 'kinora-gallery.json';

/** Pictures of layers, from the hindmost to the foremost. */
const LAYER_INPUTS = ['layer1', 'layer2', 'layer3', 'layer4', 'layer5', 'layer6'] as const;
/** What a film was made with besides its settings. */
export const INPUTS = ['picture', 'endPicture', 'footage', ...LAYER_INPUTS] as const;
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

export const NO_TIMINGS: Timings = { load: 0, text: 0, image: 0, video: 0, decode: 0, encode: 0, total: 0 };

/** The files of a film, by their names in the archive. */
export function inputsOf(settings: GenerationSettings): Readonly<Partial<Record<InputName, Picture | Footage>>> {
  const { fields: { layers = [] }, image, endImage, extend } = withoutFiles(settings);
  const pictures = layers.map((layer) => (layer.image === true ? undefined : layer.image));
  return pickDefined({ picture: image, endPicture: endImage, footage: extend, ...Object.fromEntries(LAYER_INPUTS.map((name, i) => [name, pictures[i]])) });
}

/** The settings of an archived film; `blobs` are the inputs that were found in the archive. */
export function settingsOfArchived({ film, inputs }: ArchivedFilm, blobs: ReadonlyMap<InputName, Blob>): GenerationSettings {
  const { settings } = film.metadata;
  const read = (input: InputName): Picture | undefined => {
    const [note, blob] = [inputs[input], blobs.get(input)];
    if (note === undefined || blob === undefined) return undefined;
    // What is transparent in the picture of a layer stays so.
    const background = input === 'endPicture' ? settings.endBackground : input === 'picture' || input === 'footage' ? settings.background : undefined;
    return { blob, name: note.name, width: note.width, height: note.height, ...pickDefined({ background }) };
  };
  const footage = read('footage');
  return settingsFromClip(settings, pickDefined({ image: read('picture'), endImage: read('endPicture'), extend: footage && footageOf(footage), layerImages: LAYER_INPUTS.map(read) }));
}

/** The archive notes no size of a video. */
function footageOf({ blob, name, background }: Picture): Footage {
  return { blob, name, ...pickDefined({ background }) };
}
