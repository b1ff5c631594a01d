import type { ClipSettings } from './clip-settings.js';
import type { KinoraError, Result } from './errors.js';
import type { FilmWarning } from './errors/warnings.js';

/** Limits of a request, shared by the page, the worker and the command line so that all three refuse alike. */
export const LIMITS = {
  promptCharacters: { min: 1, max: 500 },
  seconds: { min: 0.5, max: 120 },
  /** Seeds are unsigned 32-bit integers. */
  seed: { min: 0, max: 0xffff_ffff },
  steps: { min: 1, max: 50 },
  imagePixelsPerSide: { min: 16 },
  /** Of a picture or a frame of a video: what decoders take, and a phone's largest photo. */
  imagePixels: { max: 256_000_000 },
  scenes: { max: 50 },
  /** How lively the motion is; 1 is as the model would have it. */
  motion: { min: 0.25, max: 2 },
  /** First frames drawn at once to choose from. */
  stills: { max: 16 },
  /** Length of a video that is gone on from, in seconds. */
  extendSeconds: { max: 300 },
} as const;

export type BackendName = 'webgpu' | 'wasm';
export type VideoCodecName = 'h264' | 'vp9' | 'av1';

/** One stretch of a longer film. */
export interface Scene {
  readonly prompt: string;
  /** Length in seconds, within {@link LIMITS}. */
  readonly seconds: number;
  /**
   * `cut` (when absent): a new first frame is drawn. `continue`: the same subject goes on, and only what it does
   * changes. The first scene begins the film whatever this says.
   */
  readonly start?: SceneStart;
}

export const SCENE_STARTS = ['cut', 'continue'] as const;
export type SceneStart = (typeof SCENE_STARTS)[number];

export interface GenerateRequest {
  /** What to draw. Exactly one of `prompt` and `scenes` is given. */
  readonly prompt?: string;
  readonly scenes?: readonly Scene[];
  /** First frame to animate instead of drawing one; any image the browser decodes. */
  readonly image?: Blob;
  /** The last frame equals the first, so that the film can be played round and round. Not together with `endImage`. */
  readonly loop?: boolean;
  /** The film ends with this picture: the motion comes to rest and dissolves into it. */
  readonly endImage?: Blob;
  /**
   * A video that opens the film, scaled and cropped to the pack's frame; what is generated goes on from its last frame
   * and is `seconds` (or the scenes) long. Not together with `image`.
   */
  readonly extend?: Blob;
  /**
   * What stands behind the transparent parts of `image` and `extend`, and of `endImage` unless it has its own: "white", "black" or
   * "#rrggbb". Absent: what the opaque parts stand out from.
   */
  readonly background?: string;
  readonly endBackground?: string;
  /** Strength of the motion, within {@link LIMITS}; 1 when absent. */
  readonly motion?: number;
  /** Length in seconds; ignored when `scenes` are given. */
  readonly seconds: number;
  readonly seed: number;
  /** Denoising steps a window, overriding the pack's schedule. */
  readonly steps?: number;
  /** Preferred codec; the first that this browser can encode is used when absent. */
  readonly format?: VideoCodecName;
}

export interface LoadOptions {
  /** Folder URL that holds `pack.json`. */
  readonly packUrl: string;
  /** Absent: WebGPU when the probe finds an adapter, else WASM. */
  readonly backend?: BackendName;
  /**
   * Threads of WebAssembly, at most {@link MAX_THREADS}; one where the page is not cross-origin isolated. Absent: as many as the
   * probe tells. The last digits of what WebAssembly computes depend on it.
   */
  readonly threads?: number;
  /**
   * Whether the files are kept on this device, for the next visit and for use without a network.
   * Absent: yes, when there is room. True: fails with `disk-full` when there is none.
   */
  readonly keep?: boolean;
}

/** `managed`: the iPhone's ManagedMediaSource. */
export type MediaSourceKind = 'full' | 'managed' | 'none';
export type BrowserEngine = 'chromium' | 'firefox' | 'webkit' | 'other';

