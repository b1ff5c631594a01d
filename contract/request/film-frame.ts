import type { FrameShape } from '../pack-summary.js';
import type { RequestOptions } from './request.js';

/** Size and rate of a film: what is asked for, else those of the model's pictures. */
export function filmFrameOf({ size, fps }: Pick<RequestOptions, 'size' | 'fps'>, own: FrameShape): FrameShape {
  return { width: size?.width ?? own.width, height: size?.height ?? own.height, fps: fps ?? own.fps };
}

/** Whether films have the same size and rate. */
export const isSameFrame = (a: FrameShape, b: FrameShape): boolean => a.width === b.width && a.height === b.height && a.fps === b.fps;
