import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KinoraError } from '../../../contract/errors.js';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import type { Clip } from '../player/player-slice.js';
import { clipOf, filmOf, TITLE_CHARACTERS, type Film } from './film-store/film.js';
import type { FilmStore } from './film-store/film-store.js';
import type { LoadedFilm } from './archive/load-archive.js';
import { CLOSED, type GalleryOptions, type GalleryState } from './gallery-state.js';
import { lostFilm, notKept, notWritten } from './film-store/film-store-errors.js';
import { Posters } from './film-store/posters.js';
import { memoryFilmStore } from './film-store/memory-film-store.js';

/** The films that a person made, kept from visit to visit. No method throws; what goes wrong stands in the state. */
export class Gallery {
  readonly store: StoreApi<GalleryState> = createStore<GalleryState>(() => CLOSED);
  readonly #options: Required<GalleryOptions>;
  readonly #memory = memoryFilmStore();
  /** Where each film stands; those on the device are not listed. */
  readonly #inMemory = new Set<string>();
  readonly #posters: Posters;
  readonly #opening: Promise<FilmStore | null>;
  #device: FilmStore | null = null;
  #persisted = false;

  constructor(options: GalleryOptions) {
    this.#options = { now: Date.now, ...options };
    this.#posters = new Posters((id) => this.#storeOf(id), options.makePoster);
    this.#opening = this.#open();
  }

  /** Resolves when the films of earlier visits are there. */
  async open(): Promise<void> {
    await this.#opening;
  }

  /** Whether the film is here, deleted or not. */
  holds(id: string): boolean {
    const { films, deleted } = this.store.getState();
    return [...films, ...(deleted?.films ?? [])].some((film) => film.id === id);
  }

  /** Keeps a new film. It is in the list at once, and on the device in the end, unless the answer is false. */
  async keep(clip: Clip): Promise<boolean> {
    const film = filmOf(clip, this.#options.now());
    await this.#hold(film, clip.file, null);
    this.#show([film]);
    const device = await this.#opening;
    if (device === null) return false;
    const kept = await this.#moveToDevice(device, film, clip.file, null);
    await this.#measure();
    return kept;
  }

  /** The film with its video, to be shown; null when the video is gone. */
  async clip(film: Film): Promise<Clip | null> {
    const file = await this.file(film.id);
    return file === null ? null : clipOf(film, file);
  }

  async file(id: string): Promise<Blob | null> {
    const file = await this.#storeOf(id)
      .file(id)
      .catch(() => null);
    if (file === null) this.#fail(lostFilm(this.#find(id)));
    return file;
  }

  /** A small picture of the film; made when it is first asked for. */
  readonly poster = (id: string): Promise<Blob | null> => this.#posters.get(id);

  async rename(id: string, title: string): Promise<void> {
    const film = this.#find(id);
    const name = title.trim().slice(0, TITLE_CHARACTERS);
    if (film === undefined || name === film.title) return;
    // A film that is called by its prompt follows its prompt.
    await this.#change([{ ...film, title: name === settingsTitle(film.settings) ? '' : name }]);
  }

  /** Takes films out of the list; they can be brought back until {@link forgetDeleted} or the next deletion. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.forgetDeleted();
    const deletedAt = this.#options.now();
    const films = this.store.getState().films.filter(({ id }) => ids.includes(id));
    if (films.length === 0) return;
    await this.#change(films.map((film) => ({ ...film, deletedAt })));
    this.store.setState({ deleted: { films } });
  }

  async undo(): Promise<void> {
    const { deleted } = this.store.getState();
    if (deleted === null) return;
    this.store.setState({ deleted: null });
    await this.#change(deleted.films);
  }

  /** Frees what deleted films take. */
  async forgetDeleted(): Promise<void> {
    const { deleted } = this.store.getState();
    if (deleted === null) return;
    this.store.setState({ deleted: null });
    await this.#try(async () => {
      for (const [store, films] of this.#byStore(deleted.films)) await store.remove(films.map(({ id }) => id));
      for (const { id } of deleted.films) {
        this.#inMemory.delete(id);
        this.#posters.delete(id);
      }
    });
    await this.#measure();
  }

