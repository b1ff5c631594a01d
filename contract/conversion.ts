import type { KinoraError } from './errors.js';
import type { VideoCodecName } from './names.js';

/** What can be made of a finished film. */
export type Conversion =
  /** One frame of it as a picture. */
  | {
      readonly kind: 'poster';
      /** Seconds from the beginning; clamped to the film. */
      readonly at: number;
      readonly type: 'image/png' | 'image/webp';
      /** Longest side in pixels; the film's own size when absent. Never enlarges. */
      readonly longestSide?: number;
    }
  /** An animated GIF of all frames, at the film's own pace, played for ever. */
  | { readonly kind: 'gif' }
  /** A zip archive of all frames: frame-00001.png, frame-00002.png, ... */
  | { readonly kind: 'png-sequence' }
  /** The same frames at the same times, encoded anew. */
  | { readonly kind: 'mp4'; readonly codec: VideoCodecName };

/** What a video says of its pictures. */
export interface VideoFacts {
  readonly frames: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
  readonly codec: VideoCodecName;
}

/** From the page to the converter worker. Many can be under way at once, told apart by `id`. */
export type ConverterRequest =
  | { readonly type: 'convert'; readonly id: number; readonly film: Blob; readonly conversion: Conversion }
  | { readonly type: 'describe'; readonly id: number; readonly film: Blob }
  | { readonly type: 'cancel'; readonly id: number };

/** From the converter worker to the page. `done`, `described` or `failed` is the last word on an `id`. */
export type ConverterReply =
  | { readonly type: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly id: number; readonly file: Blob }
  | { readonly type: 'described'; readonly id: number; readonly facts: VideoFacts }
  | { readonly type: 'failed'; readonly id: number; readonly error: KinoraError };
