import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import type { FramePainter } from '../../pipelines/frame-painter.js';
import type { OwnedDevice } from '../gpu-device.js';
import { CanvasPainter } from './canvas-painter.js';
import { paintsAlike } from './check-painter.js';

/** Why frames are not painted on the GPU in this worker, once that is known. A device that was lost over it stays in doubt. */
let doubt: string | null = null;
let isSound = false;

/** @throws Error where frames cannot be painted on the GPU, or would look otherwise */
export async function openPainter(gpu: OwnedDevice, size: PixelSize): Promise<FramePainter> {
  if (doubt !== null) throw new Error(doubt);
  if (!isSound) {
    doubt = 'The check of the painter did not end.';
    try {
      doubt = await gpu.orLost(paintsAlike(gpu));
    } catch (error) {
      doubt = String(error);
    }
    if (doubt !== null) throw new Error(doubt);
    isSound = true;
  }
  return CanvasPainter.open(gpu, size, (fault) => {
    doubt = fault;
  });
}
