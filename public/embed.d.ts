/**
 * Kinora in a page of yours. Load `embed.js`, which lies beside this file, as an ES module; it has no dependencies:
 *
 *     import { createKinora } from 'https://HOST/embed.js';
 *     const kinora = await createKinora(document.querySelector('#film'), { ui: 'minimal' });
 *     const { blob } = await kinora.generate({ prompt: 'a red apple bouncing', seconds: 4, seed: 7 });
 *
 * The films are made on the visitor's own machine, in a frame of Kinora's origin. Nothing is uploaded.
 */

export interface KinoraOptions {
  /**
   * `full`: the whole studio. `minimal`: prompt, button and film. `none`: nothing is drawn; the deployer of Kinora
   * must list your origin under `drive` in `embed-hosts.json`. Default `full`.
   */
  ui?: 'full' | 'minimal' | 'none';
  /** `auto` follows the visitor's system. Default `auto`. */
  theme?: 'auto' | 'light' | 'dark';
  /** Folder that holds `embed.html`, when you keep a copy of embed.js elsewhere. Default: where embed.js was loaded from. */
  base?: string | URL;
  /** Name of the frame for screen readers. Default "Kinora, a film studio". */
  title?: string;
}

/** What to make. Exactly one of `prompt` and `scenes`. */
export interface GenerateRequest {
  /** Up to 500 characters. */
  prompt?: string;
  /** Up to 50. `continue` goes on with the same subject; `cut` (the default) draws a new first frame. */
  scenes?: readonly { prompt: string; seconds: number; start?: 'cut' | 'continue' }[];
  /** Length in seconds, 0.5 to 120; ignored with `scenes`. Default 4. */
  seconds?: number;
  /**
   * 0 to 4294967295. The same request with the same seed gives the same frames, bit for bit, on the same backend: on `wasm`
   * with the same number of threads, on `webgpu` on the same adapter (`metadata.adapter` tells both). Another number of threads
   * rounds otherwise, which cannot be seen. Default: left to chance.
   */
  seed?: number;
  /** First frame to animate instead of drawing one. */
  image?: Blob;
  /** Last frame. */
  endImage?: Blob;
  /** A video to go on from. */
  extend?: Blob;
  /** Behind what is transparent in them: "white", "black" or "#rrggbb". Default: what the rest stands out from. */
  background?: string;
  /** The same for `endImage` alone. */
  endBackground?: string;
  /** End where it began. */
  loop?: boolean;
  /** The subject alone, on nothing; together with `extend`, of a video that is transparent itself. The file is twice as high: colours above, their alpha below, as gray. */
  transparent?: boolean;
  /**
   * Up to six things, pictures and titles in front of the film, the last one foremost. Not together with `extend`. Titles go with every model; the rest
   * takes one whose films are made of layers, such as that of Kinora.
   */
  layers?: readonly Layer[];
  /** The place alone, without what the prompt shows in it. Not together with `image` or `extend`; together with `transparent` the layers are all there is. */
  hideSubject?: boolean;
  /** What stands on the ground of a drawn place casts a soft shadow on it. Default: it casts none. */
  shadows?: boolean;
  /** Pixels: even numbers, 64 to 1080. Not together with `extend`. Default: as the model draws. */
  size?: { width: number; height: number };
  /** Frames a second. Not together with `extend`. Default: the model's. */
  fps?: 12 | 24 | 30;
  /** Strength of the motion, 0.25 to 2. Default 1. */
  motion?: number;
  /** Denoising steps, 1 to 50. Default: as the model was trained. */
  steps?: number;
  /**
   * What draws the first frame and what sets it in motion, by the ids of their packs (`starter`, for example). They have to come with that Kinora or be
   * on the visitor's device already; else it fails with the reason `model-not-here`. Default: the model of that Kinora.
   */
  models?: { draw?: string; move?: string };
  /** Preferred codec. Default: the first that this browser can encode. */
  format?: 'h264' | 'vp9' | 'av1';
}

/** Exactly one of `prompt` (with or without `image`) and `text`. */
export interface Layer {
  /** Centre in fractions of the frame's width and height, -0.5 to 1.5. */
  x: number;
  y: number;
  /** Side of the layer's square, or height of a line of text, in units of the frame's shorter side, 0.05 to 3. */
  size: number;
  /** Degrees clockwise, -180 to 180. Default 0. */
  turn?: number;
  /** Seconds between which it is shown. Default: the whole film. */
  start?: number;
  end?: number;
  /** A thing, as in the prompt of a film. */
  prompt?: string;
  /** A picture to set in motion, instead of a drawn one. What is transparent in it stays so. */
  image?: Blob;
  /** Strength of its motion, 0.25 to 2. Default: the film's. */
  motion?: number;
  /** Default: made of the film's. */
  seed?: number;
  /** A title of up to 200 characters, in one line or several. */
  text?: string;
  /** Default `still`. */
  titleMotion?: 'still' | 'appear' | 'slide' | 'pop' | 'typing' | 'wave';
  /** "white", "black" or "#rrggbb". Default white. */
  colour?: string;
  /** Likewise, or "none". Default: what the letters stand out from. */
  outline?: string;
  /** Of the letters, 200 to 800. Default 700. */
  weight?: number;
}

