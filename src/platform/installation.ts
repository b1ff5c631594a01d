import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OrtBuildName } from '../../contract/offline.js';

export interface InstallationState {
  /** The page and its scripts are on this device. */
  readonly shellKept: boolean;
  /** So is the part that runs models. With the model itself, nothing more is needed of the network. */
  readonly runtimeKept: boolean;
  /** `waiting`: a new version is here; `busy`: as before, but another tab is making a film. */
  readonly update: 'none' | 'waiting' | 'busy' | 'taking-over';
  /** The browser offers to install the page as an app. */
  readonly installable: boolean;
}

/** What the installation needs from the browser. */
export interface InstallationDeps {
  /** Tells the waiting version to take over; the page reloads when it has. */
  readonly takeOver: () => void;
  readonly keepRuntime: (build: OrtBuildName) => Promise<boolean>;
  /** Whether any tab of this site is making a film. */
  readonly anyTabMakesFilm: () => Promise<boolean>;
  readonly install: () => Promise<void>;
}

/** PWA installation state: whether the page works offline, and whether a new version waits. */
export class Installation {
  readonly store: StoreApi<InstallationState>;
  #deps: InstallationDeps | null = null;
  #keptBuild: OrtBuildName | null = null;

  constructor() {
    this.store = createStore<InstallationState>(() => ({ shellKept: false, runtimeKept: false, update: 'none', installable: false }));
  }

  /** Until this is called, and where there are no service workers, everything here does nothing. */
  connect(deps: InstallationDeps): void {
    this.#deps = deps;
  }

  /** Takes the new version, unless a film would be lost by it in this tab or in another. */
  readonly takeUpdate = async (): Promise<void> => {
    const { update } = this.store.getState();
    if (this.#deps === null || (update !== 'waiting' && update !== 'busy')) return;
    if (await this.#deps.anyTabMakesFilm()) {
      this.store.setState({ update: 'busy' });
      return;
    }
    this.store.setState({ update: 'taking-over' });
    this.#deps.takeOver();
  };

  readonly postponeUpdate = (): void => this.store.setState({ update: 'none' });

  /** Keeps the part that runs models; asked again, it does nothing. */
  readonly keepRuntime = async (build: OrtBuildName): Promise<void> => {
    if (this.#deps === null || this.#keptBuild === build) return;
    this.#keptBuild = build;
    const kept = await this.#deps.keepRuntime(build);
    if (!kept) this.#keptBuild = null;
    this.store.setState({ runtimeKept: kept });
  };

  readonly install = async (): Promise<void> => {
    this.store.setState({ installable: false });
    await this.#deps?.install();
  };
}
