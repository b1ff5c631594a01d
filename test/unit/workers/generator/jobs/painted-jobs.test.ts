import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { GenerationEvent } from '../../../../../contract/events.js';
import { GeneratorService } from '../../../../../workers/generator/jobs/generator-service.js';
import { FrameDigest } from '../../../../../workers/generator/media/encode/frame-digest.js';
import { stackAlpha } from '../../../../../contract/stacked-alpha.js';
import type { GenerateRequest } from '../../../../../contract/request/request.js';
import { stepsHere, type PaintStep } from '../../../../../workers/generator/pipelines/compose/paint-step.js';
import { StepPainter } from '../../../../../workers/generator/pipelines/compose/step-painter.js';
import type { PixelSize } from '../../../../../workers/generator/pipelines/decoders/layers/pixel-map.js';
import { broughtHere, paintWhole, type FramePixels, type ShownPicture } from '../../../../../workers/generator/pipelines/film-picture.js';
import type { FramePainter } from '../../../../../workers/generator/pipelines/frame-painter.js';
import type { Platform } from '../../../../../workers/generator/platform.js';
import type { FilmFrame, FrameOutput } from '../../../../../workers/lib/film-frame.js';
import { requestFor } from '../../../../fixtures/request-for.js';
import { FakeClip } from '../../../../fixtures/worker/fake-clip.js';
import { LOAD, fakePlatform, run } from '../../../../fixtures/worker/fake-platform.js';
import { LAYERED_TOY, layeredRunner } from '../../../../fixtures/worker/layered-toy.js';
import { ToyDevice } from '../../../../fixtures/worker/toy-device.js';
import { noRows, TOY_FILE } from '../../../../fixtures/worker/toy-pack.js';

/** Five windows each. */
const REQUEST = requestFor('red apple', 6);
const LAYERED = requestFor('red apple', 6, { size: { width: 64, height: 64 }, fps: 24, layers: [{ content: { kind: 'prompt', prompt: 'red dog' }, place: { x: 0.4, y: 0.5, size: 0.8 } }, { content: { kind: 'title', text: 'Hi' }, place: { x: 0.5, y: 0.2, size: 0.2 } }] });
const ALONE: GenerateRequest = { ...LAYERED, transparent: true };

interface ToyImage {
  readonly pixels: Promise<FramePixels>;
  close(): void;
}

interface Painting {
  /** Whether the painter opens, and the encoder keeps its colours. */
  readonly opens?: boolean;
  readonly keeps?: boolean;
  /** Call of `settled` that says that the device was lost. */
  readonly lostAt?: number;
}

/** A platform whose device paints, with what became of it. */
function painting({ opens = true, keeps = true, lostAt = Infinity }: Painting) {
  const log = { painted: 0, open: new Set<ToyImage>(), taken: [] as string[], painters: 0 };
  let [settled, isSound] = [0, opens];
  function opened<Order>(output: FrameOutput, paint: (order: Order) => Promise<FramePixels>): Promise<FramePainter<Order>> {
    if (!isSound) return Promise.reject(new Error('It paints otherwise.'));
    log.painters++;
    const made = (pixels: Promise<FramePixels>): VideoFrame => {
      const image: ToyImage = { pixels: pixels.then((rgba) => (output === 'stacked' ? stackAlpha(rgba) : rgba)), close: () => void log.open.delete(image) };
      log.open.add(image);
      return image as unknown as VideoFrame;
    };
    return Promise.resolve({
      output,
      paint: (order) => {
        log.painted++;
        return made(paint(order));
      },
      show: (rgba) => made(Promise.resolve(rgba)),
      settled: () => {
        if (++settled !== lostAt) return Promise.resolve();
        isSound = false;
        return Promise.reject(Failure.because('device-lost', {}));
      },
      close: () => {
        log.painters--;
      },
    });
  }
  const openPainter = (_size: PixelSize, output: FrameOutput): Promise<FramePainter<ShownPicture>> =>
    opened(output, async ({ picture }) => paintWhole(await broughtHere(picture), output === 'stacked' ? 'nothing' : 'background'));
  const openComposer = (size: PixelSize, output: FrameOutput): Promise<FramePainter<readonly PaintStep[]>> => {
    const here = new StepPainter(size, output === 'stacked');
    return opened(output, async (steps) => here.paint(await stepsHere(steps)));
  };
  class PaintedClip extends FakeClip {
    keepsColours = (): Promise<boolean> => Promise.resolve(keeps);

    override async add(frame: FilmFrame): Promise<void> {
      log.taken.push('image' in frame ? 'image' : 'bytes');
      await super.add('image' in frame ? { index: frame.index, width: frame.width, height: frame.height, rgba: await (frame.image as unknown as ToyImage).pixels } : frame);
    }
  }
  const base = fakePlatform();
  const { platform } = fakePlatform({
    openPack: () => Promise.resolve({ manifest: LAYERED_TOY, read: () => Promise.resolve(TOY_FILE), open: () => Promise.resolve(new Blob([TOY_FILE])), missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve(), readRows: noRows }),
    startEncoder: (_frame, _preferred, _ledger, start) => Promise.resolve(new PaintedClip([], start)),
    startRuntime: async (...given) => {
      const { runner, device } = new ToyDevice(layeredRunner());
      return { ...(await base.platform.startRuntime(...given)), ...runner, device: { ...device, openPainter, openComposer } };
    },
  } satisfies Partial<Platform>);
  return { platform, log };
}

