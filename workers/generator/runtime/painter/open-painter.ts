import type { FrameOutput } from '../../../lib/film-frame.js';
import type { PaintStep } from '../../pipelines/compose/paint-step.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import type { ShownPicture } from '../../pipelines/film-picture.js';
import type { FramePainter } from '../../pipelines/frame-painter.js';
import type { OwnedDevice } from '../gpu-device.js';
import { CanvasPainter, type OpenTarget } from './canvas-painter.js';
import { composesAlike, paintsAlike } from './check-painter.js';
import { createComposer } from './composer.js';
import { createPicturePainter } from './picture-painter.js';

/** Why frames are not painted on the GPU in this worker, once that is known. A device that was lost over it stays in doubt. */
let doubt: string | null = null;
/** The checks that were passed. */
const sound = new Set<Check>();

type Check = (gpu: OwnedDevice) => Promise<string | null>;

/** @throws Error where frames cannot be painted on the GPU, or would look otherwise */
export function openPainter(gpu: OwnedDevice, size: PixelSize, output: FrameOutput): Promise<FramePainter<ShownPicture>> {
  return openChecked(gpu, paintsAlike, createPicturePainter, size, output);
}

/** The same of frames that are put together. */
export function openComposer(gpu: OwnedDevice, size: PixelSize, output: FrameOutput): Promise<FramePainter<readonly PaintStep[]>> {
  return openChecked(gpu, composesAlike, createComposer, size, output);
}

async function openChecked<Order>(gpu: OwnedDevice, check: Check, openTarget: OpenTarget<Order>, size: PixelSize, output: FrameOutput): Promise<FramePainter<Order>> {
  if (doubt !== null) throw new Error(doubt);
  if (!sound.has(check)) {
    doubt = 'The check of the painter did not end.';
    try {
      doubt = await gpu.orLost(check(gpu));
    } catch (error) {
      doubt = String(error);
    }
    if (doubt !== null) throw new Error(doubt);
    sound.add(check);
  }
  return CanvasPainter.open(gpu, openTarget, size, output, (fault) => {
    doubt = fault;
  });
}