  /** All films as archives, one unless they are larger than a zip archive can be; empty when it failed. */
  async saveAll(): Promise<readonly Blob[]> {
    const { films, work } = this.store.getState();
    if (work !== null || films.length === 0) return [];
    const total = films.reduce((bytes, film) => bytes + film.bytes, 0);
    let read = 0;
    this.store.setState({ work: { kind: 'save', fraction: 0 }, error: null, outcome: '' });
    const archives: Blob[] = [];
    const saved = await this.#try(async () => {
      const { archiveParts, saveArchive } = await import('./archive/save-archive.js');
      for (const part of archiveParts(films)) {
        const source = { file: (film: Film) => this.file(film.id), poster: (film: Film) => this.poster(film.id) };
        const archive = await saveArchive(part, source, new Date(this.#options.now()), (bytes) => {
          read += bytes;
          this.store.setState({ work: { kind: 'save', fraction: Math.min(1, read / total) } });
        });
        archives.push(archive);
      }
    });
    this.store.setState({ work: null });
    return saved ? archives : [];
  }

  /** Adds the films of archives or videos; those that are here already stay as they are. */
  async load(...files: readonly Blob[]): Promise<void> {
    if (this.store.getState().work !== null || files.length === 0) return;
    this.store.setState({ work: { kind: 'load', fraction: 0 }, error: null, outcome: '' });
    await this.#opening;
    await this.#try(() => this.#loadFrom(files));
    this.store.setState({ work: null });
    await this.#measure();
  }

  readonly dismissError = (): void => this.store.setState({ error: null });

  async #open(): Promise<FilmStore | null> {
    const { openFilmStore: openShelf, now, otherTabs } = this.#options;
    try {
      const store = await openShelf();
      const films = await store.open(now());
      this.#device = store;
      this.#show(films.filter(({ deletedAt }) => deletedAt === null));
      otherTabs?.listen(() => void this.#refresh());
    } catch (thrown) {
      this.store.setState({ notice: notKept(thrown) });
    }
    this.store.setState({ opened: true });
    await this.#measure();
    return this.#device;
  }

  async #loadFrom(files: readonly Blob[]): Promise<void> {
    // Few visits need it.
    const { addFilms } = await import('./archive/add-films.js');
    const { describe, now } = this.#options;
    const came = await addFilms(files, {
      describe,
      now,
      // A film that was just deleted comes back from the archive, not from the bin.
      onOpened: () => this.forgetDeleted(),
      isPresent: (loaded) => this.#isPresent(loaded),
      add: (loaded) => this.#add(loaded),
      onProgress: (fraction) => this.store.setState({ work: { kind: 'load', fraction } }),
    });
    this.store.setState(came);
  }

  /** A video that was saved from here has no id to be known by. */
  #isPresent({ film, byItself }: LoadedFilm): boolean {
    const settings = JSON.stringify(film.metadata.settings);
    return this.store
      .getState()
      .films.some(({ id, bytes, metadata }) => id === film.id || (byItself && bytes === film.bytes && JSON.stringify(metadata.settings) === settings));
  }

  async #add({ film, file, poster }: LoadedFilm): Promise<void> {
    await this.#hold(film, file, poster);
    if (this.#device !== null) await this.#moveToDevice(this.#device, film, file, poster);
    this.#show([film]);
  }

  async #hold(film: Film, file: Blob, poster: Blob | null): Promise<void> {
    this.#inMemory.add(film.id);
    await this.#memory.add(film, file, poster);
  }

  /** Where there is no room the film stays in memory, and the page says so. */
  async #moveToDevice(device: FilmStore, film: Film, file: Blob, poster: Blob | null): Promise<boolean> {
    try {
      await device.add(film, file, poster);
      // It may have been renamed or deleted meanwhile.
      const held = (await this.#memory.list()).find(({ id }) => id === film.id);
      if (held === undefined) await device.remove([film.id]);
      else if (held !== film) await device.update([held]);
      this.#inMemory.delete(film.id);
      await this.#memory.remove([film.id]);
    } catch (thrown) {
      this.store.setState({ notice: notKept(thrown) });
      return false;
    }
    this.#options.otherTabs?.notify();
    if (!this.#persisted) void this.#options.persist().catch(() => undefined);
    this.#persisted = true;
    return true;
  }

  /** Writes changed records and puts them into the list, or takes them out when they are deleted. */
  async #change(films: readonly Film[]): Promise<void> {
    this.#show(films.filter(({ deletedAt }) => deletedAt === null));
    const gone = new Set(films.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id));
    if (gone.size > 0) this.store.setState(({ films: shown }) => ({ films: shown.filter(({ id }) => !gone.has(id)) }));
    await this.#try(async () => {
      for (const [store, changed] of this.#byStore(films)) await store.update(changed);
      this.#options.otherTabs?.notify();
    });
  }

  #show(films: readonly Film[]): void {
    if (films.length === 0) return;
    const changed = new Set(films.map(({ id }) => id));
    this.store.setState((state) => ({
      films: [...films, ...state.films.filter(({ id }) => !changed.has(id))].sort((a, b) => b.madeAt - a.madeAt),
    }));
  }

  /** Another tab changed something. */
  async #refresh(): Promise<void> {
    const onDevice = await this.#device?.list().catch(() => null);
    if (onDevice === null || onDevice === undefined) return;
    const kept = onDevice.filter(({ deletedAt }) => deletedAt === null);
    this.store.setState(({ films }) => ({
      films: [...kept, ...films.filter(({ id }) => this.#inMemory.has(id) && !kept.some((film) => film.id === id))].sort(
        (a, b) => b.madeAt - a.madeAt,
      ),
    }));
  }

  #find(id: string): Film | undefined {
    return this.store.getState().films.find((film) => film.id === id);
  }

  #storeOf(id: string): FilmStore {
    return this.#device === null || this.#inMemory.has(id) ? this.#memory : this.#device;
  }

  #byStore(films: readonly Film[]): Map<FilmStore, Film[]> {
    const groups = new Map<FilmStore, Film[]>();
    for (const film of films) {
      const store = this.#storeOf(film.id);
      groups.set(store, [...(groups.get(store) ?? []), film]);
    }
    return groups;
  }

  async #measure(): Promise<void> {
    const storage = await this.#options.estimate().catch(() => null);
    this.store.setState({ storage });
  }

  async #try(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      this.#fail(notWritten(thrown));
      return false;
    }
  }

  #fail(error: KinoraError): void {
    this.store.setState({ error });
  }
}