async function made(setting: Painting, request: GenerateRequest = REQUEST) {
  const { platform, log } = painting(setting);
  const generator = new GeneratorService(platform);
  await generator.describePack(LOAD);
  const events: GenerationEvent[] = [];
  const last = await run(generator, request, (event) => events.push(event));
  if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
  const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.warning.code] : []));
  const pauses = events.flatMap((event) => (event.type === 'paused' ? [event.reason] : []));
  return { frames: last.metadata.framesSha256, count: last.metadata.frames, warnings, pauses, log };
}

describe('a film whose frames are painted on the device', () => {
  test.each([['of one thing', REQUEST], ['on nothing', { ...REQUEST, transparent: true }], ['in layers', LAYERED], ['in layers on nothing', ALONE]])('has the frames of one that is not, and closes every image: %s', async (_, request) => {
    const [there, here] = [await made({}, request), await made({ opens: false }, request)];
    expect(there.log.taken).toEqual(new Array(there.count).fill('image'));
    expect(here.log.taken).toEqual(new Array(here.count).fill('bytes'));
    expect(there.frames).toBe(here.frames);
    expect([there.log.open.size, there.log.painters]).toEqual([0, 0]);
    expect([there.warnings, here.warnings]).toEqual([[], ['painted-on-cpu']]);
  });

  test('is painted in ordinary memory where the encoder takes its colours for others', async () => {
    const { log, warnings, frames } = await made({ keeps: false });
    expect(new Set(log.taken)).toEqual(new Set(['bytes']));
    expect([log.painters, warnings]).toEqual([0, ['painted-on-cpu']]);
    expect(frames).toBe((await made({})).frames);
  });

  // Two windows of sixteen frames are kept, and the first frame; of the other film what is shown up to there.
  test.each([['of one thing', REQUEST, 33], ['in layers', LAYERED, 64]])('goes on from its last window where the device did not do as it was asked: %s', async (_, request, kept) => {
    const { log, warnings, pauses, frames, count } = await made({ lostAt: 3 }, request);
    expect(frames).toBe((await made({}, request)).frames);
    expect([pauses, warnings]).toEqual([['device-lost'], ['painted-on-cpu']]);
    expect(log.taken.filter((kind) => kind === 'bytes')).toHaveLength(count - kept);
    expect([log.open.size, log.painters]).toEqual([0, 0]);
  });
});

test('a digest that leaves a frame out stays empty, and goes on being so', async () => {
  const digest = new FrameDigest();
  await digest.add(new Uint8ClampedArray([1, 2, 3, 4]));
  expect([digest.isWhole, digest.chain.length]).toEqual([true, 32]);
  digest.leaveOut();
  await digest.add(new Uint8ClampedArray([1, 2, 3, 4]));
  expect([digest.isWhole, digest.chain.length, new FrameDigest(digest.chain).isWhole]).toEqual([false, 0, false]);
});
