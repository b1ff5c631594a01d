import type { KinoraError } from '../../contract/errors.js';
import type {
  BackendName,
  Capabilities,
  ClipMetadata,
  LoadOptions,
  PackSummary,
  PromptCheck,
  Stage,
  Timings,
} from '../../contract/generator.js';

/** A picture that was given as the first frame; it decoded, and its size is within the limits. */
export interface Picture {
  readonly blob: Blob;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** What a person asked for; kept with the clip so that it can be made again. */
export interface FilmOrder {
  readonly prompt: string;
  readonly seconds: number;
  readonly seed: number;
  readonly picture: Picture | null;
}

/** A film made in this visit. */
export interface Clip {
  readonly id: string;
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
  /** Frames shown so far. */
  readonly frames: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface StudioState {
  readonly prompt: string;
  /** As typed, so that what is wrong can be shown and told rather than silently mended. */
  readonly secondsText: string;
  readonly seedText: string;
  readonly picture: Picture | null;

  readonly load: LoadOptions;
  readonly capabilities: Capabilities | null;
  readonly pack: PackSummary | null;
  /** Whether the model is in memory, so that the next film begins at once. */
  readonly ready: boolean;
  /** Why nothing can be made here; the page stays usable for everything else. */
  readonly setupError: KinoraError | null;

  /** What the model makes of the prompt; null while unknown. */
  readonly check: PromptCheck | null;
  readonly job: Job | null;
  readonly error: KinoraError | null;
  readonly warnings: readonly string[];
  /** Newest first. */
  readonly clips: readonly Clip[];
  readonly currentClipId: string | null;
  /** One short sentence for screen readers; changes when something worth saying happens. */
  readonly announcement: string;
}

export function initialState(load: LoadOptions, seed: number): StudioState {
  return {
    prompt: '',
    secondsText: '4',
    seedText: String(seed),
    picture: null,
    load,
    capabilities: null,
    pack: null,
    ready: false,
    setupError: null,
    check: null,
    job: null,
    error: null,
    warnings: [],
    clips: [],
    currentClipId: null,
    announcement: '',
  };
}

/** The backend that a job would run on now. */
export function chosenBackend(state: StudioState): BackendName | null {
  return state.load.backend ?? state.capabilities?.backend ?? null;
}

/** A number as typed; NaN for what is none, including nothing at all. */
export function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}
