import type { StoreApi } from 'zustand/vanilla';
import { findPromptFault } from '../../../../contract/request/check-values.js';
import type { GeneratorApi, Still } from '../../../../contract/generator.js';
import { uniqueId } from '../../../../contract/lib/unique-id.js';
import type { StudioState } from '../../../store/studio-state.js';
import { JobRunner } from '../../jobs/job-runner.js';
import { stillsTask } from '../../jobs/job-task.js';
import { findTypingError, parseWhole } from '../settings/generation-settings.js';
import type { FirstFramesState } from '../composer-slice.js';
import { stillLook } from './still-look.js';

/** First frames that are drawn at a time. */
const OFFERED = 4;

/** Draws the first frames of a few seeds, which takes seconds, so that only a promising one is made into a film. */
export class FirstFrames {
  readonly #store: StoreApi<StudioState>;
  readonly #engine: GeneratorApi;
  readonly #randomSeed: () => number;
  readonly #runner: JobRunner;
  /** Of the drawing that is shown; stills of an earlier one are dropped. */
  #jobId: string | null = null;
  /** Resolves the {@link draw} that is running. */
  #ended: () => void = () => undefined;

  constructor(store: StoreApi<StudioState>, engine: GeneratorApi, randomSeed: () => number) {
    this.#store = store;
    this.#engine = engine;
    this.#randomSeed = randomSeed;
    this.#runner = new JobRunner({ engine, model: store });
  }

  /** Draws the frame of the seed in the form and of others, in place of those drawn before. */
  readonly draw = async (): Promise<void> => {
    const state = this.#store.getState();
    const prompt = state.scenes[0]?.prompt.trim() ?? '';
    const typed = { seconds: [], seed: state.seedText, steps: state.stepsText };
    const error = findPromptFault(prompt) ?? findTypingError(typed) ?? state.setupError;
    this.#store.setState({ error });
    if (error !== null) return;
    const seeds = [parseWhole(state.seedText), ...Array.from({ length: OFFERED - 1 }, this.#randomSeed)];
    const steps = parseWhole(state.stepsText);
    const look = stillLook(state);

    this.#stop();
    this.#store.setState({ firstFrames: { prompt, look, stills: seeds.map((seed) => ({ seed, still: null })), drawing: true, loading: null } });
    const jobId = uniqueId();
    this.#jobId = jobId;
    const request = { prompt, seeds, jobId, ...look, ...(Number.isNaN(steps) ? {} : { steps }) };
    const onStill = (still: Still): void => {
      if (this.#jobId === jobId) this.#add(still);
    };
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      void this.#runner.run(stillsTask(this.#engine, request, onStill), {
        onChange: ({ loading }) => this.#update(() => ({ loading })),
        onEnd: (end) => {
          if (end.type === 'done') this.#update(() => ({ drawing: false }));
          else this.#store.setState({ firstFrames: null, ...(end.type === 'failed' ? { error: end.error } : {}) });
          resolve();
        },
      });
    });
  };

  /** Makes the film begin with the frame of `seed`. The frames stay, so that another can be chosen. */
  readonly pick = (seed: number): void => this.#store.setState({ seedText: String(seed) });

  readonly close = (): void => {
    this.#stop();
    this.#store.setState({ firstFrames: null });
  };

  #stop(): void {
    this.#runner.abandon();
    this.#jobId = null;
    this.#ended();
  }

  #add(still: Still): void {
    this.#update(({ stills }) => ({ stills: stills.map((each, index) => (index === still.index ? { seed: still.seed, still } : each)) }));
  }

  #update(change: (present: FirstFramesState) => Partial<FirstFramesState>): void {
    this.#store.setState(({ firstFrames }) => (firstFrames === null ? {} : { firstFrames: { ...firstFrames, ...change(firstFrames) } }));
  }
}
