import { stackAlpha } from '../../../contract/stacked-alpha.js';
import { stepsHere } from '../../../workers/generator/pipelines/compose/paint-step.js';
import { StepPainter } from '../../../workers/generator/pipelines/compose/step-painter.js';
import { float32 } from '../../../workers/generator/pipelines/tensors/tensor.js';
import { requestDevice } from '../../../workers/generator/runtime/gpu-device.js';
import { createComposer } from '../../../workers/generator/runtime/painter/composer.js';
import { openComposer } from '../../../workers/generator/runtime/painter/open-painter.js';
import { TensorBuffers } from '../../../workers/generator/runtime/tensor-buffers.js';
import { composedScenes } from './composed-scenes.js';
import { goldenScene } from './painted-scenes.js';
import { paintedBytes, timesAlpha } from './painted-target.js';
import { countTraffic, since, traffic } from './gpu-traffic.js';
import { psnr } from './read-back.js';

/** Against the painter of ordinary memory. */
export interface ComposedScore {
  readonly name: string;
  /** In dB, colours as they are seen; and the largest difference of a colour or an alpha, of 255. */
  readonly psnr: number;
  readonly most: number;
}

export interface ComposingReport {
  readonly scenes: readonly ComposedScore[];
  /** Of frames of double height, with alpha below. */
  readonly stacked: readonly ComposedScore[];
  /** Of a frame that a canvas gave, and of bytes that it shows. */
  readonly canvas: readonly ComposedScore[];
  /** Bytes that go up for a frame that shows the same pictures as the one before. */
  readonly bytesAgain: number;
  readonly errors: readonly string[];
}

countTraffic();

async function composeAll(goldensUrl: string): Promise<ComposingReport> {
  const gpu = await requestDevice();
  const { device } = gpu;
  const errors: string[] = [];
  device.onuncapturederror = ({ error }) => errors.push(error.message);
  const golden = await goldenScene(goldensUrl);
  const [scenes, stacked]: [ComposedScore[], ComposedScore[]] = [[], []];
  const all = composedScenes(golden, new TensorBuffers(gpu).keep(float32([4, 6, 12, 12], golden.fields)));
  for (const { name, size, isTransparent, steps } of all) {
    const { width, height } = size;
    const expected = new StepPainter(size, isTransparent).paint(await stepsHere(steps));
    const composer = await createComposer(device, size, isTransparent ? 'alpha' : 'opaque', 'rgba8unorm');
    scenes.push(scoreOf(name, timesAlpha(await paintedBytes(device, composer, steps, width, height)), timesAlpha(expected)));
    // The same again: nothing is left of the frame before.
    scenes.push(scoreOf(`${name}, again`, timesAlpha(await paintedBytes(device, composer, steps, width, height)), timesAlpha(expected)));
    composer.destroy();
    if (!isTransparent) continue;
    const above = await createComposer(device, size, 'stacked', 'rgba8unorm');
    const seen = await paintedBytes(device, above, steps, width, 2 * height);
    stacked.push(scoreOf(name, seen.subarray(expected.length), stackAlpha(expected).subarray(expected.length)));
    above.destroy();
  }

  const { size, steps } = all[0]!;
  const painter = await openComposer(gpu, size, 'opaque');
  const expected = new StepPainter(size, false).paint(await stepsHere(steps));
  const canvas = [];
  for (const [name, image] of [['a frame', painter.paint(steps)], ['bytes', painter.show(expected)]] as const) {
    const bytes = new Uint8ClampedArray(expected.length);
    await image.copyTo(bytes, { format: 'RGBA' });
    image.close();
    canvas.push(scoreOf(name, bytes, expected));
  }
  const before = traffic();
  painter.paint(steps).close();
  const { bytesUp: bytesAgain } = since(before);
  await painter.settled();
  painter.close();
  gpu.destroy();
  return { scenes, stacked, canvas, bytesAgain, errors };
}

const scoreOf = (name: string, seen: Uint8ClampedArray, expected: Uint8ClampedArray): ComposedScore => ({
  name,
  psnr: psnr(seen, expected),
  most: seen.reduce((most, byte, i) => Math.max(most, Math.abs(byte - expected[i]!)), 0),
});

addEventListener('message', (event: MessageEvent<string>) => {
  composeAll(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
