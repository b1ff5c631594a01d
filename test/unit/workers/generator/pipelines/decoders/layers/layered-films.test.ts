import { describe, expect, test } from 'vitest';
import type { PackManifest } from '../../../../../../../contract/pack/manifest.js';
import { layersOf } from '../../../../../../../workers/generator/pipelines/decoders/layers/cut-out.js';
import { openVideoDecoder } from '../../../../../../../workers/generator/pipelines/decoders/video-decoder.js';
import { paintWhole, type Picture } from '../../../../../../../workers/generator/pipelines/film-picture.js';
import type { FirstFrame } from '../../../../../../../workers/generator/pipelines/first-frame.js';
import type { PipelineContext } from '../../../../../../../workers/generator/pipelines/pipeline-context.js';
import type { NamedTensors } from '../../../../../../../workers/generator/pipelines/tensors/graph-runner.js';
import { float32 } from '../../../../../../../workers/generator/pipelines/tensors/tensor.js';
import { Stopwatch } from '../../../../../../../workers/lib/stopwatch.js';
import { noRows, TOY_MANIFEST } from '../../../../../../fixtures/worker/toy-pack.js';

const SIDE = 16;
const FRAMES = 2;
const AREA = SIDE * SIDE;
const NOISE = { seed: 1, stream: 0 };
const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];

const variant = TOY_MANIFEST.graphs['videoDecoder']!.variants;

/** A decoder that moves the subject to the right by as many pixels as the latents say; the second frame by twice as many. */
const MANIFEST = {
  ...TOY_MANIFEST,
  graphs: {
    ...TOY_MANIFEST.graphs,
    prepare: { variants: variant, freeDimensions: {}, inputs: [{ role: 'alpha', name: 'alpha', type: 'float32', shape: [1, 1, SIDE, SIDE], encoders: [0] }], outputs: [] },
    videoDecoder: {
      variants: variant,
      freeDimensions: {},
      inputs: [{ role: 'latents', name: 'latents', type: 'float32', shape: [1, 1, 1, 1], encoders: [0] }],
      outputs: [{ role: 'maps', name: 'maps', type: 'float32', shape: [FRAMES, 3, 2, 3], encoders: [0] }],
    },
  },
  imageToVideo: {
    ...TOY_MANIFEST.imageToVideo!,
    size: { width: SIDE, height: SIDE },
    latents: { shape: [1, 1, 1], scalingFactor: 1, shiftFactor: 0 },
    decoder: {
      mode: 'layers',
      graph: 'videoDecoder',
      framesPerLatent: { rest: FRAMES },
      prepare: { graph: 'prepare', tensors: [{ output: 'known', input: 'known' }] },
      states: [{ input: 'before', output: 'after', type: 'float32', shape: [1] }],
    },
  },
} satisfies PackManifest;

function answer(graph: string, inputs: NamedTensors): NamedTensors {
  if (graph === 'prepare') return { known: float32([1], Float32Array.of(3)) };
  expect(inputs['known']).toEqual(float32([1], Float32Array.of(3)));
  const pixels = Number(inputs['latents']!.data[0]);
  const rest = [1, 0, 0, 0, 1, 0];
  const moved = (by: number): readonly number[] => [1, 0, (-2 * by) / SIDE, 0, 1, 0];
  return {
    maps: float32([FRAMES, 3, 2, 3], Float32Array.of(...moved(pixels), ...rest, ...rest, ...moved(2 * pixels), ...rest, ...rest)),
    after: float32([1], Float32Array.of(Number(inputs['before']!.data[0]) + 1)),
  };
}

function contextOf(calls: string[] = []): PipelineContext {
  return {
    manifest: MANIFEST,
    runner: {
      run: (graph, inputs) => {
        calls.push(graph);
        return Promise.resolve(answer(graph, inputs));
      },
    },
    tokenize: () => ({ ids: new Int32Array(), mask: new Int32Array() }),
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('No tensor is a file.')),
    readRows: noRows,
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => 0),
    onStage: () => undefined,
    onUnit: () => undefined,
  };
}

/** A red square, four pixels wide, in the middle of a blue picture. */
const isSubject = (pixel: number): boolean => [pixel % SIDE, Math.floor(pixel / SIDE)].every((at) => at >= 6 && at < 10);
const FIRST: FirstFrame = {
  image: Float32Array.from({ length: 3 * AREA }, (_, i) => Number(isSubject(i % AREA) ? i < AREA : i >= 2 * AREA)),
  alpha: Float32Array.from({ length: AREA }, (_, i) => Number(isSubject(i))),
  plate: new Float32Array(3 * AREA).fill(1, 2 * AREA),
};

const onBackground = (picture: Picture): Uint8ClampedArray => paintWhole(picture, 'background');
const pixelAt = (rgba: Uint8ClampedArray, x: number, y: number): readonly number[] => [...rgba.subarray((y * SIDE + x) * 4, (y * SIDE + x + 1) * 4)];

describe('a decoder of layers', () => {
  test('moves the subject over what it hid, and carries its state on', async () => {
    const calls: string[] = [];
    const decoder = await openVideoDecoder(contextOf(calls), FIRST, null, NOISE);
    const [one, two] = (await decoder.decode({ latents: [Float32Array.of(2)], used: 1 })).map(onBackground);
    expect([pixelAt(one!, 6, 8), pixelAt(one!, 9, 8), pixelAt(one!, 12, 8)]).toEqual([BLUE, RED, BLUE]);
    expect([pixelAt(two!, 6, 8), pixelAt(two!, 9, 8), pixelAt(two!, 12, 8)]).toEqual([BLUE, BLUE, RED]);
    await decoder.decode({ latents: [Float32Array.of(0)], used: 1 });
    expect(await decoder.readState()).toEqual({ before: float32([1], Float32Array.of(2)) });
    expect(calls).toEqual(['prepare', 'videoDecoder', 'videoDecoder']);
  });

  test('moves frames by the strength that each has', async () => {
    const decoder = await openVideoDecoder(contextOf(), FIRST, null, NOISE);
    const [one, two] = (await decoder.decode({ latents: [Float32Array.of(2)], used: 1 }, [1, 0])).map(onBackground);
    expect(pixelAt(one!, 6, 8)).toEqual(BLUE);
    expect(pixelAt(two!, 6, 8)).toEqual(RED);
  });

  test('shows the subject alone where frames are transparent, the first one too', async () => {
    const decoder = await openVideoDecoder(contextOf(), FIRST, null, NOISE);
    const { subject: still } = layersOf(FIRST, SIDE, SIDE);
    const [one] = (await decoder.decode({ latents: [Float32Array.of(2)], used: 1 })).map((picture) => paintWhole(picture, 'nothing'));
    expect(pixelAt(still, 7, 8)).toEqual(RED);
    expect(pixelAt(still, 2, 8)[3]).toBe(0);
    expect(pixelAt(one!, 9, 8)).toEqual(RED);
    expect(pixelAt(one!, 6, 8)[3]).toBe(0);
  });
});
