import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FilmFolder } from '../../platform/film-folder.js';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import type { Clip } from '../player/player-slice.js';
import { filmNames, USUAL_PATTERN } from './film-name-pattern.js';

export interface FolderSaverState {
  readonly folder: FilmFolder | null;
  /** Whether the browser lets the page write; it asks again on each visit. */
  readonly allowed: boolean;
  readonly pattern: string;
  /** The file that was written last. */
  readonly saved: string | null;
  /** The film that was made last could not be written. */
  readonly failed: boolean;
}

export interface FolderSaverDeps {
  readonly pick: () => Promise<FilmFolder | null>;
  readonly remembered: () => Promise<FilmFolder | null>;
  readonly forget: () => Promise<void>;
  /** What is kept of the pattern; null for none. */
  readonly readPattern: () => string | null;
  readonly writePattern: (pattern: string | null) => void;
  readonly now?: () => Date;
}

/** Writes each film into a folder that a person chose, as soon as it is made. No method throws. */
export class FolderSaver {
  readonly store: StoreApi<FolderSaverState>;
  readonly #deps: FolderSaverDeps;

  constructor(deps: FolderSaverDeps) {
    this.#deps = deps;
    this.store = createStore<FolderSaverState>(() => ({ folder: null, allowed: false, pattern: deps.readPattern() ?? USUAL_PATTERN, saved: null, failed: false }));
  }

  /** Finds the folder of an earlier visit. */
  async open(): Promise<void> {
    const folder = await this.#deps.remembered().catch(() => null);
    this.store.setState({ folder, allowed: (await folder?.allowed().catch(() => false)) ?? false });
  }

  readonly choose = async (): Promise<void> => {
    const folder = await this.#deps.pick().catch(() => null);
    if (folder !== null) this.store.setState({ folder, allowed: true, saved: null, failed: false });
  };

  readonly allow = async (): Promise<void> => {
    const allowed = await this.store.getState().folder?.ask().catch(() => false);
    this.store.setState({ allowed: allowed ?? false });
  };

  readonly stop = async (): Promise<void> => {
    this.store.setState({ folder: null, allowed: false, saved: null, failed: false });
    await this.#deps.forget().catch(() => undefined);
  };

  readonly setPattern = (pattern: string): void => {
    this.store.setState({ pattern });
    this.#deps.writePattern(pattern === USUAL_PATTERN ? null : pattern);
  };

  async save({ file, settings, metadata }: Pick<Clip, 'file' | 'settings' | 'metadata'>): Promise<void> {
    const { folder, allowed, pattern } = this.store.getState();
    if (folder === null || !allowed) return;
    const madeAt = this.#deps.now?.() ?? new Date();
    const names = filmNames(pattern.trim() === '' ? USUAL_PATTERN : pattern, { title: settingsTitle(settings), seed: settings.seed, metadata, madeAt });
    const saved = await folder.write(file, names).catch(() => null);
    this.store.setState({ saved, failed: saved === null });
  }
}