/** What this browser can do; a plain record, taken once before anything is fetched. */
export interface Capabilities {
  readonly webgpu: {
    /** e.g. "nvidia hopper" or "google swiftshader". */
    readonly adapter: string;
    /** True for a software adapter, where WASM is the faster choice. */
    readonly software: boolean;
    /** Optional WebGPU features, e.g. "shader-f16". */
    readonly features: readonly string[];
    readonly maxStorageBufferBytes: number;
  } | null;
  readonly wasm: { readonly simd: boolean; readonly threads: number };
  readonly jspi: boolean;
  /** Whether threads can share memory: the page is cross-origin isolated and has SharedArrayBuffer. */
  readonly crossOriginIsolated: boolean;
  readonly codecs: readonly VideoCodecName[];
  /** Whether WebCodecs' `VideoEncoder` exists; `codecs` says what it encodes. */
  readonly videoEncoder: boolean;
  /** Whether the page came over https or from localhost. Browsers give WebCodecs, OPFS, Web Locks and WebGPU to no other page. */
  readonly secureContext: boolean;
  /** Whether the worker can write files of the origin private file system (OPFS). */
  readonly fileStorage: boolean;
  readonly webLocks: boolean;
  /** Media Source Extensions of the page. Absent in the worker's own answer, since a worker has no media element. */
  readonly mediaSource?: MediaSourceKind;
  /** By the user agent string: for advice, never for a decision. */
  readonly engine: BrowserEngine;
  /** Device memory in GiB as the browser reports it (rounded, at most 8 in some), or null. */
  readonly deviceMemoryGiB: number | null;
  /** The backend that would be used when none is asked for. */
  readonly backend: BackendName;
}

/** Everything a page needs to describe a loaded or loadable model. */
export interface PackSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
  readonly frame: { readonly width: number; readonly height: number; readonly fps: number };
  /** Bytes that the chosen variants add up to: the size of the download. */
  readonly downloadBytes: number;
  readonly chosen: readonly { readonly graph: string; readonly file: string; readonly bytes: number; readonly dtype: string }[];
  /** How it fits into the memory of this device; absent where nobody judged. */
  readonly memory?: MemoryPlan;
  /** What the model can draw, for suggestions and for the note on limits. */
  readonly vocabulary: PackVocabulary;
}

/** Estimates from the sizes of the chosen files, made before any is fetched. */
export interface MemoryPlan {
  /** `in turns`: first frames and motion are loaded one after the other, which fits and takes longer. */
  readonly sessions: 'together' | 'in turns';
  /** Peak of the page, in bytes. */
  readonly neededBytes: number;
  /** What a page on this device can count on. */
  readonly budgetBytes: number;
}

export interface PackVocabulary {
  readonly objects: readonly string[];
  /** Objects that move by themselves, whatever else they do. */
  readonly animated?: readonly string[];
  readonly motions: readonly string[];
  readonly cameras: readonly string[];
  readonly backgrounds: readonly string[];
  /** Prompts that work well, for the examples in the page. */
  readonly examples: readonly string[];
}

/** How a prompt looks to the model: words outside its vocabulary, each with near words inside it. */
export interface PromptCheck {
  /**
   * Words and emoji the model never learned, in small letters as they were typed. `near`: what it knows that is like them.
   * `isRead`: it draws the first of those in their place; otherwise it leaves them out.
   */
  readonly unknown: readonly { readonly word: string; readonly near: readonly string[]; readonly isRead: boolean }[];
  /** Words the model knows or reads; a prompt without any is refused. */
  readonly knownCount: number;
}

export type Stage = 'load' | 'text' | 'image' | 'video' | 'decode' | 'encode' | 'finish';

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
  /**
   * Order-sensitive SHA-256 (hex) of the RGBA frames before encoding.
   * The same request, pack, backend and `adapter` give the same value.
   */
  readonly framesSha256: string;
  /** What the film was made from, as it is stored inside the file; `readSettings` gives it back. */
  readonly settings: ClipSettings;
}

/** First frames to choose from: the very frames that these seeds would start a film of this prompt with. */
export interface StillsRequest {
  readonly prompt: string;
  /** One still for each, in this order; at most {@link LIMITS}.stills.max. */
  readonly seeds: readonly number[];
  /** Denoising steps, overriding the pack's schedule. */
  readonly steps?: number;
  /** Under which `cancel` stops the drawing; made up when absent. */
  readonly jobId?: string;
}

/** One drawn first frame. A film of the same prompt and seed starts with it. */
export interface Still {
  readonly seed: number;
  /** Position in the request's list of seeds. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** PNG, without loss: good to show, to save, and to give as the `image` of a request. */
  readonly file: Blob;
}

/**
 * Why a job stands still. `asked` and `disk-full` wait for `resume`; so does `device-lost` when the device does not come
 * back by itself. `worker-crashed` goes on, or fails, by itself.
 */
export type PauseReason = 'asked' | 'disk-full' | 'device-lost' | 'worker-crashed';

