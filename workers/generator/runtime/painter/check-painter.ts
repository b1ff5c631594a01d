import { stackAlpha } from '../../../../contract/stacked-alpha.js';
import type { FrameOutput } from '../../../lib/film-frame.js';
import { StepPainter } from '../../pipelines/compose/step-painter.js';
import { paintFrame } from '../../pipelines/decoders/layers/paint-frame.js';
import { withParticles } from '../../pipelines/weather/paint-particles.js';
import type { FramePixels } from '../../pipelines/film-picture.js';
import type { OwnedDevice } from '../gpu-device.js';
import { CanvasPainter, type OpenTarget } from './canvas-painter.js';
import { CHECKED_MAPS, CHECKED_PARTICLES, CHECKED_SIZE, checkedLayers, checkedSteps } from './checked-frames.js';
import { createComposer } from './composer.js';
import { createPicturePainter } from './picture-painter.js';

/** dB, as much as can be seen. */
const ALIKE = 40;

/** Paints pictures on the GPU and in ordinary memory. @returns null where they are alike, else what is the matter */
export async function paintsAlike(gpu: OwnedDevice): Promise<string | null> {
  const layers = checkedLayers();
  const order = { picture: { kind: 'layers', layers, maps: CHECKED_MAPS }, dissolve: null } as const;
  const behind = { ...CHECKED_SIZE, rgba: paintFrame(layers, CHECKED_MAPS, 'background') };
  return (
    (await difference(gpu, createPicturePainter, 'opaque', { ...order, weather: CHECKED_PARTICLES }, withParticles(behind, CHECKED_PARTICLES))) ??
    difference(gpu, createPicturePainter, 'stacked', order, paintFrame(layers, CHECKED_MAPS, 'nothing'))
  );
}

/** The same of frames that are put together. */
export async function composesAlike(gpu: OwnedDevice): Promise<string | null> {
  const [opaque, alone] = [checkedSteps(false), checkedSteps(true)];
  return (
    (await difference(gpu, createComposer, 'opaque', opaque, new StepPainter(CHECKED_SIZE, false).paint(opaque))) ??
    difference(gpu, createComposer, 'stacked', alone, new StepPainter(CHECKED_SIZE, true).paint(alone))
  );
}

async function difference<Order>(gpu: OwnedDevice, openTarget: OpenTarget<Order>, output: FrameOutput, order: Order, expected: FramePixels): Promise<string | null> {
  const painter = await CanvasPainter.open(gpu, openTarget, CHECKED_SIZE, output, () => undefined);
  try {
    const frame = painter.paint(order);
    try {
      await painter.settled();
      const wanted = output === 'stacked' ? stackAlpha(expected) : expected;
      const painted = new Uint8ClampedArray(wanted.length);
      await frame.copyTo(painted, { format: 'RGBA' });
      const [a, b] = output === 'stacked' ? [timesAlpha(wanted), timesAlpha(painted)] : [wanted, painted];
      const error = a.reduce((sum, byte, i) => sum + (byte - (b[i] ?? 0)) ** 2, 0) / a.length;
      const psnr = 10 * Math.log10(255 ** 2 / Math.max(error, 1e-9));
      return psnr >= ALIKE ? null : `A frame that was painted on the GPU is at ${psnr.toFixed(1)} dB.`;
    } finally {
      frame.close();
    }
  } finally {
    painter.close();
  }
}

/** Colours where alpha is none cannot be seen. */
function timesAlpha(stacked: FramePixels): FramePixels {
  const half = stacked.length / 2;
  return stacked.map((byte, at) => (at < half ? (byte * (stacked[half + at] ?? 0)) / 255 : byte));
}
