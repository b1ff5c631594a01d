import type { StoreApi } from 'zustand/vanilla';
import { type BackendSeconds, findMeasured, fitsTwice, hasTwoBackends, type MeasuredBackends, usualBackend } from '../../../contract/backends/measured-backends.js';
import { type Capabilities, findCapabilityFault } from '../../../contract/capabilities.js';
import { kinoraError, type KinoraError } from '../../../contract/errors.js';
import { Failure } from '../../../contract/errors/failure.js';
import type { GeneratorApi, LoadOptions } from '../../../contract/generator.js';
import type { BackendName } from '../../../contract/names.js';
import type { PackSummary } from '../../../contract/pack-summary.js';
import type { ClipSettings } from '../../../contract/request/clip-settings.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import type { StudioState } from '../../store/studio-state.js';

/** What moves, and what draws where that is another model. */
export type ModelPair = Pick<LoadOptions, 'packUrl' | 'drawPackUrl'>;

/** How a film remembers what it was made with. */
export type FilmOfModels = Pick<ClipSettings, 'pack' | 'models'>;

/** A page that shows nothing for longer seems to hang. */
const SLOW_START_MS = 3000;

/** The model that films are made with, and what this browser can do. */
export interface ModelState {
  readonly load: LoadOptions;
  readonly capabilities: Capabilities | null;
  /** Whether finding them out takes longer than usual. */
  readonly slowStart: boolean;
  readonly pack: PackSummary | null;
  /** Whether the model is in memory, so that the next film starts at once. */
  readonly ready: boolean;
  /** Why no film can be made here; the rest of the page stays usable. */
  readonly setupError: KinoraError | null;
  /** Whether both backends are timed now, or a person asked for that. */
  readonly measuring: 'asked' | 'running' | null;
  /** Of the film whose settings were put into the form last. */
  readonly filmModels: FilmOfModels | null;
}

export function initialModelState(load: LoadOptions): ModelState {
  return { load, capabilities: null, slowStart: false, pack: null, ready: false, setupError: null, measuring: null, filmModels: null };
}

/** The backend that the next film would run on. */
export function chosenBackend(state: Pick<ModelState, 'load' | 'capabilities' | 'pack'>): BackendName | null {
  return state.load.backend ?? backendUnchosen(state);
}

/** The backend where a person leaves the choice to the page. */
export function backendUnchosen({ load, capabilities, pack }: Pick<ModelState, 'load' | 'capabilities' | 'pack'>): BackendName | null {
  if (capabilities === null || pack === null) return capabilities?.backend ?? null;
  return usualBackend(capabilities, pack, load.measured);
}

/** What is known of the backends for this model; null where there is only one that it can be measured on. */
export function measuredHere({ load, capabilities, pack }: Pick<ModelState, 'load' | 'capabilities' | 'pack'>): MeasuredBackends | 'unknown' | null {
  if (capabilities === null || pack === null || !hasTwoBackends(capabilities) || !fitsTwice(pack)) return null;
  return findMeasured(capabilities, pack, load.measured) ?? 'unknown';
}

export function measuredSeconds(state: Pick<ModelState, 'load' | 'capabilities' | 'pack'>): BackendSeconds | null {
  const here = measuredHere(state);
  return here === null || here === 'unknown' ? null : here.seconds;
}

/** Whether the model that is loaded computes with 16-bit floats. Before that it is not known: variants that give wrong results are replaced. */
export function computesInHalf({ ready, pack }: Pick<ModelState, 'ready' | 'pack'>): boolean {
  return ready && pack?.chosen.some(({ halfFloats }) => halfFloats) === true;
}

export class ModelActions {
  readonly #store: StoreApi<StudioState>;
  readonly #engine: GeneratorApi;
  #preparing = false;

  constructor(store: StoreApi<StudioState>, engine: GeneratorApi) {
    this.#store = store;
    this.#engine = engine;
  }

  /** Probes the browser and reads the manifest of the model. Fetches no weights. True when films can be made. */
  async open(): Promise<boolean> {
    this.#store.setState({ setupError: null });
    let capabilities: Capabilities;
    const slow = setTimeout(() => this.#store.setState({ slowStart: true }), SLOW_START_MS);
    try {
      capabilities = await this.#engine.probe();
    } catch (thrown) {
      this.#store.setState({ setupError: startError(thrown) });
      return false;
    } finally {
      clearTimeout(slow);
      this.#store.setState({ slowStart: false });
    }
    this.#store.setState({ capabilities, setupError: findCapabilityFault(capabilities) });
    return this.#describe();
  }

  /** Uses other models from the next film on; {@link open} reads their manifests. @param drawPackUrl absent where the same one draws */
  readonly choosePair = ({ packUrl, drawPackUrl }: ModelPair): void => {
    const { drawPackUrl: _, ...load } = this.#store.getState().load;
    this.#store.setState({ load: { ...load, packUrl, ...pickDefined({ drawPackUrl }) }, pack: null, ready: false, check: null });
  };

  /** Uses another backend from the next film on; null leaves the choice to the page. */
  readonly chooseBackend = async (backend: BackendName | null): Promise<void> => {
    const { backend: _, ...load } = this.#store.getState().load;
    this.#store.setState({ load: { ...load, ...pickDefined({ backend: backend ?? undefined }) }, ready: false });
    await this.#describe();
  };

  /** Uses the backend that was measured to be the faster one, unless a person chose; where that is another, it is made ready at once. */
  readonly useMeasured = async (measured: readonly MeasuredBackends[]): Promise<void> => {
    const before = this.#store.getState();
    const load = { ...before.load, measured };
    this.#store.setState({ load });
    if (chosenBackend({ ...before, load }) === chosenBackend(before)) return;
    this.#store.setState({ ready: false });
    if (await this.#describe()) await this.prepare();
  };

  readonly measureAgain = (): void => this.#store.setState({ measuring: 'asked' });

  /** Loads a model that is on this device while the prompt is still being typed. An error shows when a film is made. */
  readonly prepare = async (): Promise<void> => {
    const { load, ready, job, firstFrames } = this.#store.getState();
    if (this.#preparing || ready || job !== null || firstFrames?.drawing === true) return;
    this.#preparing = true;
    const prepared = await this.#engine.prepare();
    this.#preparing = false;
    if (prepared.ok && prepared.value.ready && this.#store.getState().load === load) this.#store.setState({ ready: true });
  };

  /** Reads the manifest of the chosen model. */
  async #describe(): Promise<boolean> {
    const { load } = this.#store.getState();
    const described = await this.#engine.describePack(load);
    if (this.#store.getState().load !== load) return false;
    // What the browser lacks comes first: another model would not help.
    const { capabilities } = this.#store.getState();
    const error = capabilities === null ? null : findCapabilityFault(capabilities);
    this.#store.setState(described.ok ? { pack: described.value, setupError: error } : { setupError: error ?? described.error });
    return described.ok && error === null;
  }
}

function startError(thrown: unknown): KinoraError {
  const known = thrown instanceof Failure ? thrown.error.cause : undefined;
  return kinoraError('generator-not-started', {}, known ?? (thrown instanceof Error ? thrown.message : thrown));
}
