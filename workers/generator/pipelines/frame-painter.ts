import type { FrameOutput } from '../../lib/film-frame.js';
import type { FramePixels } from './film-picture.js';

/** Paints frames on the device of the graphs. Whoever gets an image closes it. */
export interface FramePainter<Order> {
  readonly output: FrameOutput;
  /**
   * Paints a frame as ordinary memory does.
   * @throws Error where an earlier frame could not be painted, which a device says late
   */
  paint(order: Order): VideoFrame;
  /** An image of bytes, which are as many as it has. */
  show(rgba: FramePixels): VideoFrame;
  /**
   * Resolves when all frames so far are painted.
   * @throws Failure `device-lost` where the device went, or did not do what it was asked for: frames since the last call are not what they should be
   */
  settled(): Promise<void>;
  /** May be called again. */
  close(): void;
}

/** Paints until a frame cannot be, and then gives null. @param onFault hears once of what is the matter */
export function paintUntilFault<Order>(painter: FramePainter<Order>, onFault: (fault: unknown) => void): (order: Order) => VideoFrame | null {
  let paints = true;
  return (order) => {
    if (!paints) return null;
    try {
      return painter.paint(order);
    } catch (error) {
      paints = false;
      onFault(error);
      return null;
    }
  };
}
