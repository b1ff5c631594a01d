import type { KinoraError, Result } from '../../../contract/errors.js';
import { INPUTS, MANIFEST_NAME, orderOf, parseManifest, type ArchivedFilm, type InputName } from './archive.js';
import type { Film } from './film.js';
import { readZipEntries, readZipEntry, ZipDamage, type ZipEntry } from './zip-reader.js';

/** The text of the largest gallery is far below this. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
const MOST_POSTER_BYTES = 1024 * 1024;

export interface LoadedFilm {
  readonly film: Film;
  readonly file: Blob;
  readonly poster: Blob | null;
}

export interface ArchiveReading {
  /** How many films the archive tells of. */
  readonly count: number;
  /** One after another; null for a film that is damaged or missing. */
  readonly films: () => AsyncGenerator<LoadedFilm | null, void, undefined>;
}

/** Opens an archive that the gallery saved, packed again by another program perhaps. Never rejects. */
export async function loadArchive(archive: Blob): Promise<Result<ArchiveReading>> {
  try {
    const entries = new Map((await readZipEntries(archive)).map((entry) => [entry.name, entry] as const));
    const manifestEntry = entries.get(MANIFEST_NAME);
    if (manifestEntry === undefined) return refused(`There is no ${MANIFEST_NAME} in it.`);
    if (manifestEntry.bytes > MOST_MANIFEST_BYTES) return refused('Its list of films is too long.');
    const manifest = parseManifest(await (await readZipEntry(archive, manifestEntry, 'application/json')).text());
    if (manifest === null) return refused(`Its ${MANIFEST_NAME} is none of Kinora's.`);
    return {
      ok: true,
      value: {
        count: manifest.films.length + manifest.refused,
        films: async function* () {
          for (let index = 0; index < manifest.refused; index++) yield null;
          for (const archived of manifest.films) yield await readFilm(archive, entries, archived);
        },
      },
    };
  } catch (thrown) {
    return refused(thrown instanceof ZipDamage ? thrown.message : 'It cannot be read.', thrown);
  }
}

async function readFilm(archive: Blob, entries: ReadonlyMap<string, ZipEntry>, archived: ArchivedFilm): Promise<LoadedFilm | null> {
  const entryOf = (name: string, type: string): Promise<Blob | null> => {
    const entry = entries.get(name);
    return entry === undefined ? Promise.resolve(null) : readZipEntry(archive, entry, type);
  };
  try {
    const file = await entryOf(archived.file, 'video/mp4');
    if (file === null || file.size === 0) return null;
    const poster = archived.poster === null ? null : await entryOf(archived.poster, 'image/webp').catch(() => null);
    const inputs = new Map<InputName, Blob>();
    for (const input of INPUTS) {
      const note = archived.inputs[input];
      // Without it the film is still a film; only remixing it misses something.
      const blob = note === undefined ? null : await entryOf(note.file, note.type).catch(() => null);
      if (blob !== null) inputs.set(input, blob);
    }
    return {
      film: { ...archived.film, bytes: file.size, order: orderOf(archived, inputs), deletedAt: null },
      file,
      poster: poster === null || poster.size > MOST_POSTER_BYTES ? null : poster,
    };
  } catch {
    return null;
  }
}

function refused(message: string, cause?: unknown): { readonly ok: false; readonly error: KinoraError } {
  return {
    ok: false,
    error: {
      code: 'bad-request',
      message: `This file is not an archive of Kinora films. ${message}`,
      remedy: 'Choose a file that "Save all as one file" made.',
      ...(cause instanceof Error ? { cause: cause.message } : {}),
    },
  };
}
