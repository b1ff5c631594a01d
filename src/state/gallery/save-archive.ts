import { ARCHIVE_FORMAT, INPUTS, MANIFEST_NAME, type ArchivedFilm, type ArchivedInput, type InputName, type Manifest } from './archive.js';
import { nameOf, type Film } from './film.js';
import { fileStem } from './file-name.js';
import { ZipWriter } from './zip-writer.js';

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
 * One archive of `films`; those whose file is gone are left out and named.
 *
 * @param onBytes told of the bytes of films that were read since it was told last
 */
export async function saveArchive(
  films: readonly Film[],
  source: ArchiveSource,
  savedAt: Date,
  onBytes: (bytes: number) => void,
): Promise<{ readonly archive: Blob; readonly lost: readonly Film[] }> {
  const zip = new ZipWriter();
  const archived: ArchivedFilm[] = [];
  const lost: Film[] = [];
  for (const film of films) {
    const file = await source.file(film);
    if (file === null) {
      lost.push(film);
      continue;
    }
    archived.push(await addFilm(zip, film, file, await source.poster(film), onBytes));
  }
  const manifest: Manifest = { format: ARCHIVE_FORMAT, savedAt: savedAt.toISOString(), films: archived };
  await zip.add(MANIFEST_NAME, new Blob([JSON.stringify(manifest, null, 1)]));
  return { archive: zip.finish(), lost };
}

async function addFilm(zip: ZipWriter, film: Film, file: Blob, poster: Blob | null, onBytes: (bytes: number) => void): Promise<ArchivedFilm> {
  const { order, deletedAt: _, ...rest } = film;
  // The id keeps films of one name and seed apart.
  const fileName = `films/${fileStem(nameOf(film), order.seed)}-${film.id.slice(0, 8)}.mp4`;
  await zip.add(fileName, file, onBytes);
  const posterName = poster === null ? null : `posters/${film.id}.webp`;
  if (poster !== null && posterName !== null) await zip.add(posterName, poster);
  const inputs: Partial<Record<InputName, ArchivedInput>> = {};
  for (const input of INPUTS) {
    const given = order[input];
    if (given === null || given === undefined) continue;
    const { blob, name } = given;
    const entry = `inputs/${film.id}-${input}`;
    const [width, height] = 'width' in given ? [given.width, given.height] : [0, 0];
    inputs[input] = { file: entry, name, type: blob.type === '' ? 'video/mp4' : blob.type, width, height };
    await zip.add(entry, blob);
  }
  return { film: rest, file: fileName, poster: posterName, inputs };
}
