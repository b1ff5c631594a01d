import { createStore, type StoreApi } from 'zustand/vanilla';
import { kinoraError, type Result } from '../../../contract/errors.js';
import type { Consent } from '../../../contract/generator.js';
import { packDevice } from '../../../contract/pack-device.js';
import { LOCAL_PACK_SCHEME, type KeptPack, type LocalFile, type PackChoices, type PackDevice, type PackFetchEvent } from '../../../contract/pack-store.js';
import type { DownloadProgress, ModelLibraryOptions, ModelLibraryState } from './library-state.js';
import { originOf, packAddress, type PackOrigin } from './pack-address.js';
import { pairOf, roleOf, together, type ModelRole } from './model-pair.js';
import { chosenBackend, type FilmOfModels, type ModelPair } from './model-slice.js';

/** The list of models that the site offers, relative to the page. */
const CATALOGUE = 'packs/catalogue.json';

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
      choices: null,
      wanted: null,
      open: false,
      expectsDownload: !options.kept.getState().downloaded,
    }));
    if (options.quiet !== true) this.#followStudio();
  }

  /**
   * Decides which models the page opens with. A link may name some of another site: those are proposed and not fetched,
   * unless they were agreed to before. Otherwise it is those that were in use last, if they are still here.
   */
  async begin(asked: ModelPair): Promise<void> {
    const { studio, kept, starterUrl } = this.#options;
    const isAsked = asked.packUrl !== starterUrl || asked.drawPackUrl !== undefined;
    const last = kept.getState();
    const wanted = isAsked ? asked : pairOf(last.packUrl ?? starterUrl, last.drawPackUrl ?? last.packUrl ?? starterUrl);
    const strangers = [wanted.packUrl, wanted.drawPackUrl].filter((url) => url !== undefined && this.originOf(url).kind !== 'site');
    if (strangers.length > 0) await this.refresh();
    const [stranger] = strangers.filter((url) => url !== undefined && !this.#kept(url));
    if (stranger === undefined) {
      if (isAsked || wanted.packUrl !== starterUrl || wanted.drawPackUrl !== undefined) studio.model.choosePair(wanted);
      return;
    }
    if (!isAsked) return;
    const role = asked.drawPackUrl === undefined ? null : stranger === asked.drawPackUrl ? 'draw' : 'move';
    this.propose(stranger, role);
    this.store.setState({ open: true });
  }

  readonly setOpen = (open: boolean): void => {
    this.store.setState({ open, error: null });
    if (open) void this.refresh();
  };

  /** Reads what is on this device; and, once the dialog has been open, what can be chosen. */
  readonly refresh = async (): Promise<void> => {
    this.store.setState({ inventory: await this.#options.packStore.list() });
    if (this.store.getState().open || this.store.getState().choices !== null) await this.listChoices();
  };

  /** What can be chosen. Asks this site only. */
  readonly listChoices = async (): Promise<PackChoices | null> => {
    const { packStore, studio, pageUrl } = this.#options;
    const { packUrl, drawPackUrl } = studio.store.getState().load;
    const used = [packUrl, ...(drawPackUrl === undefined ? [] : [drawPackUrl])];
    const listed = await packStore.choices(new URL(CATALOGUE, pageUrl).href, this.#device(), used);
    this.store.setState(listed.ok ? { choices: listed.value } : { error: listed.error });
    return listed.ok ? listed.value : null;
  };

  originOf(packUrl: string): PackOrigin {
    return originOf(packUrl, this.#options.pageUrl);
  }

  /** Reads the description of what was pasted or proposed; the files wait for {@link acceptOffer}. */
  readonly look = async (text: string, role: ModelRole | null = null): Promise<void> => {
    const packUrl = text.startsWith(LOCAL_PACK_SCHEME) ? text : packAddress(text);
    if (packUrl === null) {
      this.store.setState({ error: kinoraError('not-a-pack-address', {}) });
      return;
    }
    this.store.setState({ busy: true, error: null });
    const looked = await this.#options.packStore.look(packUrl, this.#device(), 'look');
    this.store.setState(
      looked.ok
        ? { busy: false, proposal: { packUrl: looked.value.packUrl, origin: this.originOf(looked.value.packUrl), role, offer: looked.value } }
        : { busy: false, error: looked.error },
    );
  };

  /** Proposes a model, of which nothing is asked yet. */
  readonly propose = (packUrl: string, role: ModelRole | null): void => this.store.setState({ proposal: { packUrl, origin: this.originOf(packUrl), role, offer: null } });

  readonly dropProposal = (): void => this.store.setState({ proposal: null, error: null });

  /** Fetches the proposed model, whose licence the person has accepted if it asks for that, and uses it when it is here. */
  readonly acceptOffer = async (): Promise<void> => {
    const { proposal } = this.store.getState();
    if (proposal === null || proposal.offer === null) return;
    this.store.setState({ proposal: null });
    const { draws, moves } = proposal.offer.summary;
    if (await this.fetch(proposal.packUrl, 'licence')) this.use(proposal.packUrl, proposal.role ?? roleOf({ draws, moves }));
  };

  /** True when all of it is here. What goes wrong stands in `error`; a pause is nothing wrong. */
  readonly fetch = async (packUrl: string, consent: Consent = 'hub'): Promise<boolean> => {
    const result = await this.#fetch(packUrl, consent);
    if (!result.ok && result.error.code !== 'cancelled') this.store.setState({ error: result.error });
    return result.ok;
  };

  /** Fetches the models in use. */
  readonly fetchCurrent = async (): Promise<void> => {
    const { packUrl, drawPackUrl } = this.#options.studio.store.getState().load;
    if ((await this.fetch(packUrl)) && drawPackUrl !== undefined) await this.fetch(drawPackUrl);
  };

  readonly pause = (packUrl: string): Promise<void> => this.#options.packStore.pause(packUrl);

  readonly remove = async (packUrl: string): Promise<void> => {
    const removed = await this.#options.packStore.remove(packUrl);
    this.store.setState(removed.ok ? { inventory: removed.value, error: null } : { error: removed.error });
    const { packUrl: moving, drawPackUrl: drawing = moving } = this.#options.studio.store.getState().load;
    if (packUrl !== this.starterUrl && (packUrl === moving || packUrl === drawing)) {
      // The other one of a pair stays.
      const spared = (url: string): string => (url === packUrl ? this.starterUrl : url);
      this.usePair(pairOf(spared(moving), spared(drawing)));
    } else await this.#lookAtCurrent();
  };

  readonly addFolder = async (files: readonly LocalFile[]): Promise<void> => {
    this.store.setState({ busy: true });
    const added = await this.#follow('', (onEvent) => this.#options.packStore.addFolder(files, this.#device(), onEvent));
    this.store.setState({ busy: false });
    if (!added.ok && added.error.code !== 'cancelled') this.store.setState({ error: added.error });
    if (added.ok) this.use(added.value.packUrl, roleOf(added.value));
  };

  /** @param role what it is to do; null: all that a model can. The other role stays with the model that has it. */
  readonly use = (packUrl: string, role: ModelRole | null = null): void => {
    const { load, pack } = this.#options.studio.store.getState();
    // What stays has to be able to: a pack that only moves draws nothing beside another.
    const moving = pack?.moves === false ? this.starterUrl : load.packUrl;
    const drawing = load.drawPackUrl ?? (pack?.draws === false ? this.starterUrl : load.packUrl);
    this.usePair(pairOf(role === 'draw' ? moving : packUrl, role === 'move' ? drawing : packUrl));
  };

  /** Does nothing while a film is being made. */
  readonly usePair = (pair: ModelPair): void => {
    const { studio, kept } = this.#options;
    if (studio.store.getState().job !== null) return;
    const { packUrl, drawPackUrl = null } = pair;
    kept.setState({ packUrl: packUrl === this.starterUrl ? null : packUrl, drawPackUrl });
    studio.model.choosePair(pair);
    this.store.setState({ wanted: null });
    void studio.open();
  };

  /** Uses the models of a film whose settings were put into the form, or says which are not here. */
  readonly restore = async (film: FilmOfModels): Promise<void> => {
    // Few visits need it.
    const { findModels } = await import('./restore/find-models.js');
    const { pack } = this.#options.studio.store.getState();
    if (pack?.id === film.pack.id) {
      this.store.setState({ wanted: null });
      return;
    }
    const choices = await this.listChoices();
    if (choices === null) return;
    const wanted = findModels(film, choices.packs);
    if (wanted.pair === null || this.#options.studio.store.getState().job !== null) this.store.setState({ wanted });
    else this.usePair(wanted.pair);
  };

  readonly dropWanted = (): void => this.store.setState({ wanted: null });

  /** Whether the model in use is kept when it is fetched with the next film. */
  readonly setKeep = (keep: boolean): void => {
    const { studio } = this.#options;
    const { keep: _, ...load } = studio.store.getState().load;
    studio.store.setState({ load: keep ? load : { ...load, keep: false } });
  };

  #fetch(packUrl: string, consent: Consent): Promise<Result<KeptPack>> {
    return this.#follow(packUrl, (onEvent) => this.#options.packStore.fetch(packUrl, this.#device(), onEvent, consent));
  }

  /** Fetches what a film did without, so that later ones need no network. Nobody waits for it: what goes wrong is left for the next film. */
  async #fetchRest(): Promise<void> {
    const { load, ready, job } = this.#options.studio.store.getState();
    const { current, fetching } = this.store.getState();
    if (!ready || job !== null || load.keep === false || current === null || current.missingToStart > 0 || current.missingBytes === 0) return;
    for (const packUrl of [load.packUrl, load.drawPackUrl]) if (packUrl !== undefined && !(packUrl in fetching)) await this.#fetch(packUrl, 'hub');
  }

  async #follow(packUrl: string, work: (onEvent: (event: PackFetchEvent) => void) => Promise<Result<KeptPack>>): Promise<Result<KeptPack>> {
    const show = (progress: DownloadProgress): void => this.store.setState(({ fetching }) => ({ fetching: { ...fetching, [packUrl]: progress } }));
    show({ doneBytes: 0, totalBytes: 0 });
    this.store.setState({ error: null });
    const result = await work(({ doneBytes, totalBytes }) => show({ doneBytes, totalBytes }));
    const { [packUrl]: _, ...others } = this.store.getState().fetching;
    this.store.setState({ fetching: others });
    await this.refresh();
    if (result.ok) await this.#protect();
    await this.#lookAtCurrent();
    return result;
  }

  /** Knows what the model in use would fetch, also after the studio itself has fetched it. */
  #followStudio(): void {
    const { studio } = this.#options;
    studio.store.subscribe((now, before) => {
      if (now.filmModels !== before.filmModels && now.filmModels !== null) void this.restore(now.filmModels);
      if (now.pack !== before.pack || now.ready !== before.ready) void this.#lookAtCurrent();
      if (now.ready && !before.ready && now.load.keep !== false) void this.#protect();
      if (now.job === null && before.job !== null) void this.#fetchRest();
    });
  }

  async #lookAtCurrent(): Promise<void> {
    const { packStore, studio } = this.#options;
    if (studio.store.getState().pack === null) {
      this.store.setState({ current: null });
      return;
    }
    const { packUrl, drawPackUrl } = studio.store.getState().load;
    const looked = await packStore.look(packUrl, this.#device());
    const drawing = drawPackUrl === undefined ? null : await packStore.look(drawPackUrl, this.#device());
    const used = studio.store.getState().load;
    if (packUrl !== used.packUrl || drawPackUrl !== used.drawPackUrl) return;
    const current = looked.ok && drawing?.ok !== false ? together(looked.value, drawing?.value ?? null) : null;
    const canStart = current?.missingToStart === 0;
    this.#options.kept.setState({ downloaded: canStart });
    this.store.setState({ current, expectsDownload: !canStart });
    await this.refresh();
  }

  async #protect(): Promise<void> {
    this.store.setState({ persisted: await this.#options.persist() });
  }

  #kept(packUrl: string): boolean {
    const pack = this.store.getState().inventory?.packs.find((kept) => kept.packUrl === packUrl);
    return pack !== undefined && pack.doneBytes >= pack.bytes;
  }

  #device(): PackDevice {
    const state = this.#options.studio.store.getState();
    const backend = chosenBackend(state) ?? 'wasm';
    return state.capabilities === null ? { backend, features: [] } : packDevice(backend, state.capabilities);
  }
}
