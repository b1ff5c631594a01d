import { WEATHERS, type Weather } from '../../../contract/names.js';
import { Failure } from '../../../contract/errors/failure.js';
import { stackAlpha } from '../../../contract/stacked-alpha.js';
import { AT_REST, mapsOfFrame, type FrameMaps } from '../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { paintFrame } from '../../../workers/generator/pipelines/decoders/layers/paint-frame.js';
import { mixPictures } from '../../../workers/generator/pipelines/ending.js';
import { paintWhole, type FramePixels, type Picture, type ShownPicture } from '../../../workers/generator/pipelines/film-picture.js';
import { float32 } from '../../../workers/generator/pipelines/tensors/tensor.js';
import { paintParticles } from '../../../workers/generator/pipelines/weather/paint-particles.js';
import { particlesOf } from '../../../workers/generator/pipelines/weather/particles.js';
import { requestDevice } from '../../../workers/generator/runtime/gpu-device.js';
import { CanvasPainter } from '../../../workers/generator/runtime/painter/canvas-painter.js';
import { openPainter } from '../../../workers/generator/runtime/painter/open-painter.js';
import { createPicturePainter } from '../../../workers/generator/runtime/painter/picture-painter.js';
import type { OUTPUTS } from '../../../workers/generator/runtime/painter/shaders/lookups.js';
import { TensorBuffers } from '../../../workers/generator/runtime/tensor-buffers.js';
import { ballBeforeWaves, goldenScene, paintedScenes } from './painted-scenes.js';
import { paintedBytes, timesAlpha } from './painted-target.js';
import { psnr } from './read-back.js';

export interface PaintingReport {
  /** In dB to the painter of ordinary memory: onto the background, on nothing with colours times alpha, colours above alpha. */
  readonly scenes: readonly { readonly name: string; readonly onto: number; readonly alone: number; readonly stacked: number }[];
  /** The same scenes from what a graph leaves on the device. */
  readonly there: readonly number[];
  /** The largest difference of a byte of layers that are shown as they are: with nothing on the device, and with a picture that has a part of them. */
  readonly unpacked: readonly number[];
  readonly dissolved: number;
  readonly plain: number;
  /** With a shadow: of what stands, of what has risen before a camera that moves, and of what will land. 0 where ordinary memory painted none. */
  readonly shaded: readonly number[];
  /** With particles, and one that dissolves at the same time: dB, and the largest difference of a colour, of 255. 0 dB where ordinary memory painted none. */
  readonly falling: readonly { readonly weather: Weather; readonly psnr: number; readonly most: number }[];
  /** Of a frame that a canvas gave. */
  readonly canvas: number;
  /** What comes of a frame that the device refuses: to whoever waits for it, to the next frame, and how often it was told. */
  readonly afterFault: { readonly settled: string; readonly next: string; readonly heard: number };
  readonly sound: boolean;
  readonly errors: readonly string[];
}

/** dB to the same frame without its shadow, that a shadow takes at least. */
const SHADOW_SEEN = 45;
/** A frame's pixels to those of the first frame: a subject that is smaller, turned and higher than it was, and a camera that moves. */
const RISEN = { xx: 1.2, xy: 0.1, x0: -60, yx: -0.1, yy: 1.2, y0: 20 };
const PANNED = { xx: 0.95, xy: 0, x0: 20, yx: 0, yy: 0.95, y0: 10 };

