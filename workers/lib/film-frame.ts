import type { RgbaFrame } from './rgba-frame.js';

/** A finished picture of the film that is where it was painted. Whoever takes it closes its image. */
export interface PaintedFrame {
  /** Counted from 0 over the whole film. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** Its time is not that of the film. */
  readonly image: VideoFrame;
}

export type FilmFrame = RgbaFrame | PaintedFrame;
