import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GeneratorApi, LoadOptions } from '../../contract/generator.js';
import { ComposerActions, randomSeedOf } from '../features/composer/composer-actions.js';
import { isPristine } from '../features/composer/composer-slice.js';
import { FirstFrames } from '../features/composer/first-frames/first-frames.js';
import { ChosenInputs } from '../features/composer/inputs/chosen-inputs.js';
import { PromptActions } from '../features/composer/prompt/prompt-actions.js';
import { SceneActions } from '../features/composer/scenes/scene-actions.js';
import { JobActions } from '../features/jobs/job-actions.js';
import { JobRunner } from '../features/jobs/job-runner.js';
import { ModelActions } from '../features/models/model-slice.js';
import { PlayerActions } from '../features/player/player-slice.js';
import { PreviewChannel } from '../features/player/preview-channel.js';
import { SegmentChannel } from '../features/player/segment-channel.js';
import { initialState, type StudioState } from './studio-state.js';

export interface StudioOptions {
  readonly engine: GeneratorApi;
  readonly load: LoadOptions;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Pause in typing after which the prompt is checked, in milliseconds. */
  readonly checkAfterMs?: number;
}

const CHECK_AFTER_MS = 250;

/** The store of the studio with the actions of each feature. No action throws; an error stands in `state.error`. */
export class Studio {
  readonly store: StoreApi<StudioState>;
  /** For parts that are fetched late. */
  readonly engine: GeneratorApi;
  readonly previews = new PreviewChannel();
  readonly segments = new SegmentChannel();
  readonly composer: ComposerActions;
  readonly scenes: SceneActions;
  readonly prompt: PromptActions;
  readonly inputs: ChosenInputs;
  readonly firstFrames: FirstFrames;
  readonly jobs: JobActions;
  readonly model: ModelActions;
  readonly player: PlayerActions;

  constructor({ engine, load, random = Math.random, now = Date.now, checkAfterMs = CHECK_AFTER_MS }: StudioOptions) {
    const randomSeed = (): number => randomSeedOf(random);
    const store = createStore<StudioState>(() => initialState(load, randomSeed()));
    const { previews, segments } = this;
    this.store = store;
    this.engine = engine;
    this.model = new ModelActions(store, engine);
    this.player = new PlayerActions(store);
    this.jobs = new JobActions(store, engine, new JobRunner({ engine, model: store, previews, segments, now }));
    this.inputs = new ChosenInputs(store, engine);
    this.scenes = new SceneActions(store);
    this.prompt = new PromptActions({ store, engine, scenes: this.scenes, prepareModel: this.model.prepare, random, checkAfterMs });
    this.composer = new ComposerActions({ store, scenes: this.scenes, prompt: this.prompt, inputs: this.inputs, jobs: this.jobs, randomSeed });
    this.firstFrames = new FirstFrames(store, engine, randomSeed);
  }

  /** Probes the browser, reads the manifest of the model and lists unfinished films. Fetches no weights. */
  async open(): Promise<void> {
    if (await this.model.open()) await this.jobs.findUnfinished();
  }

  /** Whether nothing has been typed, chosen or made yet, so that a reload would lose nothing. */
  get untouched(): boolean {
    const state = this.store.getState();
    return isPristine(state) && state.job === null && state.firstFrames === null && state.clips.length === 0;
  }

  /** Has a screen reader read `announcement`. */
  readonly announce = (announcement: string): void => this.store.setState({ announcement });

  readonly dismissError = (): void => this.store.setState({ error: null });
}
