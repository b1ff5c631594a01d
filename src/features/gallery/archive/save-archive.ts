import { ARCHIVE_FORMAT, INPUTS, inputsOf, MANIFEST_NAME, type ArchivedFilm, type ArchivedInput, type InputName, type Manifest } from './archive.js';
import { fileNameOf } from '../file-name.js';
import { nameOf, type Film } from '../film-store/film.js';
import { ZipWriter } from './zip/zip-writer.js';

/** Zip counts bytes in 32 bits; the rest is room for the directory and for pictures. */
const MOST_BYTES_OF_FILMS = 3_500_000_000;

export interface ArchiveSource {
  readonly file: (film: Film) => Promise<Blob | null>;
  readonly poster: (film: Film) => Promise<Blob | null>;
}

/** Films in groups that each fit into one archive, in order. */
export function archiveParts(films: readonly Film[], mostBytes = MOST_BYTES_OF_FILMS): readonly (readonly Film[])[] {
  const parts: Film[][] = [];
  let room = 0;
  for (const film of films) {
    if (parts.length === 0 || film.bytes > room) {
      parts.push([]);
      room = mostBytes;
    }
    parts.at(-1)?.push(film);
    room -= film.bytes;
  }
  return parts;
}

/**
 * One archive of `films`; those whose file is gone are left out.
 *
 * @param onBytes called with the number of bytes read since the last call
 */
export async function saveArchive(
  films: readonly Film[],
  source: ArchiveSource,
  savedAt: Date,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const zip = new ZipWriter();
  const names = new Set<string>();
  const entries: ArchivedEntry[] = [];
  const archived: ArchivedFilm[] = [];
  for (const film of films) {
    const file = await source.file(film);
    if (file !== null) archived.push(addFilm(entries, names, film, file, await source.poster(film)));
  }
  // The list comes first, so that an archive that was cut short still says what was in it.
  const manifest: Manifest = { format: ARCHIVE_FORMAT, savedAt: savedAt.toISOString(), films: archived };
  await zip.add(MANIFEST_NAME, new Blob([JSON.stringify(manifest, null, 1)]));
  for (const { name, blob, isFilm } of entries) await zip.add(name, blob, isFilm ? onBytes : undefined);
  return zip.finish();
}

interface ArchivedEntry {
  readonly name: string;
  readonly blob: Blob;
  readonly isFilm: boolean;
}

function addFilm(entries: ArchivedEntry[], names: Set<string>, film: Film, file: Blob, poster: Blob | null): ArchivedFilm {
  const { settings, deletedAt: _, ...rest } = film;
  const files = inputsOf(settings);
  const name = `films/${freeName(names, film)}`;
  entries.push({ name, blob: file, isFilm: true });
  const posterName = poster === null ? null : `posters/${film.id}.webp`;
  if (poster !== null && posterName !== null) entries.push({ name: posterName, blob: poster, isFilm: false });
  const inputs: Partial<Record<InputName, ArchivedInput>> = {};
  for (const input of INPUTS) {
    const given = files[input];
    if (given === undefined) continue;
    const { blob, name: givenName, width = 0, height = 0 } = given;
    const entry = `inputs/${film.id}-${input}`;
    inputs[input] = { file: entry, name: givenName, type: blob.type === '' ? 'video/mp4' : blob.type, width, height };
    entries.push({ name: entry, blob, isFilm: false });
  }
  return { film: rest, file: name, poster: posterName, inputs };
}

/** The id keeps films of one name and seed apart; ids of other people's archives may begin alike. */
function freeName(names: Set<string>, film: Film): string {
  const naming = { title: nameOf(film), seed: film.settings.seed, ending: 'mp4' };
  const mark = film.id.slice(0, 8);
  for (let count = 1; ; count++) {
    const name = fileNameOf({ ...naming, variant: count === 1 ? mark : `${mark}-${count}` });
    // Many file systems ignore the case of letters.
    const key = name.toLowerCase();
    if (names.has(key)) continue;
    names.add(key);
    return name;
  }
}
