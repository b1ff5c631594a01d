import type { RgbaFrame } from './rgba-frame.js';

/** What the pixels of painted frames are: colours, or colours above alpha, in an image of double height. */
export type FrameOutput = 'opaque' | 'stacked';

/** A finished picture of the film that is where it was painted. Whoever takes it closes its image. */
export interface PaintedFrame {
  /** Counted from 0 over the whole film. */
  readonly index: number;
  /** Those of the image. */
  readonly width: number;
  readonly height: number;
  /** Its time is not that of the film. */
  readonly image: VideoFrame;
  readonly output: FrameOutput;
}

export type FilmFrame = RgbaFrame | PaintedFrame;

/** @param size of the film */
export function paintedFrame(index: number, { width, height }: { readonly width: number; readonly height: number }, image: VideoFrame, output: FrameOutput): PaintedFrame {
  return { index, width, height: output === 'stacked' ? 2 * height : height, image, output };
}