/** A job of an earlier life of the page, or one that failed on the way, that can go on from its last window. */
export interface UnfinishedJob {
  readonly id: string;
  readonly request: { readonly prompt: string; readonly seconds: number; readonly seed: number };
  readonly doneFrames: number;
  readonly totalFrames: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The pack that it was begun with; it can go on with no other. */
  readonly pack: { readonly id: string; readonly version: string };
  /** Threads of WebAssembly that it was begun on; absent when that is not known. */
  readonly threads?: number;
}

/** What a file is to do in a film. */
export type InputRole = 'picture' | 'video';

/** What a picture or a video turns out to be, before a film is made with it. */
export interface InputFacts {
  /** In pixels, as it is shown: turned where its metadata says so. */
  readonly width: number;
  readonly height: number;
  /** Length in seconds; of a video only. */
  readonly seconds?: number;
  /** Background that its opaque parts stand out from, as "#rrggbb"; absent where nothing of it is transparent. */
  readonly suggestedBackground?: string;
  /** The frame that enters the film, of a video its last, as the film will show it; a PNG that keeps what is transparent. */
  readonly preview: Blob;
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

/** Live counts of what must be freed by hand; all zero when no job runs. */
export interface ResourceCounts {
  readonly tensors: number;
  readonly frames: number;
  readonly sessions: number;
}

/**
 * The generator as the page sees it. The worker's implementation and the test fake are held to one contract suite.
 * No method throws or rejects for a foreseen failure: those arrive as `Result` or as a `failed` event.
 */
export interface GeneratorApi {
  probe(): Promise<Capabilities>;
  /** Reads and validates the manifest and chooses variants; fetches no graph. */
  describePack(options: LoadOptions): Promise<Result<PackSummary>>;
  /** Fetches, verifies and loads the pack; a second call with the same options does nothing. */
  loadPack(options: LoadOptions, onEvent: (event: LoadEvent) => void): Promise<Result<PackSummary>>;
  /**
   * Makes the next job begin at once, while nobody waits for it: loads the described pack, if all of it is on this device
   * already, and runs each graph, because the first run is slow on every backend. It gives way to whatever is asked for
   * meanwhile. Resolves with false, and does nothing, where something would have to be fetched.
   */
  prepare(): Promise<Result<{ ready: boolean }>>;
  /** Needs a described or loaded pack (only its tokenizer is fetched). */
  checkPrompt(prompt: string): Promise<Result<PromptCheck>>;
  /** Looks at a picture or a video as `generate` would, and refuses it in the same words. Fetches no graph. */
  inspect(role: InputRole, file: Blob): Promise<Result<InputFacts>>;
  /** Queues a job; resolves with its id as soon as it is accepted, or with the reason it is not. */
  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>>;
  /**
   * Draws first frames to choose from; `onStill` hears of each as soon as it is drawn. Waits for its turn behind running
   * jobs. Resolves when all are drawn, or with the code `cancelled` after `cancel(request.jobId)`.
   */
  drawStills(request: StillsRequest, onStill: (still: Still) => void): Promise<Result<{ drawn: number }>>;
  /** Stops a queued or running job; it ends with `failed` and the code `cancelled`. Unknown ids are ignored. */
  cancel(jobId: string): Promise<void>;
  /** Stops a running job after the step it is at; it says `paused`. Jobs behind it wait. Unknown ids are ignored. */
  pause(jobId: string): Promise<void>;
  /** Lets a paused job go on; it says `resumed`. Ids of jobs that are not paused are ignored. */
  resume(jobId: string): Promise<void>;
  /** Jobs that can go on with `recover`, oldest first, finished ones that nobody has `kept` among them. Those of an open tab are left out. */
  unfinishedJobs(): Promise<readonly UnfinishedJob[]>;
  /**
   * Queues an unfinished job again, under its own id, from its last finished window. The frames become the same; where the page
   * cannot have the threads, or the GPU, that it was begun on, a `warning` says that they may differ.
   */
  recover(id: string, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>>;
  /** Says that the film of a finished job is kept elsewhere, or not wanted: a visit that ends before leaves an unfinished job. */
  kept(id: string): Promise<void>;
  /** Forgets an unfinished job, or frees the file of a finished one. Unknown ids and running jobs are left alone. */
  discard(id: string): Promise<void>;
  resources(): Promise<ResourceCounts>;
  /** Frees sessions and the device. The next call loads again. */
  release(): Promise<void>;
}

/** What the generator's worker answers. */
export interface GeneratorWorkerApi extends GeneratorApi {
  /** Resolves as soon as the worker's event loop turns, which tells a worker that computes from one that hangs. */
  ping(): Promise<void>;
}
