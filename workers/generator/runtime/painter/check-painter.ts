import { boundsOf, type Layers } from '../../pipelines/decoders/layers/cut-out.js';
import type { FrameMaps } from '../../pipelines/decoders/layers/frame-maps.js';
import { paintFrame } from '../../pipelines/decoders/layers/paint-frame.js';
import type { OwnedDevice } from '../gpu-device.js';
import { CanvasPainter } from './canvas-painter.js';

/** dB, as much as can be seen. */
const ALIKE = 40;
const [WIDTH, HEIGHT] = [96, 64];
const SIDE = 8;

/** Paints a frame on the GPU and in ordinary memory. @returns null where they are alike, else what is the matter */
export async function paintsAlike(gpu: OwnedDevice): Promise<string | null> {
  const layers = checkedLayers();
  const expected = paintFrame(layers, CHECKED_MAPS, 'background');
  const painter = await CanvasPainter.open(gpu, { width: WIDTH, height: HEIGHT }, () => undefined);
  try {
    const frame = painter.paint({ picture: { kind: 'layers', layers, maps: CHECKED_MAPS }, dissolve: null });
    try {
      await painter.settled();
      const painted = new Uint8Array(expected.length);
      await frame.copyTo(painted, { format: 'RGBA' });
      const error = expected.reduce((sum, byte, i) => sum + (byte - (painted[i] ?? 0)) ** 2, 0) / expected.length;
      const psnr = 10 * Math.log10(255 ** 2 / Math.max(error, 1e-9));
      return psnr >= ALIKE ? null : `A frame that was painted on the GPU is at ${psnr.toFixed(1)} dB.`;
    } finally {
      frame.close();
    }
  } finally {
    painter.close();
  }
}

/** A ball before waves. */
function checkedLayers(): Layers {
  const subject = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  const background = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      background.set([127 + 100 * Math.sin(x / 5), 127 + 100 * Math.cos(y / 7), 2 * x, 255], at);
      subject.set([200, 40 + 2 * y, 255 - 2 * x, 255 * (20.5 - Math.hypot(x - 45, y - 30))], at);
    }
  }
  return { width: WIDTH, height: HEIGHT, subject, background, bounds: boundsOf(subject, WIDTH, HEIGHT) };
}

const CHECKED_MAPS: FrameMaps = {
  subject: { xx: 1.05, xy: 0.1, x0: -6, yx: -0.1, yy: 1.05, y0: 3 },
  background: { xx: 1, xy: 0, x0: 2.3, yx: 0, yy: 1, y0: -1.7 },
  fields: {
    side: SIDE,
    planes: Float32Array.from({ length: 6 * SIDE * SIDE }, (_, i) => 0.04 * Math.sin(i / 9)),
    map: { xx: SIDE / WIDTH, xy: 0, x0: 0, yx: 0, yy: SIDE / HEIGHT, y0: 0 },
    reach: 0.04,
  },
};
