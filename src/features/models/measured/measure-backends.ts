import { type BackendSeconds, findMeasured, fitsTwice, hasTwoBackends, type MeasuredBackends, measuringKey, MOST_TRIES } from '../../../../contract/backends/measured-backends.js';
import type { GeneratorApi, LoadOptions } from '../../../../contract/generator.js';
import type { Studio } from '../../../store/studio.js';
import type { StudioState } from '../../../store/studio-state.js';

/** After a film, the rest of its model is fetched and its poster drawn, and many people ask for the next one. */
const CALM_MS = 4000;

/** A generator of its own, whose worker ends with `release`, and at once. */
export type MeasuringEngine = Pick<GeneratorApi, 'measure' | 'release'>;

export interface BackendMeasurerDeps {
  readonly studio: Pick<Studio, 'store' | 'model'>;
  readonly startEngine: () => MeasuringEngine;
  readonly keep: (measured: readonly MeasuredBackends[]) => void;
  /** Browsers slow a page down that nobody sees. */
  readonly isVisible: () => boolean;
  readonly calmMs?: number;
}

/** Measures both backends once a film is finished and the page is idle, or when a person asks for it. Gives way to every film. */
export class BackendMeasurer {
  readonly #deps: BackendMeasurerDeps;
  #measured: readonly MeasuredBackends[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the measurement that runs. */
  #stop: AbortController | null = null;

  constructor(deps: BackendMeasurerDeps) {
    this.#deps = deps;
    this.#measured = deps.studio.store.getState().load.measured ?? [];
  }

  /** @returns ends it */
  follow(): () => void {
    const { studio, calmMs = CALM_MS } = this.#deps;
    const look = (now: StudioState, before: StudioState): void => {
      if (now.measuring === 'asked' && before.measuring !== 'asked') void this.#measure();
      if (isBusy(now)) this.#giveWay();
      else if (before.job !== null && now.clips !== before.clips) this.#timer = setTimeout(() => void this.#measureIfNew(), calmMs);
    };
    const unsubscribe = studio.store.subscribe(look);
    if (studio.store.getState().measuring === 'asked') void this.#measure();
    return () => {
      unsubscribe();
      this.#giveWay();
    };
  }

  #giveWay(): void {
    clearTimeout(this.#timer);
    this.#stop?.abort();
  }

  async #measureIfNew(): Promise<void> {
    const { load, capabilities, pack } = this.#deps.studio.store.getState();
    if (load.backend !== undefined || capabilities === null || pack === null || !this.#deps.isVisible()) return;
    const known = findMeasured(capabilities, pack, this.#measured);
    if (known?.seconds || (known?.tries ?? 0) >= MOST_TRIES) return;
    await this.#measure();
  }

  async #measure(): Promise<void> {
    if (this.#stop !== null) return;
    const { store, model } = this.#deps.studio;
    const state = store.getState();
    const { capabilities, pack, load } = state;
    if (isBusy(state) || capabilities === null || pack === null || !hasTwoBackends(capabilities) || !fitsTwice(pack)) {
      store.setState({ measuring: null });
      return;
    }
    const before = findMeasured(capabilities, pack, this.#measured);
    const key = measuringKey(capabilities, pack);
    // Written down first, so that one that ends the page is counted.
    this.#note({ key, seconds: before?.seconds ?? null, tries: (before?.tries ?? 0) + 1 });
    store.setState({ measuring: 'running' });
    const stop = new AbortController();
    this.#stop = stop;
    const seconds = await this.#timeBoth(load, stop.signal);
    this.#stop = null;
    store.setState({ measuring: null });
    if (seconds === 'later' || !this.#deps.isVisible()) {
      this.#note(before ?? { key, seconds: null, tries: 0 });
      return;
    }
    if (seconds !== 'failed') this.#note({ key, seconds, tries: 0 });
    await model.useMeasured(this.#measured);
  }

  async #timeBoth(load: LoadOptions, stop: AbortSignal): Promise<BackendSeconds | NotTimed> {
    const wasm = await this.#time({ ...load, backend: 'wasm' }, stop);
    if (typeof wasm === 'string') return wasm;
    const webgpu = await this.#time({ ...load, backend: 'webgpu' }, stop);
    return typeof webgpu === 'string' ? webgpu : { wasm, webgpu };
  }

  /** Each in a worker of its own: the memory of WebAssembly is given back only with its worker, and one that fails takes nothing along. */
  async #time(load: LoadOptions, stop: AbortSignal): Promise<number | NotTimed> {
    const engine = this.#deps.startEngine();
    const end = (): void => void engine.release();
    stop.addEventListener('abort', end, { once: true });
    const timed = await engine.measure(load);
    stop.removeEventListener('abort', end);
    await engine.release();
    if (stop.aborted || (!timed.ok && timed.error.code === 'runtime-interrupted')) return 'later';
    return timed.ok ? (timed.value?.seconds ?? 'later') : 'failed';
  }

  /** Writes down what is known of a pack, in place of what was. */
  #note(entry: MeasuredBackends): void {
    this.#measured = [...this.#measured.filter(({ key }) => key !== entry.key), entry];
    this.#deps.keep(this.#measured);
  }
}

/** `later`: a film came first, or something is not on this device yet, of the pack or of ONNX Runtime. */
type NotTimed = 'later' | 'failed';

const isBusy = ({ job, firstFrames }: StudioState): boolean => job !== null || firstFrames?.drawing === true;
