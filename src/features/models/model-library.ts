import { createStore, type StoreApi } from 'zustand/vanilla';
import { kinoraError, type KinoraError, type Result } from '../../../contract/errors.js';
import type { KeptPack, LocalFile, PackDevice, PackFetchEvent, PackInventory, PackOffer, PackStoreApi } from '../../../contract/pack-store.js';
import { originOf, packAddress, type PackOrigin } from './pack-address.js';
import { chosenBackend } from './model-slice.js';
import type { Studio } from '../../store/studio.js';

export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A model that somebody proposed and the person has not agreed to yet. */
export interface ModelProposal {
  readonly packUrl: string;
  readonly origin: PackOrigin;
  /** Null until the person lets its description be fetched. */
  readonly offer: PackOffer | null;
}

export interface ModelLibraryState {
  /** Null until it was read. */
  readonly inventory: PackInventory | null;
  readonly fetching: Readonly<Record<string, DownloadProgress>>;
  readonly proposal: ModelProposal | null;
  /** While a description is fetched or a folder is read. */
  readonly busy: boolean;
  readonly error: KinoraError | null;
  /** Whether the browser promised not to clear this site's files by itself; null before it was asked. */
  readonly persisted: boolean | null;
  /** What using the model in use would fetch; null while unknown. */
  readonly current: PackOffer | null;
  readonly open: boolean;
  /** Whether a fetch is likely to be announced, known before the store of models has answered. */
  readonly expectsDownload: boolean;
}

/** Survives a visit. */
export interface ModelChoice {
  /** The model that was used last; null stands for the one that comes with the site. */
  readonly packUrl: string | null;
  /** Whether all of the model was on this device. */
  readonly downloaded: boolean;
}

export interface KeptModelChoice {
  getState(): ModelChoice;
  setState(change: Partial<ModelChoice>): void;
}

export interface ModelLibraryOptions {
  readonly packStore: PackStoreApi;
  readonly studio: Studio;
  readonly pageUrl: string;
  /** The model that comes with the site. */
  readonly starterUrl: string;
  /** Asks the browser to keep this site's files for good. */
  readonly persist: () => Promise<boolean>;
  /** What is kept on this device between visits. */
  readonly kept: KeptModelChoice;
  /** Requests nothing until it is asked to: for pages that a program drives. */
  readonly quiet?: boolean;
}

/** Which models there are, what of them is on this device, and which one the studio uses. Nothing here throws. */
export class ModelLibrary {
  readonly store: StoreApi<ModelLibraryState>;
  readonly starterUrl: string;
  readonly #options: ModelLibraryOptions;

  constructor(options: ModelLibraryOptions) {
    this.#options = options;
    this.starterUrl = options.starterUrl;
    this.store = createStore<ModelLibraryState>(() => ({
      inventory: null,
      fetching: {},
      proposal: null,
      busy: false,
      error: null,
      persisted: null,
      current: null,
      open: false,
      expectsDownload: !options.kept.getState().downloaded,
    }));
    if (options.quiet !== true) this.#followStudio();
  }

