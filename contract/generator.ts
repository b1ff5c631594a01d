import type { MeasuredBackends } from './backends/measured-backends.js';
import type { PromptLimit } from './errors/warnings.js';
import type { Capabilities } from './capabilities.js';
import type { Result } from './errors.js';
import type { GenerationEvent, LoadEvent } from './events.js';
import type { BackendName, InputRole, Weather } from './names.js';
import type { PackSummary } from './pack-summary.js';
import type { Layer } from './request/layers/layer.js';
import type { GenerateRequest } from './request/request.js';

/**
 * How far a person has agreed to packs that are not kept here yet. `look`: they want to see one, so a hub may be asked what it lists;
 * `hub`: they want to use it; `licence`: they accepted its licence as well. What is kept was agreed to when it was fetched.
 */
export type Consent = 'look' | 'hub' | 'licence';

export interface LoadOptions {
  /** Folder URL that holds `pack.json`. */
  readonly packUrl: string;
  /** The pack that draws first frames, where that is another one: `packUrl` then only sets them in motion. */
  readonly drawPackUrl?: string;
  /** Absent: what was `measured` to be clearly faster, else WebGPU when the probe finds an adapter, else WASM. */
  readonly backend?: BackendName;
  /** What is known of the backends of this device. */
  readonly measured?: readonly MeasuredBackends[];
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
  readonly consent?: Consent;
}

export interface FilmOptions {
  /** Whether frames that are painted on a GPU are read back to be hashed, which costs time; all others are hashed anyway. */
  readonly hashFrames?: boolean;
}

/** A prompt, read for what its subject is. */
export interface SubjectReading {
  /** The prompt without the colour of its subject, where that is one that it is painted in. */
  readonly text: string;
  /** What the pack calls its subject; absent where it knows none in the prompt. */
  readonly object?: string;
  /** The colour that was taken away. */
  readonly colour?: string;
  /** Whether the subject is white, gray or black by itself. */
  readonly isNeutral?: boolean;
}

/** How a prompt looks to the model: words outside its vocabulary, each with near words inside it. */
export interface PromptCheck {
  /**
   * Words and emoji the model never learned, in small letters as they were typed. `near`: what it knows that is like them.
   * `isRead`: it draws the first of those in their place; otherwise it leaves them out. `isKnown`: it learned them, and leaves them out since they
   * name something else, or something that is not drawn with the rest.
   */
  readonly unknown: readonly { readonly word: string; readonly near: readonly string[]; readonly isRead: boolean; readonly isKnown?: true }[];
  /** Words the model knows or reads; a prompt without any is refused. */
  readonly knownCount: number;
  /** What it asks for in known words and will not get as one picture. */
  readonly limits: readonly PromptLimit[];
  /** How it is read as several things in one place; absent, or null, where it shows one. */
  readonly things?: PromptThings | null;
  /** The prompt of one thing as it is drawn: with a place that suits it, where it says of none, and with a camera that moves closer, where nothing moves. Absent of others. */
  readonly placed?: string;
  /** Absent where nothing is known of the ground. */
  readonly ground?: PromptGround;
  /** Absent where the prompt says nothing of it. */
  readonly weather?: PromptWeather;
}

/** What falls in front of what a prompt shows. */
export interface PromptWeather {
  /** Null: nothing falls, though it might. */
  readonly kind: Weather | null;
  /** Whether the prompt says so, and not only the place that suits its thing. */
  readonly isSaid: boolean;
  /** What says the same behind the prompt as it is drawn; empty where its place does. */
  readonly words: string;
}

/** How what a prompt shows stands on its place. */
export interface PromptGround {
  /** How far down the ground of its place begins, in fractions of the height of the model's picture; null where it has none, or none is known. */
  readonly horizon: number | null;
  /** `rests`: where it stands at first. `lands`: it comes down on the lower edge of the picture. Null: it is in the air. */
  readonly stands: 'rests' | 'lands' | null;
  /** How fast its place goes by to the right, in widths of the picture a second, because it runs or walks there and the camera follows. Absent: it does not. */
  readonly passes?: number;
}

/** A prompt such as "a dog and two cats on a beach" as layers in front of a place, "a quiet beach" as that alone, or another one as it is drawn. */
export interface PromptThings {
  /** The prompt of the base. */
  readonly background: string;
  /** Whether the base has a subject only because the model draws no place without one. */
  readonly hideSubject: boolean;
  readonly layers: readonly Layer<never>[];
  /** Where that is, in words that the model learned; empty where the prompt does not say. */
  readonly place: string;
  /** What the camera does unasked, since nothing else would move in a place alone; empty where something does. */
  readonly camera: string;
  /**
   * How near each layer stands: 0 is at the horizon of its place, 1 at the lower edge of the frame. Null of one whose `place` says where it is. Absent
   * where the place has no ground.
   */
  readonly feet?: readonly (number | null)[];
  /** What it asks for and will not get in layers either, in the place of those of the check. */
  readonly limits: readonly PromptLimit[];
}

/** First frames to choose from: the very frames that these seeds would start a film of this prompt with. */
export interface StillsRequest {
  readonly prompt: string;
  /** One still for each, in this order; at most {@link LIMITS}.stills.max. */
  readonly seeds: readonly number[];
  /** Denoising steps, overriding the pack's schedule. */
  readonly steps?: number;
  /** The subject alone, on nothing: as the first frame of a layer, or of a transparent film. Not together with `hideSubject`. */
  readonly transparent?: boolean;
  /** The place alone, as in a film that hides its subject. */
  readonly hideSubject?: boolean;
  /** Whether what stands on ground casts a shadow, as in a film that has them. */
  readonly shadows?: boolean;
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
  /**
   * Times short films that nobody sees, on the backend that is asked for: seconds that a second of film takes, without loading. It gives way
   * to whatever is asked for meanwhile, with the code `cancelled`, and leaves no model loaded. Resolves with null, and does nothing, where
   * something would have to be fetched, and for models that are not in memory twice without care.
   */
  measure(options: LoadOptions): Promise<Result<{ readonly seconds: number } | null>>;
  /** Needs a described or loaded pack (only its tokenizer is fetched). */
  checkPrompt(prompt: string): Promise<Result<PromptCheck>>;
  /** Looks at a picture or a video as `generate` would, and refuses it in the same words. Fetches no graph. */
  inspect(role: InputRole, file: Blob): Promise<Result<InputFacts>>;
  /** Queues a job; resolves with its id as soon as it is accepted, or with the reason it is not. */
  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void, options?: FilmOptions): Promise<Result<{ jobId: string }>>;
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
