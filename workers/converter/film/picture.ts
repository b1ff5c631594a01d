/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in its pixels. */
export interface Part extends Size {
  readonly x: number;
  readonly y: number;
}

/** Red, green, blue and straight (unpremultiplied) alpha, row after row from the top. */
export type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** A picture and how long it is shown. */
export interface TimedPicture {
  readonly rgba: Rgba;
  /** Seconds from the beginning. */
  readonly time: number;
  /** Seconds. */
  readonly duration: number;
}
