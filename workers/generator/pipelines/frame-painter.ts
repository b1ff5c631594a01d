import type { MadeFrame } from './film-picture.js';

/** Paints frames on the device of the graphs. */
export interface FramePainter {
  /**
   * Paints a frame as `paintWhole` does, onto its background. Whoever gets it closes it.
   * @throws Error where an earlier frame could not be painted, which a device says late
   */
  paint(made: Pick<MadeFrame, 'picture' | 'dissolve'>): VideoFrame;
  /**
   * Resolves when all frames so far are painted.
   * @throws Failure `device-lost` where the device went, or did not do what it was asked for: frames since the last call are not what they should be
   */
  settled(): Promise<void>;
  /** May be called again. */
  close(): void;
}