export interface GenerateOptions {
  /** Abort it to stop; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface Clip {
  /** An MP4, yours to play, keep or send. */
  readonly blob: Blob;
  readonly metadata: ClipMetadata;
}

export interface FilmModel {
  readonly id: string;
  readonly version: string;
  readonly title: string;
}

export interface ClipMetadata {
  readonly seconds: number;
  readonly frames: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly codec: 'h264' | 'vp9' | 'av1';
  readonly backend: 'webgpu' | 'wasm';
  /** What it ran on. */
  readonly adapter: string;
  readonly prompt: string;
  readonly seed: number;
  /** Of two models: both names with a plus between. */
  readonly pack: { readonly id: string; readonly version: string };
  /** What drew and what moved; absent of the model of that Kinora, which did both. */
  readonly models?: { readonly draw?: FilmModel; readonly move: FilmModel };
  /** SHA-256 (hex) of the frames before encoding; empty where they were painted on a GPU and did not come back from there. */
  readonly framesSha256: string;
  /** What the film was made from, as it also stands inside the file. */
  readonly settings?: unknown;
}

export type Stage = 'load' | 'text' | 'image' | 'video' | 'decode' | 'encode' | 'finish';

/** `job` counts your calls of `generate`, from 1. */
export interface KinoraEvents {
  /** `fraction` is of the whole film, 0 to 1; `eta` is seconds left, or null before there is anything to go by. */
  progress: { readonly job: number; readonly stage: Stage; readonly fraction: number; readonly eta: number | null };
  stage: { readonly job: number; readonly stage: Stage };
  /** The model is fetched, once. Bytes. */
  loading: { readonly job: number; readonly doneBytes: number; readonly totalBytes: number };
  /** A frame as soon as it is drawn; you close it. Costs a copy of each, made only while someone listens. */
  preview: { readonly job: number; readonly index: number; readonly frame: ImageBitmap };
  /** `message` is English; `reason` is the same for all warnings of one kind, such as `word-replaced`; `other` from an older Kinora. */
  warning: { readonly job: number; readonly message: string; readonly reason: string };
  /** Height of what is drawn in the frame, in CSS pixels. */
  resize: { readonly height: number };
  /** The frame was reloaded, by the visitor or by the browser: films that were being made are lost. */
  restart: Record<string, never>;
}

export interface Kinora {
  /**
   * Makes a film. Several calls wait for one another.
   * @throws {KinoraFailure} with a code and a remedy; or the signal's reason
   */
  generate(request: GenerateRequest, options?: GenerateOptions): Promise<Clip>;
  /** Calls `callback` for each event; call what it returns to stop. */
  on<Name extends keyof KinoraEvents>(event: Name, callback: (data: KinoraEvents[Name]) => void): () => void;
  setTheme(theme: 'auto' | 'light' | 'dark'): void;
  /** Moves the keyboard into the frame, to the prompt. */
  focus(): void;
  /** Removes the frame, stops its films and rejects what is pending. Safe to call twice. */
  destroy(): void;
  /** The frame, to be styled by you. */
  readonly frame: HTMLIFrameElement;
}

/** What `createKinora` and `generate` reject with. */
export interface KinoraFailure extends Error {
  readonly name: 'KinoraFailure';
  /**
   * `not-allowed`: your origin may not do this. `not-reached`: no Kinora answered. `destroyed`: by you.
   * `bad-request`, `bad-image`: what you asked for, or a picture or video of it, cannot be used. `cancelled`: by the visitor.
   * `bad-pack`, `pack-missing`, `network`: the model cannot be fetched. `no-backend`, `no-encoder`: this browser makes no films.
   * `out-of-memory`, `device-lost`, `disk-full`, `worker-crashed`, `internal`: it broke off. Take any other for one of these last.
   */
  readonly code: string;
  /**
   * The one thing that happened, finer than `code`: `prompt-empty` and `seconds-above-limit` are both `bad-request`. New reasons
   * may come; their `code` is one of those above.
   */
  readonly reason: string;
  /** What to do about it, one sentence; English, like `message`. */
  readonly remedy: string;
}

/**
 * Puts Kinora into `element`, behind what is there, and resolves when it is ready. An element that has a height is
 * filled; in one that has none `minimal` becomes as high as what it shows, and `full` is 720 pixels high.
 * @throws {KinoraFailure} when it cannot be reached, or your origin may not embed it like this
 */
export function createKinora(element: HTMLElement, options?: KinoraOptions): Promise<Kinora>;
