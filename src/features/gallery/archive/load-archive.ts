import { readSettings } from '../../../../contract/request/read-clip-settings.js';
import type { Result } from '../../../../contract/errors.js';
import { INPUTS, MANIFEST_NAME, settingsOfArchived, type ArchivedFilm, type InputName } from './archive.js';
import { parseManifest } from './parse-manifest.js';
import { baseOf, folderOf, readContents, unpack, type ArchiveContents, type PackedFile } from './archive-contents.js';
import { isMp4, otherFormatError, archiveError } from './archive-error.js';
import type { Film } from '../film-store/film.js';
import { PackedFiles } from './packed-files.js';
import { filmOfFile, type DescribeVideo } from '../film-store/plain-film.js';
import { ZipDamage } from './zip/zip-reader.js';

/** The text of the largest gallery is far below this. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
const MOST_POSTER_BYTES = 1024 * 1024;

export interface LoadedFilm {
  readonly film: Film;
  readonly file: Blob;
  readonly poster: Blob | null;
  /** Whether it is told by the video alone, which may be a copy of a film that is known by its id. */
  readonly byItself: boolean;
}

/** Why there is no film: "unknown" is a method of packing, "lost" is cut off. */
export type Loss = 'damaged' | 'locked' | 'unknown' | 'foreign' | 'lost';

export interface ArchiveReading {
  /** How many films the file tells of. */
  readonly count: number;
  /** Whether the file was cut short. */
  readonly isCut: boolean;
  /** Whether what else was in it before it was cut is not known. */
  readonly isUncertain: boolean;
  /** One after another. */
  readonly films: () => AsyncGenerator<LoadedFilm | Loss, void, undefined>;
}

interface Report {
  readonly archived: ArchivedFilm;
  /** That of the list. */
  readonly folder: string;
}

/** A film to be read, or why there is none. */
type Planned = Loss | { readonly file: PackedFile; readonly told: Report | null; readonly isGuess?: boolean };

/**
 * Opens a file that films can be added from: an archive of the gallery, also one that another program packed again; any
 * other zip file with Kinora films in it; a single Kinora film. Never rejects.
 *
 * @param now milliseconds since the epoch, for films whose age is not recorded
 */
export async function loadArchive(file: Blob, describe: DescribeVideo, now: number): Promise<Result<ArchiveReading>> {
  try {
    if (await isMp4(file)) return await loadVideo(file, describe, now);
    const otherFormat = await otherFormatError(file);
    if (otherFormat !== null) return otherFormat;
    const contents = await readContents(file);
    const files = new PackedFiles(contents.files);
    const { planned, isTold } = await plan(contents, files);
    if (planned.length > 0 && planned.every((each) => isLocked(each))) return archiveError('archive-locked');
    if (planned.every((each) => each === 'lost') && contents.isCut) return archiveError('archive-cut-short');
    if (planned.length === 0) return archiveError('archive-without-films');
    return {
      ok: true,
      value: {
        count: planned.length,
        isCut: contents.isCut,
        isUncertain: contents.isUncertain && !isTold,
        films: async function* () {
          // In the order of the file, the first on top.
          for (const [index, each] of planned.entries()) yield typeof each === 'string' ? each : await readFilm(each, files, describe, now - index);
        },
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof ZipDamage)) return archiveError('archive-unreadable', thrown);
    return archiveError(thrown.reason === 'no-zip' ? 'archive-not-zip' : thrown.reason === 'split' ? 'archive-split' : 'archive-unreadable', thrown);
  }
}

async function loadVideo(video: Blob, describe: DescribeVideo, now: number): Promise<Result<ArchiveReading>> {
  const film = await filmOfFile(video, describe, now);
  if (film === 'foreign') return archiveError('archive-of-others');
  if (film === 'damaged') return archiveError('archive-unreadable');
  const loaded: LoadedFilm = { film, file: video, poster: null, byItself: true };
  return {
    ok: true,
    value: {
      count: 1,
      isCut: false,
      isUncertain: false,
      films: async function* () {
        yield await Promise.resolve(loaded);
      },
    },
  };
}

