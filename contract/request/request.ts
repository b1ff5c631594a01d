/** What a film is to be. A request that makes no sense, such as one with a picture and a video to start from, has no type here. */
import type { FrameRate, SceneStart, VideoCodecName } from '../names.js';
import { pickDefined } from '../lib/pick-defined.js';
import type { Layer } from './layers/layer.js';

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
  /** Length of a video to extend, in seconds. */
  extendSeconds: { max: 300 },
  /** Width and height of a film, in pixels. Both are even. */
  frameSide: { min: 64, max: 1080 },
} as const;

/** One stretch of a longer film. */
export interface Scene {
  readonly prompt: string;
  /** Length in seconds, within {@link LIMITS}. */
  readonly seconds: number;
  /** `cut` when absent. The first scene begins the film whatever this says. */
  readonly start?: SceneStart;
}

/** What steers the model; each is as the pack has it when absent. */
export interface SamplingOptions {
  /** Strength of the motion, within {@link LIMITS}; 1 when absent. */
  readonly motion?: number;
  /** Denoising steps a window, overriding the pack's schedule. */
  readonly steps?: number;
}

/** Of a request, what steers the model. */
export function samplingOf({ motion, steps }: SamplingOptions): SamplingOptions {
  return pickDefined({ motion, steps });
}

export interface RequestOptions extends SamplingOptions {
  /** The subject alone, on nothing. A film goes on so from a video that is transparent itself. */
  readonly transparent?: boolean;
  /** Of what is drawn, the place alone. Not of a film that starts from a picture or a video. */
  readonly hideSubject?: boolean;
  /** Whether what stands on ground casts a shadow; not of films that were made before there were shadows, and so not when absent. */
  readonly shadows?: boolean;
  /** That of the model's pictures when absent. */
  readonly size?: FilmSize;
  /** Frames a second; the model's when absent. */
  readonly fps?: FrameRate;
  /** Preferred codec; the first that this browser can encode is used when absent. */
  readonly format?: VideoCodecName;
}

/** What a new film has where nobody decides, and what was so in films that say nothing of it. */
export const USUAL_OPTIONS = { shadows: true } as const satisfies RequestOptions;
export const FORMER_OPTIONS = { shadows: false } as const satisfies RequestOptions;

/** The options of a new film, of which `decided` are those that somebody decided. */
export function newFilmOptions<Decided extends RequestOptions>(decided: Decided): Decided {
  const { shadows = USUAL_OPTIONS.shadows, ...rest } = decided;
  return { ...rest, ...(shadows && { shadows }) } as Decided;
}

/** Pixels of a film; even numbers within {@link LIMITS}. */
export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

/** A picture or a video that takes part in a film. */
export interface InputFile {
  /** Anything that the browser decodes. */
  readonly blob: Blob;
  /**
   * What stands behind its transparent parts: "white", "black" or "#rrggbb". Absent: what the opaque parts stand out from; of
   * the picture at the end, that of the file at the start, if it has one.
   */
  readonly background?: string;
}

export type Subject =
  | { readonly kind: 'prompt'; readonly prompt: string; readonly seconds: number }
  | { readonly kind: 'scenes'; readonly scenes: readonly Scene[] };

/**
 * `image`: the first frame to animate instead of drawing one. `video`: it opens the film, scaled and cropped to the pack's
 * frame; what is generated goes on from its last frame, and is as long as the subject says.
 */
export type FilmStart<Picture, Video> = { readonly kind: 'image'; readonly file: Picture } | { readonly kind: 'video'; readonly file: Video };

/**
 * `loop`: the last frame equals the first, so that the film can be played round and round. `image`: the motion comes to rest
 * and dissolves into this picture.
 */
export type FilmEnding<Picture> = { readonly kind: 'loop' } | { readonly kind: 'image'; readonly file: Picture };

/** `Picture` and `Video` are what is known of the files: the page knows their names and sizes too. */
export interface FilmRequest<Picture, Video> extends RequestOptions {
  readonly subject: Subject;
  /** Absent: the first frame is drawn. */
  readonly start?: FilmStart<Picture, Video>;
  readonly ending?: FilmEnding<Picture>;
  /** In front of all that, the last one foremost. */
  readonly layers?: readonly Layer<Picture>[];
  readonly seed: number;
}

/** A request as the worker receives it. */
export type GenerateRequest = FilmRequest<InputFile, InputFile>;

/**
 * Whether each scene can have things in front of it: one that goes on has no first frame to take apart, and what stands in front of one scene would not
 * come back at the end of a film that ends with a picture.
 */
export function scenesAreCut(scenes: readonly { readonly start?: string }[], hasEnding: boolean): boolean {
  return scenes.length === 1 || (!hasEnding && scenes.every(({ start }, i) => i === 0 || start !== 'continue'));
}

/** A film of one prompt has one scene. */
export function scenesOf(subject: Subject): readonly Scene[] {
  return subject.kind === 'scenes' ? subject.scenes : [{ prompt: subject.prompt, seconds: subject.seconds }];
}

/** Whether the layers are all there is: what the scenes show is not made then, and only their length counts. */
export function isLayersAlone({ transparent, hideSubject }: Pick<RequestOptions, 'transparent' | 'hideSubject'>): boolean {
  return transparent === true && hideSubject === true;
}

/** Whether a first frame has to be drawn, of the film or of a layer: that of a later cut has no picture. */
export function needsDrawing(request: Pick<FilmRequest<unknown, unknown>, 'subject' | 'start' | 'layers' | 'transparent' | 'hideSubject'>): boolean {
  const { subject, start, layers = [] } = request;
  if (layers.some(({ content }) => content.kind === 'prompt')) return true;
  if (isLayersAlone(request)) return false;
  return !start || scenesOf(subject).some(({ start: how }, i) => i > 0 && how !== 'continue');
}

/** Length of what is generated, in seconds. */
export const secondsOf = (subject: Subject): number => scenesOf(subject).reduce((sum, { seconds }) => sum + seconds, 0);

/** The prompts of all scenes in one line. */
export const promptOf = (subject: Subject): string => scenesOf(subject).map(({ prompt }) => prompt).join(' / ');
