import type { Result } from './errors.js';
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

/** What the converter worker does for the page. Many conversions can be in progress at once. */
export interface ConverterApi {
  /** `id` is chosen by the caller, so that the conversion can be cancelled before it has answered. */
  convert(id: string, film: Blob, conversion: Conversion, onProgress: (done: number, total: number) => void): Promise<Result<Blob>>;
  /** What a film says of itself, without decoding it. */
  describe(film: Blob): Promise<Result<VideoFacts>>;
  /** Ends a conversion with the error `cancelled`; does nothing when it has ended. */
  cancel(id: string): Promise<void>;
}