  /**
   * Decides which model the page opens with. A link may name one of another site: that is proposed and not fetched,
   * unless it was agreed to before. Otherwise it is the one that was in use last, if it is still here.
   */
  async begin(asked: string): Promise<void> {
    const { studio, kept, starterUrl } = this.#options;
    const wanted = asked === starterUrl ? kept.getState().packUrl : asked;
    if (wanted === null || wanted === starterUrl) return;
    if (this.originOf(wanted).kind === 'site') {
      studio.model.choosePack(wanted);
      return;
    }
    await this.refresh();
    if (this.#kept(wanted)) studio.model.choosePack(wanted);
    else if (wanted === asked) this.store.setState({ proposal: { packUrl: wanted, origin: this.originOf(wanted), offer: null }, open: true });
  }

  readonly setOpen = (open: boolean): void => {
    this.store.setState({ open, error: null });
    if (open) void this.refresh();
  };

  readonly refresh = async (): Promise<void> => {
    this.store.setState({ inventory: await this.#options.packStore.list() });
  };

  originOf(packUrl: string): PackOrigin {
    return originOf(packUrl, this.#options.pageUrl);
  }

  /** Reads the description of what was pasted or proposed; the files wait for {@link acceptOffer}. */
  readonly look = async (text: string): Promise<void> => {
    const packUrl = packAddress(text);
    if (packUrl === null) {
      this.store.setState({ error: kinoraError('not-a-pack-address', {}) });
      return;
    }
    this.store.setState({ busy: true, error: null });
    const looked = await this.#options.packStore.look(packUrl, this.#device());
    this.store.setState(
      looked.ok
        ? { busy: false, proposal: { packUrl: looked.value.packUrl, origin: this.originOf(looked.value.packUrl), offer: looked.value } }
        : { busy: false, error: looked.error },
    );
  };

  readonly dropProposal = (): void => this.store.setState({ proposal: null, error: null });

  /** Fetches the proposed model, and uses it when it is here. */
  readonly acceptOffer = async (): Promise<void> => {
    const { proposal } = this.store.getState();
    if (proposal === null || proposal.offer === null) return;
    this.store.setState({ proposal: null });
    if (await this.fetch(proposal.packUrl)) this.use(proposal.packUrl);
  };

  /** True when all of it is here. What goes wrong stands in `error`; a pause is nothing wrong. */
  readonly fetch = async (packUrl: string): Promise<boolean> => {
    const result = await this.#follow(packUrl, (onEvent) => this.#options.packStore.fetch(packUrl, this.#device(), onEvent));
    return result.ok;
  };

  readonly pause = (packUrl: string): Promise<void> => this.#options.packStore.pause(packUrl);

  readonly remove = async (packUrl: string): Promise<void> => {
    const removed = await this.#options.packStore.remove(packUrl);
    this.store.setState(removed.ok ? { inventory: removed.value, error: null } : { error: removed.error });
    if (packUrl === this.#usedUrl() && packUrl !== this.starterUrl) this.use(this.starterUrl);
    else await this.#lookAtCurrent();
  };

  readonly addFolder = async (files: readonly LocalFile[]): Promise<void> => {
    this.store.setState({ busy: true });
    const added = await this.#follow('', (onEvent) => this.#options.packStore.addFolder(files, this.#device(), onEvent));
    this.store.setState({ busy: false });
    if (added.ok) this.use(added.value.packUrl);
  };

  /** Does nothing while a film is being made. */
  readonly use = (packUrl: string): void => {
    const { studio, kept } = this.#options;
    if (studio.store.getState().job !== null) return;
    kept.setState({ packUrl: packUrl === this.starterUrl ? null : packUrl });
    studio.model.choosePack(packUrl);
    void studio.open();
  };

  /** Whether the model in use is kept when it is fetched with the next film. */
  readonly setKeep = (keep: boolean): void => {
    const { studio } = this.#options;
    const { keep: _, ...load } = studio.store.getState().load;
    studio.store.setState({ load: keep ? load : { ...load, keep: false } });
  };

  async #follow(packUrl: string, work: (onEvent: (event: PackFetchEvent) => void) => Promise<Result<KeptPack>>): Promise<Result<KeptPack>> {
    const show = (progress: DownloadProgress): void => this.store.setState(({ fetching }) => ({ fetching: { ...fetching, [packUrl]: progress } }));
    show({ doneBytes: 0, totalBytes: 0 });
    this.store.setState({ error: null });
    const result = await work(({ doneBytes, totalBytes }) => show({ doneBytes, totalBytes }));
    const { [packUrl]: _, ...others } = this.store.getState().fetching;
    this.store.setState({ fetching: others, ...(result.ok || result.error.code === 'cancelled' ? {} : { error: result.error }) });
    await this.refresh();
    if (result.ok) await this.#protect();
    await this.#lookAtCurrent();
    return result;
  }

  /** Knows what the model in use would fetch, also after the studio itself has fetched it. */
  #followStudio(): void {
    const { studio } = this.#options;
    studio.store.subscribe((now, before) => {
      if (now.pack !== before.pack || now.ready !== before.ready) void this.#lookAtCurrent();
      if (now.ready && !before.ready && now.load.keep !== false) void this.#protect();
    });
  }

  async #lookAtCurrent(): Promise<void> {
    const { packStore, studio } = this.#options;
    if (studio.store.getState().pack === null) {
      this.store.setState({ current: null });
      return;
    }
    const packUrl = this.#usedUrl();
    const looked = await packStore.look(packUrl, this.#device());
    if (packUrl !== this.#usedUrl()) return;
    const kept = looked.ok && looked.value.missingBytes === 0;
    this.#options.kept.setState({ downloaded: kept });
    this.store.setState({ current: looked.ok ? looked.value : null, expectsDownload: !kept });
    await this.refresh();
  }

  async #protect(): Promise<void> {
    this.store.setState({ persisted: await this.#options.persist() });
  }

  #kept(packUrl: string): boolean {
    const pack = this.store.getState().inventory?.packs.find((kept) => kept.packUrl === packUrl);
    return pack !== undefined && pack.doneBytes >= pack.bytes;
  }

  #usedUrl(): string {
    return this.#options.studio.store.getState().load.packUrl;
  }

  #device(): PackDevice {
    const state = this.#options.studio.store.getState();
    const backend = chosenBackend(state) ?? 'wasm';
    return { backend, features: backend === 'webgpu' ? (state.capabilities?.webgpu?.features ?? []) : [] };
  }
}