async function paintAll(goldensUrl: string): Promise<PaintingReport> {
  const gpu = await requestDevice();
  const { device } = gpu;
  const errors: string[] = [];
  device.onuncapturederror = ({ error }) => errors.push(error.message);
  device.pushErrorScope('validation');
  const golden = await goldenScene(goldensUrl);

  async function painted(order: ShownPicture, width: number, height: number, output: keyof typeof OUTPUTS): Promise<Uint8ClampedArray> {
    const painter = await createPicturePainter(device, { width, height }, output, 'rgba8unorm');
    try {
      return await paintedBytes(device, painter, order, width, output === 'stacked' ? 2 * height : height);
    } finally {
      painter.destroy();
    }
  }

  const scenes = [];
  for (const { name, layers, maps } of paintedScenes(golden)) {
    const { width, height } = layers;
    const paint = (output: keyof typeof OUTPUTS) => painted({ picture: { kind: 'layers', layers, maps }, dissolve: null }, width, height, output);
    const alone = paintFrame(layers, maps, 'nothing');
    scenes.push({
      name,
      onto: psnr(await paint('opaque'), paintFrame(layers, maps, 'background')),
      alone: psnr(timesAlpha(await paint('alpha')), timesAlpha(alone)),
      stacked: psnr((await paint('stacked')).subarray(alone.length), stackAlpha(alone).subarray(alone.length)),
    });
  }

  const { layers } = golden;
  const { width, height } = layers;
  const buffers = new TensorBuffers(gpu);
  const moved = { frames: 4, maps: buffers.keep(float32([4, 3, 2, 3], golden.maps)), fields: buffers.keep(float32([4, 6, 12, 12], golden.fields)) };
  const there: number[] = [];
  for (let number = 0; number < 4; number++) {
    const expected = paintFrame(layers, mapsOfFrame(golden.maps, golden.fields, 4, number, width, height), 'background');
    there.push(psnr(await painted({ picture: { kind: 'there', layers, moved, number }, dissolve: null }, width, height, 'opaque'), expected));
  }

  const waves = ballBeforeWaves(512, 512);
  const rest: Picture = { kind: 'layers', layers: waves, maps: AT_REST };
  const plainPicture: Picture = { kind: 'pixels', rgba: waves.background };
  const wave = paintFrame(waves, AT_REST, 'background');
  const opaque = (order: Partial<ShownPicture>) => painted({ picture: rest, dissolve: null, ...order }, 512, 512, 'opaque');
  const shaded = async (maps: FrameMaps, stands: 'rests' | 'lands'): Promise<number> => {
    const picture: Picture = { kind: 'layers', layers: waves, maps, ground: { horizon: 0.5, stands } };
    const [seen, expected] = [await opaque({ picture }), paintWhole(picture, 'background')];
    // A shadow that is not there would not be missed.
    return psnr(expected, paintFrame(waves, maps, 'background')) < SHADOW_SEEN ? psnr(seen, expected) : 0;
  };

  const falling = [];
  for (const weather of WEATHERS) {
    const particles = particlesOf([{ weather, seed: 7, seconds: 3.2, opacity: 1 }], waves);
    const behind = mixPictures(wave, waves.background, 0.3);
    const expected = behind.slice();
    paintParticles({ ...waves, rgba: expected }, particles);
    const seen = await opaque({ dissolve: { picture: plainPicture, weight: 0.3 }, weather: particles });
    const most = seen.reduce((largest, byte, i) => Math.max(largest, Math.abs(byte - expected[i]!)), 0);
    falling.push({ weather, psnr: psnr(expected, behind) < SHADOW_SEEN ? psnr(seen, expected) : 0, most });
  }

  const painter = await openPainter(gpu, waves, 'opaque');
  const frame = painter.paint({ picture: rest, dissolve: null });
  const fromCanvas = new Uint8ClampedArray(wave.length);
  await frame.copyTo(fromCanvas, { format: 'RGBA' });
  frame.close();
  painter.close();
  painter.close();

  return {
    scenes,
    there,
    dissolved: psnr(await opaque({ dissolve: { picture: plainPicture, weight: 0.3 } }), mixPictures(wave, waves.background, 0.3)),
    plain: psnr(await opaque({ picture: plainPicture }), waves.background),
    shaded: [await shaded(AT_REST, 'rests'), await shaded({ ...AT_REST, subject: RISEN, background: PANNED }, 'rests'), await shaded(AT_REST, 'lands')],
    falling,
    canvas: psnr(fromCanvas, wave),
    unpacked: await unpacked(),
    afterFault: await afterFault(),
    sound: await openPainter(gpu, waves, 'opaque').then((again) => (again.close(), true)),
    errors: [...errors, ...((error) => (error ? [error.message] : []))(await device.popErrorScope())],
  };

  /** Bytes without order in a picture that blocks do not fill, and the same but for its upper rows. */
  async function unpacked(): Promise<readonly number[]> {
    const [width, height] = [61, 45];
    const noisy = (salt: number): FramePixels => Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : Math.abs(Math.sin(at + salt) * 43758.5453) % 256));
    const all = { left: 0, right: width - 1, top: 0, bottom: height - 1 };
    const shown = noisy(1);
    const background = shown.slice();
    background.set(noisy(2).subarray(0, 9 * width * 4));
    const clear: FramePixels = new Uint8ClampedArray(width * height * 4);
    const moved: ShownPicture = { picture: { kind: 'layers', layers: { width, height, subject: clear, background, bounds: all }, maps: AT_REST }, dissolve: null };
    const differences: number[] = [];
    for (const before of [[], [{ picture: { kind: 'pixels', rgba: shown }, dissolve: null } as const]]) {
      const painter = await createPicturePainter(device, { width, height }, 'opaque', 'rgba8unorm');
      try {
        for (const order of before) await paintedBytes(device, painter, order, width, height);
        const bytes = await paintedBytes(device, painter, moved, width, height);
        differences.push(bytes.reduce((most, byte, at) => Math.max(most, Math.abs(byte - background[at]!)), 0));
      } finally {
        painter.destroy();
      }
    }
    return differences;
  }

  /** A device says late that a buffer was gone. */
  async function afterFault(): Promise<PaintingReport['afterFault']> {
    const faults: string[] = [];
    const small = await CanvasPainter.open(gpu, createPicturePainter, layers, 'opaque', (fault) => faults.push(fault));
    const gone = new TensorBuffers(gpu);
    const tensor = gone.keep(float32([4, 3, 2, 3], golden.maps));
    gone.destroy();
    try {
      small.paint({ picture: { kind: 'there', layers, moved: { frames: 4, maps: tensor, fields: null }, number: 0 }, dissolve: null }).close();
      const settled = await small.settled().then(() => 'painted', (error: unknown) => (error instanceof Failure ? error.error.code : 'thrown'));
      const next = await Promise.resolve().then(() => small.paint({ picture: { kind: 'pixels', rgba: layers.background }, dissolve: null })).then(() => 'painted', () => 'refused');
      return { settled, next, heard: faults.length };
    } finally {
      small.close();
    }
  }
}

addEventListener('message', (event: MessageEvent<string>) => {
  paintAll(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
