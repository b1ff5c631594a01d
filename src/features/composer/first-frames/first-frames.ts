import type { StoreApi } from 'zustand/vanilla';
import { findPromptFault } from '../../../../contract/check-request.js';
import type { GeneratorApi } from '../../../../contract/generator.js';
import { uniqueId } from '../../../../contract/unique-id.js';
import { findTypedFault, parseWhole } from '../settings/generation-settings.js';
import type { StudioState, VariationsState } from '../../../store/studio-state.js';

/** First frames to choose from at a time. */
const OFFERED = 4;

/** Draws the first frames of a few seeds, which takes seconds, so that only a promising one is made into a film. */
export class Variations {
  readonly #store: StoreApi<StudioState>;
  readonly #engine: GeneratorApi;
  readonly #randomSeed: () => number;
  /** Under which the present drawing is cancelled; null when there is none. */
  #drawing: string | null = null;

  constructor(store: StoreApi<StudioState>, engine: GeneratorApi, randomSeed: () => number) {
    this.#store = store;
    this.#engine = engine;
    this.#randomSeed = randomSeed;
  }

  /** Draws the frame of the seed in the form and of others, instead of what was drawn before. */
  readonly draw = async (): Promise<void> => {
    const state = this.#store.getState();
    const prompt = state.scenes[0]?.prompt.trim() ?? '';
    const typed = { seconds: [], seed: state.seedText, steps: state.stepsText };
    const error = findPromptFault(prompt) ?? findTypedFault(typed) ?? state.setupError;
    this.#store.setState({ error });
    if (error !== null) return;
    const seeds = [parseWhole(state.seedText), ...Array.from({ length: OFFERED - 1 }, this.#randomSeed)];
    const steps = parseWhole(state.stepsText);

    this.#stop();
    const jobId = uniqueId();
    this.#drawing = jobId;
    const loading = state.ready ? null : { doneBytes: 0, totalBytes: state.pack?.downloadBytes ?? 0 };
    this.#store.setState({ variations: { prompt, stills: seeds.map((seed) => ({ seed, still: null })), drawing: true, loading } });

    const loaded = await this.#engine.loadPack(state.load, ({ doneBytes, totalBytes }) => {
      if (!state.ready && totalBytes > 0) this.#update(jobId, () => ({ loading: { doneBytes, totalBytes } }));
    });
    if (loaded.ok && this.#store.getState().load === state.load) this.#store.setState({ pack: loaded.value, ready: true });
    if (this.#drawing !== jobId) return;
    this.#update(jobId, () => ({ loading: null }));
    const request = { prompt, seeds, jobId, ...(Number.isNaN(steps) ? {} : { steps }) };
    const drawn = loaded.ok
      ? await this.#engine.drawStills(request, (still) =>
          this.#update(jobId, ({ stills }) => ({
            stills: stills.map((each, index) => (index === still.index ? { seed: still.seed, still } : each)),
          })),
        )
      : loaded;
    if (this.#drawing !== jobId) return;
    this.#drawing = null;
    if (drawn.ok) this.#store.setState(({ variations }) => (variations === null ? {} : { variations: { ...variations, drawing: false } }));
    else this.#store.setState({ variations: null, ...(drawn.error.code === 'cancelled' ? {} : { error: drawn.error }) });
  };

  /** The film will begin with the frame of `seed`. The frames stay, to choose another after all. */
  readonly pick = (seed: number): void => this.#store.setState({ seedText: String(seed) });

  readonly close = (): void => {
    this.#stop();
    this.#store.setState({ variations: null });
  };

  #stop(): void {
    if (this.#drawing !== null) void this.#engine.cancel(this.#drawing);
    this.#drawing = null;
  }

  #update(jobId: string, change: (present: VariationsState) => Partial<VariationsState>): void {
    if (this.#drawing !== jobId) return;
    this.#store.setState(({ variations }) => (variations === null ? {} : { variations: { ...variations, ...change(variations) } }));
  }
}
