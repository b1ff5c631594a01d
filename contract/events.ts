/** What a worker says of a job while it runs, and of the film in the end. */
import type { KinoraError } from './errors.js';
import type { FilmModels } from './film-models.js';
import type { FilmWarning } from './errors/warnings.js';
import type { BackendName, PauseReason, Stage, VideoCodecName } from './names.js';
import type { ClipSettings } from './request/clip-settings.js';

/** Seconds spent in each stage; stages overlap, so they need not add up to `total`. */
export interface Timings {
  readonly load: number;
  readonly text: number;
  readonly image: number;
  readonly video: number;
  readonly decode: number;
  readonly encode: number;
  readonly total: number;
}

export interface ClipMetadata {
  readonly seconds: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly codec: VideoCodecName;
  readonly backend: BackendName;
  /**
   * What the film was made on, e.g. "CPU, 4 threads" or "nvidia hopper". One that could not go on with what it was begun on
   * names each, in order: "CPU, 4 threads, then CPU, 1 thread".
   */
  readonly adapter: string;
  readonly prompt: string;
  readonly seed: number;
  readonly pack: { readonly id: string; readonly version: string };
  readonly models?: FilmModels;
  /**
   * Order-sensitive SHA-256 (hex) of the RGBA frames before encoding; empty where they were painted on a GPU, and nobody asked for it
   * (`FilmOptions`).
   * The same request, pack, backend and `adapter` give the same value.
   */
  readonly framesSha256: string;
  /** What the film was made from, as it is stored inside the file; `readSettings` gives it back. */
  readonly settings: ClipSettings;
}

/** What a job says while it runs, correlated by `jobId`. `done`, or `failed`, is the last event. */
export type GenerationEvent =
  | { readonly type: 'stage'; readonly jobId: string; readonly stage: Stage }
  | {
      readonly type: 'progress';
      readonly jobId: string;
      readonly stage: Stage;
      /** Units of work over the whole job, not the stage. */
      readonly done: number;
      readonly total: number;
      /** Seconds left, or null before there is anything to go by. */
      readonly eta: number | null;
    }
  /** The receiver closes `frame`. Frames are dropped, never queued, when the page falls behind. */
  | { readonly type: 'preview'; readonly jobId: string; readonly index: number; readonly frame: ImageBitmap }
  /**
   * The next piece of the film as fragmented MP4, to append to a `SourceBuffer` of type `mimeType` in the order of
   * arrival; the first one begins with the initialisation segment. After `resumed` the pieces may begin anew from the
   * start of the film, initialisation segment included: appending them replaces what is there with the same.
   */
  | { readonly type: 'segment'; readonly jobId: string; readonly mimeType: string; readonly bytes: ArrayBuffer }
  | { readonly type: 'warning'; readonly jobId: string; readonly warning: FilmWarning }
  /** The job stands still and keeps its place; `error` says what is wrong, and is null when it was only asked to. */
  | { readonly type: 'paused'; readonly jobId: string; readonly reason: PauseReason; readonly error: KinoraError | null }
  | { readonly type: 'resumed'; readonly jobId: string }
  | {
      readonly type: 'done';
      readonly jobId: string;
      readonly file: Blob;
      readonly metadata: ClipMetadata;
      readonly timings: Timings;
    }
  | { readonly type: 'failed'; readonly jobId: string; readonly error: KinoraError };

export type LoadEvent = { readonly type: 'loading'; readonly doneBytes: number; readonly totalBytes: number };