const isLocked = (planned: Planned): boolean => (typeof planned === 'string' ? planned === 'locked' : planned.file.entry.locked);

const lossOf = (thrown: unknown): Loss =>
  thrown instanceof ZipDamage && (thrown.reason === 'locked' || thrown.reason === 'unknown') ? thrown.reason : 'damaged';

/** Every film that a list tells of, and every video that no list does. */
async function plan(contents: ArchiveContents, files: PackedFiles): Promise<{ planned: readonly Planned[]; isTold: boolean }> {
  const planned: Planned[] = contents.faults.map(lossOf);
  const told: Report[] = [];
  let isTold = false;
  for (const manifestFile of files.named(MANIFEST_NAME)) {
    const manifest = await readManifest(manifestFile);
    if (manifest === null) continue;
    isTold = true;
    const folder = folderOf(manifestFile.path);
    for (let index = 0; index < manifest.refused; index++) planned.push('damaged');
    told.push(...manifest.films.map((archived) => ({ archived, folder })));
  }
  const named = told.map((each) => files.claim(each.folder, each.archived));
  for (const [index, each] of told.entries()) {
    const byName = named[index] ?? null;
    const file = byName ?? files.claimBySize(each.archived);
    planned.push(file !== null ? { file, told: each, isGuess: byName === null } : contents.isCut ? 'lost' : 'damaged');
  }
  for (const file of files.unclaimedVideos()) planned.push({ file, told: null });
  const names = new Set(told.map(({ archived }) => baseOf(archived.file)));
  for (const path of contents.cut) if (/\.(?:mp4|m4v)$/i.test(path) && !names.has(baseOf(path))) planned.push('lost');
  return { planned, isTold };
}

async function readManifest(file: PackedFile): Promise<ReturnType<typeof parseManifest>> {
  if (file.entry.bytes > MOST_MANIFEST_BYTES) return null;
  const json = await unpack(file, 'application/json').catch(() => null);
  return json === null ? null : parseManifest(await json.text());
}

async function readFilm({ file, told, isGuess }: Exclude<Planned, Loss>, files: PackedFiles, describe: DescribeVideo, madeAt: number): Promise<LoadedFilm | Loss> {
  try {
    const video = await unpack(file, 'video/mp4');
    if (video.size === 0) return 'damaged';
    if (told !== null && !(isGuess === true && (await isAnother(video, told)))) return await readTold(video, told, files);
    const film = await filmOfFile(video, describe, madeAt);
    return typeof film === 'string' ? film : { film, file: video, poster: null, byItself: true };
  } catch (thrown) {
    return lossOf(thrown);
  }
}

/** Whether the settings inside a video are those of another film. */
async function isAnother(video: Blob, { archived }: Report): Promise<boolean> {
  const settings = await readSettings(video).catch(() => null);
  return JSON.stringify(settings) !== JSON.stringify(archived.film.metadata.settings);
}

async function readTold(video: Blob, { archived, folder }: Report, files: PackedFiles): Promise<LoadedFilm> {
  // Without them the film is still a film; only its picture is made anew, and remixing it misses something.
  const find = async (name: string, type: string): Promise<Blob | null> => {
    const file = files.find(folder, name);
    return file === null ? null : unpack(file, type).catch(() => null);
  };
  const poster = archived.poster === null ? null : await find(archived.poster, 'image/webp');
  const inputs = new Map<InputName, Blob>();
  for (const input of INPUTS) {
    const note = archived.inputs[input];
    const blob = note === undefined ? null : await find(note.file, note.type);
    if (blob !== null) inputs.set(input, blob);
  }
  return {
    film: { ...archived.film, bytes: video.size, settings: settingsOfArchived(archived, inputs), deletedAt: null },
    file: video,
    poster: poster === null || poster.size > MOST_POSTER_BYTES ? null : poster,
    byItself: false,
  };
}
