import type { StoreApi } from 'zustand/vanilla';
import type { ClipMetadata, Timings } from '../../../contract/events.js';
import type { StudioState } from '../../store/studio-state.js';
import type { GenerationSettings } from '../composer/settings/generation-settings.js';

/** A film with its file, ready to be played. */
export interface Clip {
  readonly id: string;
  /** Of the worker that made it; absent on films of earlier visits. */
  readonly jobId?: string;
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
  #shown: { readonly video: HTMLVideoElement; readonly fps: number } | null = null;

  constructor(store: StoreApi<StudioState>) {
    this.#store = store;
  }

  /** Makes `video` the one that the keyboard operates. Call what this returns when it leaves the page. */
  attach(video: HTMLVideoElement, fps: number): () => void {
    const shown = { video, fps };
    this.#shown = shown;
    return () => {
      if (this.#shown === shown) this.#shown = null;
    };
  }

  readonly playOrPause = (): void => {
    const video = this.#visible?.video;
    if (video?.paused === true) void video.play().catch(() => undefined);
    else video?.pause();
  };

  /** Moves by a number of frames, back when it is negative. */
  readonly step = (frames: number): void => {
    if (this.#visible === null) return;
    const { video, fps } = this.#visible;
    video.pause();
    video.currentTime = Math.max(0, Math.min(video.duration || 0, video.currentTime + frames / fps));
  };

  readonly watchJob = (): void => this.#store.setState({ watchingJob: true });
  readonly select = (currentClipId: string): void => this.#store.setState({ currentClipId, watchingJob: false });

  /** Shows a film, which may be one of an earlier visit. */
  readonly show = (clip: Clip): void =>
    this.#store.setState(({ clips }) => ({
      clips: clips.some(({ id }) => id === clip.id) ? clips : [...clips, clip],
      currentClipId: clip.id,
      watchingJob: false,
    }));

  /** The live player hides its video while it shows single frames. */
  get #visible(): { readonly video: HTMLVideoElement; readonly fps: number } | null {
    return this.#shown === null || this.#shown.video.hidden ? null : this.#shown;
  }

  /** Drops films, so that their memory can be freed; one that is shown leaves the viewer. */
  readonly forget = (ids: ReadonlySet<string>): void =>
    this.#store.setState(({ clips, currentClipId }) => ({
      clips: clips.filter(({ id }) => !ids.has(id)),
      currentClipId: currentClipId !== null && ids.has(currentClipId) ? null : currentClipId,
    }));
}
