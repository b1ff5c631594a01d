import type { FilmStore } from './film-store.js';

/** Posters of films: each is made when it is first asked for, and stored with the film. */
export class Posters {
  readonly #storeOf: (id: string) => FilmStore;
  readonly #make: (film: Blob) => Promise<Blob | null>;
  readonly #known = new Map<string, Promise<Blob | null>>();
  /** One poster is made after another: many cards may ask at once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storeOf: (id: string) => FilmStore, make: (film: Blob) => Promise<Blob | null>) {
    this.#storeOf = storeOf;
    this.#make = make;
  }

  get(id: string): Promise<Blob | null> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const poster = this.#find(id).catch(() => null);
    this.#known.set(id, poster);
    return poster;
  }

  delete(id: string): void {
    this.#known.delete(id);
  }

  async #find(id: string): Promise<Blob | null> {
    const stored = await this.#storeOf(id).poster(id);
    if (stored !== null) return stored;
    const turn = this.#turn.then(async () => {
      const file = await this.#storeOf(id).file(id);
      return file === null ? null : this.#make(file);
    });
    this.#turn = turn.catch(() => undefined);
    const made = await turn;
    if (made !== null) {
      // A poster that is not stored is made again.
      await this.#storeOf(id)
        .putPoster(id, made)
        .catch(() => undefined);
    }
    return made;
  }
}
