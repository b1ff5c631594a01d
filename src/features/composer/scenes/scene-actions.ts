import type { StoreApi } from 'zustand/vanilla';
import { LIMITS } from '../../../../contract/request/request.js';
import type { StudioState } from '../../../store/studio-state.js';
import { addScene, editScene, moveScene, removeScene, sceneState, type SceneDraft, type SceneState } from './scene-list.js';

/** The scenes in the form; the prompt and the length are those of the scene that is being edited. */
export class SceneActions {
  readonly #store: StoreApi<StudioState>;

  constructor(store: StoreApi<StudioState>) {
    this.#store = store;
  }

  readonly setPrompt = (prompt: string): void => this.#store.setState((state) => editScene(state, { prompt }));
  readonly setSeconds = (secondsText: string): void => this.#store.setState((state) => editScene(state, { secondsText }));
  readonly setStart = (id: string, start: SceneDraft['start']): void => this.#store.setState((state) => editScene(state, { start }, id));
  readonly edit = (id: string): void => this.#store.setState(({ scenes }) => sceneState(scenes, id));
  readonly move = (id: string, to: number): void => this.#store.setState((state) => moveScene(state, id, to));
  readonly remove = (id: string): void => this.#store.setState((state) => removeScene(state, id));
  readonly add = (): void => {
    if (this.#store.getState().scenes.length < LIMITS.scenes.max) this.#store.setState(addScene);
  };

  /** Replaces all scenes. */
  readonly replace = (scenes: readonly SceneDraft[]): void => this.#store.setState((): SceneState => sceneState(scenes));
}
