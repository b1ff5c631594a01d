import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { filmOfRecord, recordOf, type Film, type FilmRecord } from './film.js';
import { FilmStore, type FilmFiles, type FilmRecords } from './film-store.js';
import { OpfsFiles } from './opfs-film-files.js';

/** Raised only together with an upgrade that keeps what is there. */
const VERSION = 1;

interface GallerySchema extends DBSchema {
  films: { key: string; value: FilmRecord };
  posters: { key: string; value: Blob };
  /** Videos, where there is no origin private file system. */
  files: { key: string; value: { readonly file: Blob; readonly writtenAt: number } };
}

type GalleryDatabase = IDBPDatabase<GallerySchema>;

class IdbRecords implements FilmRecords {
  readonly #db: GalleryDatabase;

  constructor(db: GalleryDatabase) {
    this.#db = db;
  }

  async all(): Promise<readonly Film[]> {
    return (await this.#db.getAll('films')).map(filmOfRecord);
  }

  async put(films: readonly Film[]): Promise<void> {
    const transaction = this.#db.transaction('films', 'readwrite');
    await Promise.all([...films.map((film) => transaction.store.put(recordOf(film), film.id)), transaction.done]);
  }

  async remove(ids: readonly string[]): Promise<void> {
    const transaction = this.#db.transaction(['films', 'posters'], 'readwrite');
    const [films, posters] = [transaction.objectStore('films'), transaction.objectStore('posters')];
    await Promise.all([...ids.flatMap((id) => [films.delete(id), posters.delete(id)]), transaction.done]);
  }

  async poster(id: string): Promise<Blob | null> {
    return (await this.#db.get('posters', id)) ?? null;
  }

  async putPoster(id: string, poster: Blob): Promise<void> {
    await this.#db.put('posters', poster, id);
  }
}

class IdbFiles implements FilmFiles {
  readonly #db: GalleryDatabase;

  constructor(db: GalleryDatabase) {
    this.#db = db;
  }

  async write(id: string, file: Blob): Promise<void> {
    await this.#db.put('files', { file, writtenAt: Date.now() }, id);
  }

  async read(id: string): Promise<Blob | null> {
    return (await this.#db.get('files', id))?.file ?? null;
  }

  async remove(id: string): Promise<void> {
    await this.#db.delete('files', id);
  }

  async list(): Promise<readonly { id: string; writtenAt: number }[]> {
    const [ids, files] = await Promise.all([this.#db.getAllKeys('files'), this.#db.getAll('files')]);
    return ids.map((id, index) => ({ id, writtenAt: files[index]?.writtenAt ?? 0 }));
  }
}

/**
 * The films kept on this device.
 *
 * @throws the browser's error where it allows no storage: private windows of some, blocked cookies, foreign iframes
 */
export async function openDeviceFilmStore(name = 'kinora-gallery'): Promise<FilmStore> {
  const db: GalleryDatabase = await openDB<GallerySchema>(name, VERSION, {
    upgrade: (created) => {
      for (const store of ['films', 'posters', 'files'] as const) created.createObjectStore(store);
    },
    // A newer build in another tab wants to upgrade, which an open connection would block.
    blocking: () => db.close(),
  });
  const files = (await OpfsFiles.open(() => navigator.storage.getDirectory())) ?? new IdbFiles(db);
  return new FilmStore(new IdbRecords(db), files);
}
