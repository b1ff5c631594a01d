import type { Film } from './film.js';
import { FilmStore, type FilmFiles, type FilmRecords } from './film-store.js';

class MemoryRecords implements FilmRecords {
  readonly #films = new Map<string, Film>();
  readonly #posters = new Map<string, Blob>();

  all(): Promise<readonly Film[]> {
    return Promise.resolve([...this.#films.values()]);
  }

  put(films: readonly Film[]): Promise<void> {
    for (const film of films) this.#films.set(film.id, film);
    return Promise.resolve();
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#films.delete(id);
      this.#posters.delete(id);
    }
    return Promise.resolve();
  }

  poster(id: string): Promise<Blob | null> {
    return Promise.resolve(this.#posters.get(id) ?? null);
  }

  putPoster(id: string, poster: Blob): Promise<void> {
    this.#posters.set(id, poster);
    return Promise.resolve();
  }
}

class MemoryFiles implements FilmFiles {
  readonly #files = new Map<string, Blob>();

  write(id: string, file: Blob): Promise<void> {
    this.#files.set(id, file);
    return Promise.resolve();
  }

  read(id: string): Promise<Blob | null> {
    return Promise.resolve(this.#files.get(id) ?? null);
  }

  remove(id: string): Promise<void> {
    this.#files.delete(id);
    return Promise.resolve();
  }

  list(): Promise<readonly { id: string; writtenAt: number }[]> {
    return Promise.resolve([]);
  }
}

/** Holds films as long as the tab lives: where the browser gives no storage, or has none left. */
export const memoryFilmStore = (): FilmStore => new FilmStore(new MemoryRecords(), new MemoryFiles());
