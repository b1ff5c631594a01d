import type { StoreApi } from 'zustand/vanilla';
import type { ClipMetadata, Timings } from '../../../contract/generator.js';
import type { StudioState } from '../../store/studio-state.js';
import type { GenerationSettings } from '../composer/settings/generation-settings.js';

/** A film with its file, ready to be played. */
export interface Clip {
  readonly id: string;
  readonly settings: GenerationSettings;
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  readonly timings: Timings;
  /** From the click to the film, loading included, in seconds. */
  readonly took: number;
}

export interface PlayerState {
  /** While a film is being made: whether the viewer shows that film, or the chosen clip. */
  readonly watchingJob: boolean;
  /** Newest first. */
  readonly clips: readonly Clip[];
  readonly currentClipId: string | null;
}

export const initialPlayerState: PlayerState = { watchingJob: false, clips: [], currentClipId: null };

/** What the viewer shows. */
export class PlayerActions {
  /** Where the live player was, in seconds, so that the player of the finished film continues there. */
  playhead = 0;
  readonly #store: StoreApi<StudioState>;

  constructor(store: StoreApi<StudioState>) {
    this.#store = store;
  }

  readonly watchJob = (): void => this.#store.setState({ watchingJob: true });
  readonly select = (currentClipId: string): void => this.#store.setState({ currentClipId, watchingJob: false });

  /** Shows a film, which may be one of an earlier visit. */
  readonly show = (clip: Clip): void =>
    this.#store.setState(({ clips }) => ({
      clips: clips.some(({ id }) => id === clip.id) ? clips : [...clips, clip],
      currentClipId: clip.id,
      watchingJob: false,
    }));

  /** Drops films, so that their memory can be freed; one that is shown leaves the viewer. */
  readonly forget = (ids: ReadonlySet<string>): void =>
    this.#store.setState(({ clips, currentClipId }) => ({
      clips: clips.filter(({ id }) => !ids.has(id)),
      currentClipId: currentClipId !== null && ids.has(currentClipId) ? null : currentClipId,
    }));
}
