import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ResourceLedger } from '../../../../../../workers/lib/resource-ledger.js';
import type { ChosenCodec } from '../../../../../../workers/generator/media/encode/frame-encoder.js';
import type { EncoderStart } from '../../../../../../workers/generator/media/encode/film-encoder.js';
import { Disk } from '../../../../../fixtures/worker/disk.js';
import { LOAD, fakePlatform, run } from '../../../../../fixtures/worker/fake-platform.js';
import { stubVideoEncoder, type Behaviour } from '../../../../../fixtures/worker/fake-video-encoder.js';

const SIZE = { width: 16, height: 16, fps: 12 };
/** Longer than any patience of ours, in milliseconds. */
const LONG_MS = 120_000;
const STEP_MS = 100;
const realTimeout = globalThis.setTimeout;

/** What is known of encoders is kept for as long as the worker lives: a fresh one for each test. */
async function freshWorker() {
  vi.resetModules();
  const [codecs, clips, failures, generators] = await Promise.all([
    import('../../../../../../workers/generator/media/encode/choose-codec.js'),
    import('../../../../../../workers/generator/media/encode/film-encoder.js'),
    import('../../../../../../workers/lib/to-kinora-error.js'),
    import('../../../../../../workers/generator/jobs/generator-service.js'),
  ]);
  const write = (codec: ChosenCodec, start?: EncoderStart) => new clips.WebCodecsFilmEncoder(codec, SIZE.fps, new ResourceLedger(), start);
  return { ...codecs, ...clips, ...failures, ...generators, write };
}

const grey = (index: number) => ({ index, width: SIZE.width, height: SIZE.height, rgba: new Uint8ClampedArray(SIZE.width * SIZE.height * 4).fill(200) });

const profile = ({ codec }: VideoEncoderConfig): string => codec.slice(0, 7);

/** What `work` ends with while time flies. */
async function inTime<T>(work: Promise<T>): Promise<T | string> {
  const waiting = 'still waiting';
  let ended: T | string = waiting;
  void work.then(
    (value) => (ended = value),
    (error: unknown) => (ended = String(error)),
  );
  for (let gone = 0; gone < LONG_MS && ended === waiting; gone += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    // The hashes of frames take time of the real kind.
    await new Promise((resolve) => realTimeout(resolve, 1));
  }
  return ended;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an encoder that puts frames out of their order', () => {
  /** libx264 behind Firefox: High and Main have B-frames. */
  const likeLibx264 = (config: VideoEncoderConfig): Behaviour => (profile(config) === 'avc1.42' ? {} : { reordersFrom: 0 });

  test('fault B1: is not chosen where another one of the codec keeps it', async () => {
    stubVideoEncoder(likeLibx264);
    const { chooseCodec } = await freshWorker();
    const { name, config } = await chooseCodec(SIZE);
    expect([name, profile(config)]).toEqual(['h264', 'avc1.42']);
  });

  test('fault B1: is not chosen where only another codec keeps it', async () => {
    stubVideoEncoder(({ codec }) => (codec.startsWith('avc1') ? { reordersFrom: 0 } : {}));
    const { chooseCodec, listCodecs } = await freshWorker();
    expect((await chooseCodec(SIZE, 'h264')).name).toBe('vp9');
    expect(await listCodecs(SIZE)).toEqual(['vp9', 'av1']);
  });

  test('fault B1: is left for another one when it begins to in the middle of a film', async () => {
    stubVideoEncoder((config) => (profile(config) === 'avc1.64' ? { reordersFrom: 30 } : {}));
    const { chooseCodec, write } = await freshWorker();
    const chosen = await chooseCodec(SIZE);
    expect(profile(chosen.config)).toBe('avc1.64');
    const writer = write(chosen);
    const made = (async () => {
      for (let i = 0; i < 60; i++) await writer.add(grey(i));
      return writer.cut();
    })();
    await expect(made).rejects.toMatchObject({ error: { code: 'encoder-changed' } });
    expect(profile((await chooseCodec(SIZE)).config)).not.toBe('avc1.64');
  });

  test('fault B1: costs a film its beginning and not its end', async () => {
    stubVideoEncoder((config) => (profile(config) === 'avc1.64' ? { reordersFrom: 40 } : {}));
    const { chooseCodec, WebCodecsFilmEncoder, GeneratorService } = await freshWorker();
    const profiles: string[] = [];
    const { platform } = fakePlatform({
      openFolders: () => Promise.resolve(new Disk()),
      startEncoder: async (frame, preferred, ledger, start) => {
        const chosen = await chooseCodec(frame, preferred);
        profiles.push(profile(chosen.config));
        return new WebCodecsFilmEncoder(chosen, frame.fps, ledger, start);
      },
    });
    const generator = new GeneratorService(platform);
    await generator.describePack(LOAD);
    const last = await run(generator, { prompt: 'red apple', seconds: 8, seed: 7 });
    expect(last).toMatchObject({ type: 'done', metadata: { frames: 96, codec: 'h264' } });
    expect(profiles).toEqual(['avc1.64', 'avc1.4d']);
  });
});

