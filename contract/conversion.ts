import type { Result } from './errors.js';
import type { VideoCodecName } from './names.js';
import type { Sticker, StickerOrder } from './stickers/sticker.js';

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
  /**
   * An animated GIF of all frames, at the film's own pace, played for ever. `matte`, as "#rrggbb", is what the edges of a
   * transparent film are mixed with; they keep their colours when it is absent.
   */
  | { readonly kind: 'gif'; readonly matte?: string }
  /** The same as an animated PNG, without loss; as an animated WebP; as a WebM film in VP9. They keep what is transparent. */
  | { readonly kind: 'apng' | 'webp' | 'webm' }
  /** A zip archive of all frames: frame-00001.png, frame-00002.png, ... */
  | { readonly kind: 'png-sequence' }
  /** The same frames at the same times, encoded anew. `background`, as "#rrggbb", is put behind a transparent film: white when absent. */
  | { readonly kind: 'mp4'; readonly codec: VideoCodecName; readonly background?: string };

/** What a video says of its pictures. */
export interface VideoFacts {
  readonly frames: number;
  /** Visible pixels. */
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
  /** A film inside the limits of a place for stickers; `id` and progress as of `convert`. */
  makeSticker(id: string, film: Blob, order: StickerOrder, onProgress: (done: number, total: number) => void): Promise<Result<Sticker>>;
  /** What a film says of itself, without decoding it. */
  describe(film: Blob): Promise<Result<VideoFacts>>;
  /** Ends a conversion with the error `cancelled`; does nothing when it has ended. */
  cancel(id: string): Promise<void>;
}
