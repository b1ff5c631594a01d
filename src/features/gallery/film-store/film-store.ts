import type { Film } from './film.js';

/** Records of films and their posters: small, and read all at once. */
export interface FilmRecords {
  all(): Promise<readonly Film[]>;
  put(films: readonly Film[]): Promise<void>;
  /** Removes the posters too. */
  remove(ids: readonly string[]): Promise<void>;
  poster(id: string): Promise<Blob | null>;
  putPoster(id: string, poster: Blob): Promise<void>;
}

/** The videos, by film id. */
export interface FilmFiles {
  write(id: string, file: Blob): Promise<void>;
  /** Null when there is none; reading the Blob may still fail later if it is removed. */
  read(id: string): Promise<Blob | null>;
  remove(id: string): Promise<void>;
  /** Everything there is, with the time it was written in milliseconds since the epoch. */
  list(): Promise<readonly { readonly id: string; readonly writtenAt: number }[]>;
}

/** A file younger than this may belong to a film that another tab is keeping just now. */
const ORPHAN_AFTER_MS = 10 * 60_000;
/** Undo is gone with the tab that offered it; another tab may offer it as long. */
const FORGET_DELETED_AFTER_MS = 10 * 60_000;

/**
 * Stores films: records beside files. A file is written before its record and removed after it, so that an interruption
 * leaves at worst a file without a record, which `open` removes.
 */
export class FilmStore {
  readonly #records: FilmRecords;
  readonly #files: FilmFiles;

  constructor(records: FilmRecords, files: FilmFiles) {
    this.#records = records;
    this.#files = files;
  }

  /** Every film that is there, in no order; clears away what was left of interrupted work and old deletions. */
  async open(now: number): Promise<readonly Film[]> {
    const films = await this.#records.all();
    const gone = films.filter(({ deletedAt }) => deletedAt !== null && now - deletedAt > FORGET_DELETED_AFTER_MS);
    await this.remove(gone.map(({ id }) => id));
    const kept = films.filter((film) => !gone.includes(film));
    const known = new Set(kept.map(({ id }) => id));
    for (const { id, writtenAt } of await this.#files.list()) {
      if (!known.has(id) && now - writtenAt > ORPHAN_AFTER_MS) await this.#files.remove(id);
    }
    return kept;
  }

  list(): Promise<readonly Film[]> {
    return this.#records.all();
  }

  /** @throws the browser's error, with nothing kept, when there is no room */
  async add(film: Film, file: Blob, poster: Blob | null): Promise<void> {
    await this.#files.write(film.id, file);
    try {
      await this.#records.put([film]);
      if (poster !== null) await this.#records.putPoster(film.id, poster);
    } catch (thrown) {
      await this.#files.remove(film.id).catch(() => undefined);
      throw thrown;
    }
  }

  update(films: readonly Film[]): Promise<void> {
    return films.length === 0 ? Promise.resolve() : this.#records.put(films);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#records.remove(ids);
    for (const id of ids) await this.#files.remove(id);
  }

  file(id: string): Promise<Blob | null> {
    return this.#files.read(id);
  }

  poster(id: string): Promise<Blob | null> {
    return this.#records.poster(id);
  }

  putPoster(id: string, poster: Blob): Promise<void> {
    return this.#records.putPoster(id, poster);
  }
}