describe('an encoder that does not answer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  test('fault B7: to the question whether it can is passed over', async () => {
    stubVideoEncoder(({ codec }) => (codec.startsWith('avc1') ? { claims: 'silent' } : {}));
    const { listCodecs } = await freshWorker();
    expect(await inTime(listCodecs(SIZE))).toEqual(['vp9', 'av1']);
  });

  test('fault B7: when it is tried is passed over', async () => {
    stubVideoEncoder((config) => (profile(config) === 'avc1.42' ? {} : { silentFrom: 1 }));
    const { chooseCodec } = await freshWorker();
    expect(await inTime(chooseCodec(SIZE).then(({ config }) => profile(config)))).toBe('avc1.42');
  });

  test('fault B7: at all leads to an error that says so', async () => {
    stubVideoEncoder(() => ({ claims: 'silent' }));
    const { chooseCodec } = await freshWorker();
    expect(await inTime(chooseCodec(SIZE))).toMatch(/no-codec-at-size/);
  });

  test.each([10, 60])('fault B7: in the middle of a film ends it with an error, and is tried anew for the next (frame %i)', async (silentFrom) => {
    const asked = stubVideoEncoder(() => ({ silentFrom }));
    const { chooseCodec, write, toKinoraError } = await freshWorker();
    const chosen = await chooseCodec(SIZE);
    const writer = write(chosen);
    const made = (async () => {
      for (let i = 0; i <= 60; i++) await writer.add(grey(i));
      await writer.cut();
    })().catch((error: unknown) => toKinoraError(error));
    expect(await inTime(made)).toMatchObject({ code: 'encoder-silent', params: { seconds: 25 } });
    const before = asked.length;
    await chooseCodec(SIZE);
    expect(asked.length).toBe(before + 1);
  });

  test('gathers no listeners while it is waited for', async () => {
    stubVideoEncoder(() => ({ silentFrom: 10 }));
    const { chooseCodec, write } = await freshWorker();
    const writer = write(await chooseCodec(SIZE));
    // Node warns of more than ten.
    const warnings: Error[] = [];
    const note = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', note);
    const made = (async () => {
      for (let i = 0; i <= 60; i++) await writer.add(grey(i));
    })();
    expect(await inTime(made)).toMatch(/encoder-silent/);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  test('is not one that a film needs long for', async () => {
    stubVideoEncoder(() => ({}));
    const { chooseCodec, write } = await freshWorker();
    const writer = write(await chooseCodec(SIZE));
    for (let i = 0; i < 3; i++) {
      await writer.add(grey(i));
      await vi.advanceTimersByTimeAsync(LONG_MS);
    }
    expect((await writer.cut()).chunks).toHaveLength(3);
  });
});

describe('what is known of an encoder', () => {
  test('is found out once for each size', async () => {
    const asked = stubVideoEncoder(() => ({}));
    const { chooseCodec, listCodecs } = await freshWorker();
    await listCodecs(SIZE);
    expect(asked).toHaveLength(3);
    await chooseCodec(SIZE);
    await listCodecs(SIZE);
    expect(asked).toHaveLength(3);
    await listCodecs({ ...SIZE, width: 32 });
    expect(asked).toHaveLength(6);
  });

  test('an encoder that breaks is tried anew for the next film', async () => {
    const asked = stubVideoEncoder(() => ({ failsFrom: 8 }));
    const { chooseCodec, write, toKinoraError } = await freshWorker();
    const writer = write(await chooseCodec(SIZE));
    for (let i = 0; i < 9; i++) await writer.add(grey(i));
    expect(await writer.cut().catch((error: unknown) => toKinoraError(error).code)).toBe('encoder-broke');
    await chooseCodec(SIZE);
    expect(asked).toHaveLength(2);
  });
});

describe('colours', () => {
  const FULL_RANGE: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'bt709', fullRange: true };

  test('fault 2: an encoder that says full range of limited frames is the last choice', async () => {
    stubVideoEncoder((config) => (profile(config) === 'avc1.64' ? { colorSpace: FULL_RANGE } : {}));
    const { chooseCodec } = await freshWorker();
    expect(profile((await chooseCodec(SIZE)).config)).toBe('avc1.4d');
    stubVideoEncoder(() => ({ colorSpace: FULL_RANGE }));
    const other = await freshWorker();
    expect(profile((await other.chooseCodec(SIZE)).config)).toBe('avc1.64');
  });

  test('fault 2: what an encoder does not say is as the frames were', async () => {
    stubVideoEncoder(() => ({ colorSpace: {} }));
    const { chooseCodec, write } = await freshWorker();
    const writer = write(await chooseCodec(SIZE, 'vp9'));
    await writer.add(grey(0));
    expect((await writer.cut()).video.colorSpace).toEqual({ primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false });
  });

  test('fault 2: a film that was begun in full range does not go on in limited range', async () => {
    stubVideoEncoder(() => ({}));
    const { chooseCodec, write } = await freshWorker();
    const chosen = await chooseCodec(SIZE, 'vp9');
    const begun = write(chosen);
    await begun.add(grey(0));
    const { video, digest } = await begun.cut();
    const goOn = async (colorSpace: VideoColorSpaceInit) => {
      const writer = write(chosen, { frames: 1, digest, video: { ...video, colorSpace } });
      await writer.add(grey(1));
      return (await writer.cut()).chunks.length;
    };
    expect(await goOn(video.colorSpace)).toBe(1);
    await expect(goOn(FULL_RANGE)).rejects.toMatchObject({ error: { code: 'encoder-changed' } });
  });
});
