import type { SettingsBlob } from '../../contract/clip-settings.js';
import type { KinoraError } from '../../contract/errors.js';
import type {
  BackendName,
  Capabilities,
  ClipMetadata,
  LoadOptions,
  PackSummary,
  PauseReason,
  PromptCheck,
  Stage,
  Still,
  Timings,
  UnfinishedJob,
  VideoCodecName,
} from '../../contract/generator.js';
import type { FilmOrder, Footage, Picture } from './film-order.js';
import { draftScene, sceneState, type SceneState } from './scene-list.js';

export { parseSeconds, parseWhole, type FilmOrder, type Footage, type Picture } from './film-order.js';

/** A film made in this visit. */
export interface Clip {
  readonly id: string;
  /** Of the worker that made it; absent on films of earlier visits. */
  readonly jobId?: string;
  readonly order: FilmOrder;
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  readonly timings: Timings;
  /** From the click to the film, loading included, in seconds. */
  readonly took: number;
}

/** The film that is being made. */
export interface Job {
  /** Null until the worker has taken the job. */
  readonly id: string | null;
  readonly order: FilmOrder;
  readonly stage: Stage;
  /** Of the whole job, 0 to 1; never goes back. */
  readonly fraction: number;
  /** Seconds left, or null before there is anything to go by. */
  readonly eta: number | null;
  /** While the model is fetched. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
  readonly cancelling: boolean;
  /** Asked to pause, and still at its last step. */
  readonly pausing: boolean;
  readonly paused: { readonly reason: PauseReason; readonly error: KinoraError | null } | null;
  /** Frames shown so far. */
  readonly frames: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A film that waits for its turn. */
export interface QueuedFilm {
  readonly id: string;
  readonly order: FilmOrder;
}

/** First frames to choose from; each is its seed's. */
export interface VariationsState {
  /** What they show; when the prompt is another by now, they are out of date. */
  readonly prompt: string;
  readonly stills: readonly { readonly seed: number; readonly still: Still | null }[];
  readonly drawing: boolean;
  /** While the model is fetched for them. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
}

export interface StudioState extends SceneState {
  readonly seedText: string;
  readonly picture: Picture | null;
  readonly endPicture: Picture | null;
  readonly footage: Footage | null;
  readonly loop: boolean;
  /** Within LIMITS.motion; 1 is as the model would have it. */
  readonly motion: number;
  /** As typed; empty leaves it to the pack. */
  readonly stepsText: string;
  /** Null leaves it to the browser. */
  readonly format: VideoCodecName | null;
  readonly variations: VariationsState | null;
  /** Files that the settings in the form were made with and do not hold, whether or not they were given again. */
  readonly settingsNeed: readonly SettingsBlob[];

  readonly load: LoadOptions;
  readonly capabilities: Capabilities | null;
  /** Whether finding them out takes longer than usual. */
  readonly slowStart: boolean;
  readonly pack: PackSummary | null;
  /** Whether the model is in memory, so that the next film begins at once. */
  readonly ready: boolean;
  /** Why nothing can be made here; the page stays usable for everything else. */
  readonly setupError: KinoraError | null;

  /** What the model makes of the prompt; null while unknown. */
  readonly check: PromptCheck | null;
  readonly job: Job | null;
  /** First come, first made, unless a person orders otherwise. */
  readonly queue: readonly QueuedFilm[];
  /** The film before failed in a way that the next would too; the queue waits for a person. */
  readonly queueHeld: boolean;
  /** Films that an earlier visit left behind, and that can go on. */
  readonly unfinished: readonly UnfinishedJob[];
  readonly error: KinoraError | null;
  readonly warnings: readonly string[];
  /** What the screen shows while a film is being made: that one, or the chosen clip. */
  readonly watchingJob: boolean;
  /** Newest first. */
  readonly clips: readonly Clip[];
  readonly currentClipId: string | null;
  /** One short sentence for screen readers; changes when something worth saying happens. */
  readonly announcement: string;
}

export function initialState(load: LoadOptions, seed: number): StudioState {
  return {
    ...sceneState([draftScene()]),
    seedText: String(seed),
    picture: null,
    endPicture: null,
    footage: null,
    loop: false,
    motion: 1,
    stepsText: '',
    format: null,
    variations: null,
    settingsNeed: [],
    load,
    capabilities: null,
    slowStart: false,
    pack: null,
    ready: false,
    setupError: null,
    check: null,
    job: null,
    queue: [],
    queueHeld: false,
    unfinished: [],
    error: null,
    warnings: [],
    watchingJob: false,
    clips: [],
    currentClipId: null,
    announcement: '',
  };
}

/** The backend that a job would run on now. */
export function chosenBackend(state: StudioState): BackendName | null {
  return state.load.backend ?? state.capabilities?.backend ?? null;
}
