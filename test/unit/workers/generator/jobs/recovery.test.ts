import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import type { GenerationEvent } from '../../../../../contract/events.js';
import { GeneratorService } from '../../../../../workers/generator/jobs/generator-service.js';
import type { Platform } from '../../../../../workers/generator/platform.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { FilmWarning } from '../../../../../contract/errors/warnings.js';
import { AtomicRecord } from '../../../../../workers/generator/checkpoints/atomic-record.js';
import { CheckpointStore } from '../../../../../workers/generator/checkpoints/checkpoint-store.js';
import { encodeRecord } from '../../../../../workers/generator/checkpoints/record-codec.js';
import { Disk } from '../../../../fixtures/worker/disk.js';
import { FakeClip, fakeVideo } from '../../../../fixtures/worker/fake-clip.js';
import { CAPABILITIES, LOAD, codeOf, fakePlatform, run, type Ended } from '../../../../fixtures/worker/fake-platform.js';
import { upgradeManifest } from '../../../../../contract/pack/upgrade-manifest.js';
import type { PromptEmbeds } from '../../../../../workers/generator/pipelines/prompt-embeds.js';
import { noRows, TOY_FILE, TOY_MANIFEST, TOY_MANIFEST_1 } from '../../../../fixtures/worker/toy-pack.js';
import { requestFor } from '../../../../fixtures/request-for.js';

/** Ten windows of 16 frames, after the first frame. */
const LONG = requestFor('red apple', 13);
const FRAMES = 156;

/** For machines that are busy with something else, in milliseconds. */
const PATIENCE = 120_000;

let disk: Disk;
beforeEach(() => {
  disk = new Disk();
});

const onDisk = (overrides: Partial<Platform> = {}): Platform =>
  fakePlatform({ openFolders: () => Promise.resolve(disk), ...overrides }).platform;

/** Parts whose run number `at` of `graph` does `what`; each time when `always`. */
function disturbed(what: () => Promise<never>, { graph = 'imageToVideo', at = 5, times = 1 } = {}): Partial<Platform> {
  const base = fakePlatform();
  let runs = 0;
  let done = 0;
  return {
    startRuntime: async (backend, capabilities, ledger) => {
      const runtime = await base.platform.startRuntime(backend, capabilities, ledger);
      return {
        ...runtime,
        run: (name, inputs) => {
          if (name !== graph || ++runs < at || done >= times) return runtime.run(name, inputs);
          done++;
          return what();
        },
      };
    },
  };
}

const lost = (): Promise<never> => Promise.reject(Failure.because('device-lost', {}));

async function described(platform: Platform): Promise<GeneratorService> {
  const generator = new GeneratorService(platform);
  await generator.describePack(LOAD);
  return generator;
}

const hashOf = (last: Ended): string => {
  if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
  return last.metadata.framesSha256;
};

async function undisturbed(request = LONG): Promise<string> {
  return hashOf(await run(await described(fakePlatform().platform), request));
}

/** Starts a job whose worker falls silent in the middle; gives its id. */
async function abandoned(request = LONG, at = 5): Promise<string> {
  const silent = disturbed(() => new Promise(() => undefined), { at });
  const generator = await described(onDisk(silent));
  const accepted = await generator.generate(request, () => undefined);
  if (!accepted.ok) throw new Error(accepted.error.code);
  await vi.waitFor(() => expect(disk.written.filter((name) => name.startsWith('state')).length).toBe(at - 1), PATIENCE);
  disk.letGo();
  return accepted.value.jobId;
}

function recovered(generator: GeneratorService, id: string, onEvent: (event: GenerationEvent) => unknown = () => undefined): Promise<Ended> {
  return new Promise((resolve, reject) => {
    void generator
      .recover(id, (event) => {
        if (event.type === 'done' || event.type === 'failed') resolve(event);
        return onEvent(event);
      })
      .then((accepted) => {
        if (!accepted.ok) reject(new Error(accepted.error.code));
      });
  });
}

describe('a job whose worker is gone', () => {
  test('goes on from its last window with the same frames, and tells all of it', async () => {
    const id = await abandoned();
    const generator = await described(onDisk());
    const [job] = await generator.unfinishedJobs();
    expect(job).toMatchObject({ id, request: { prompt: 'red apple', seconds: 13, seed: 7 }, doneFrames: 65, totalFrames: FRAMES, pack: { id: 'toy' } });
    const events: GenerationEvent[] = [];
    const last = await recovered(generator, id, (event) => events.push(event));
    expect(hashOf(last)).toBe(await undisturbed());
    expect(last).toMatchObject({ type: 'done', jobId: id, metadata: { frames: FRAMES, seed: 7, codec: 'vp9' } });
    expect(events[0]?.type).toBe('resumed');
    // Four windows again for the new player, the first in two pieces, and six that are made.
    expect(events.filter(({ type }) => type === 'segment')).toHaveLength(11);
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(progress[0]?.done).toBeGreaterThan(65);
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
    expect(events.flatMap((event) => (event.type === 'preview' ? [event.index] : []))[0]).toBeGreaterThanOrEqual(65);
    expect(await generator.unfinishedJobs()).toEqual([]);
  });

  test.each([1, 2, 10])('is found whatever the window (%i)', async (at) => {
    const id = await abandoned(LONG, at);
    expect(hashOf(await recovered(await described(onDisk()), id))).toBe(await undisturbed());
  });

  test('keeps its scenes and its picture', async () => {
    const start = { kind: 'image', file: { blob: new Blob(['picture'], { type: 'image/png' }) } } as const;
    const request = requestFor([{ prompt: 'red apple', seconds: 4 }, { prompt: 'red', seconds: 4 }], 1, { seed: 3, start });
    const pictures: string[] = [];
    const id = await abandoned(request, 4);
    const platform = onDisk({
      decodePicture: async (picture) => {
        pictures.push(`${picture.type} ${await picture.text()}`);
        return new Float32Array(24);
      },
    });
    expect(hashOf(await recovered(await described(platform), id))).toBe(await undisturbed(request));
    expect(pictures).toEqual(['image/png picture']);
  });

  test('goes on from the window before when the last note is damaged', async () => {
    const id = await abandoned();
    await disk.damage(id, 'state-0');
    const generator = await described(onDisk());
    expect((await generator.unfinishedJobs())[0]?.doneFrames).toBe(49);
    expect(hashOf(await recovered(generator, id))).toBe(await undisturbed());
  });

  test('goes on from the window before when the last conditioning is damaged', async () => {
    const id = await abandoned(requestFor([{ prompt: 'red apple', seconds: 4 }, { prompt: 'red', seconds: 4, start: 'continue' }], 1, { seed: 3 }), 5);
    const written = disk.written.filter((name) => name.startsWith('conditioning'));
    expect(written).toEqual(['conditioning-1', 'conditioning-0']);
    await disk.damage(id, 'conditioning-0');
    expect((await (await described(onDisk())).unfinishedJobs())[0]?.doneFrames).toBe(49);
  });

  test('fault: the first frame and the prompt are written once, and not with each window', async () => {
    await abandoned(LONG, 8);
    expect(disk.written.filter((name) => name.startsWith('state'))).toHaveLength(7);
    expect(disk.written.filter((name) => name.startsWith('conditioning'))).toHaveLength(1);
  });

  test('of version 0.1.0 goes on with the same frames', async () => {
    const id = await abandoned();
    const folder = await disk.take(id);
    const store = await CheckpointStore.reopen(folder!);
    const { state, ...rest } = store!.last!;
    const { conditioning: { prompt, firstFrame }, ...open } = state.open!;
    store!.release();
    // As that version wrote it: everything in one record, and another format in the job's own.
    const named = (embeds: PromptEmbeds | null) => ({ text: embeds![0]!.text, text_mask: embeds![0]!.textMask });
    const conditioning = { text: named(prompt.promptEmbeds), empty: named(prompt.negativePromptEmbeds) };
    const old = { checkpoint: { ...rest, state: { ...state, open: { ...open, conditioning, first: firstFrame } } }, logBytes: store!.bytes };
    await new AtomicRecord([await folder!.open('state-0'), await folder!.open('state-1')], 8).write(encodeRecord(old));
    for (const name of ['conditioning-0', 'conditioning-1']) await folder!.delete(name);
    const job = await folder!.open('job.json');
    const text = new TextDecoder().decode(job.read(0, job.size()));
    expect(text).toContain('"kinora-job/2"');
    job.write(0, new TextEncoder().encode(text.replace('kinora-job/2', 'kinora-job/1')));
    disk.letGo();
    const generator = await described(onDisk());
    expect((await generator.unfinishedJobs())[0]?.doneFrames).toBe(65);
    expect(hashOf(await recovered(generator, id))).toBe(await undisturbed());
  });

  test('is refused with another version of the pack, and kept', async () => {
    const id = await abandoned();
    const newer = onDisk({
      openPack: () => Promise.resolve({ manifest: { ...TOY_MANIFEST, version: '2.0.0' }, read: () => Promise.resolve(TOY_FILE), open: () => Promise.resolve(new Blob([TOY_FILE])), missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve(), readRows: noRows }),
    });
    const generator = await described(newer);
    const refused = await generator.recover(id, () => undefined);
    expect(refused).toMatchObject({ ok: false, error: { code: 'film-begun-with-other-pack', params: { begun: { id: 'toy', version: '1.0.0' }, now: { id: 'toy', version: '2.0.0' } } } });
    expect(await generator.unfinishedJobs()).toHaveLength(1);
    await generator.discard(id);
    expect(await generator.unfinishedJobs()).toEqual([]);
  });

  test('is refused with other files of the same version', async () => {
    const id = await abandoned();
    const { imageToVideo } = TOY_MANIFEST_1.graphs;
    const variants = [{ ...imageToVideo.variants[0]!, sha256: 'f'.repeat(64) }];
    const manifest = upgradeManifest({ ...TOY_MANIFEST_1, graphs: { ...TOY_MANIFEST_1.graphs, imageToVideo: { variants } } });
    const generator = await described(onDisk({ openPack: () => Promise.resolve({ manifest, read: () => Promise.resolve(TOY_FILE), open: () => Promise.resolve(new Blob([TOY_FILE])), missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve(), readRows: noRows }) }));
    expect(codeOf(await recovered(generator, id))).toBe('film-begun-with-other-files');
    expect(await generator.unfinishedJobs()).toHaveLength(1);
  });

  test('belongs to one worker at a time', async () => {
    const id = await abandoned();
    const [first, second] = [await described(onDisk()), await described(onDisk())];
    const one = recovered(first, id);
    const refused = await second.recover(id, () => undefined);
    expect(refused.ok).toBe(false);
    expect(await second.unfinishedJobs()).toEqual([]);
    expect(codeOf(await one)).toBe('done');
  });

  test('begins anew when another encoder cannot go on with its file', async () => {
    const id = await abandoned();
    const other = onDisk({ startEncoder: (_frame, _preferred, _ledger, start) => Promise.resolve().then(() => new FakeClip([], start, fakeVideo('vp09.00.41.08'))) });
    const last = await recovered(await described(other), id);
    expect(hashOf(last)).toBe(await undisturbed());
    expect(last).toMatchObject({ metadata: { frames: FRAMES } });
  });
});

describe('what the last digits of the frames depend on', () => {
  const probing = (change: Partial<Capabilities>): Partial<Platform> => ({ probe: () => Promise.resolve({ ...CAPABILITIES, ...change }) });
  const warnings = (events: readonly GenerationEvent[]): readonly FilmWarning[] => events.flatMap((event) => (event.type === 'warning' ? [event.warning] : []));
  const fourThreads = probing({ wasm: { simd: true, threads: 4 } });

  async function goneOn(generator: GeneratorService, id: string): Promise<{ adapter: string; warnings: readonly FilmWarning[] }> {
    const events: GenerationEvent[] = [];
    const last = await recovered(generator, id, (event) => events.push(event));
    if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
    return { adapter: last.metadata.adapter, warnings: warnings(events) };
  }

  test('fault 24: is the number of threads: a job goes on with as many as it was begun on', async () => {
    const id = await abandoned();
    const generator = await described(onDisk(fourThreads));
    expect(await generator.unfinishedJobs()).toMatchObject([{ id, threads: 2 }]);
    expect(await goneOn(generator, id)).toEqual({ adapter: 'CPU, 2 threads', warnings: [] });
  });

  test('fault 24: is told where the page cannot have it any more, once', async () => {
    const id = await abandoned();
    const oneThread = probing({ wasm: { simd: true, threads: 1 }, crossOriginIsolated: false });
    const silent = { ...disturbed(() => new Promise(() => undefined), { at: 2 }), ...oneThread };
    const first = await described(onDisk(silent));
    const events: GenerationEvent[] = [];
    void first.recover(id, (event) => events.push(event));
    await vi.waitFor(() => expect(disk.written.filter((name) => name.startsWith('state')).length).toBe(5), PATIENCE);
    expect(warnings(events)).toEqual([
      { code: 'other-adapter', params: { begunOn: 'CPU, 2 threads', now: 'CPU, 1 thread', isolationLost: true } },
    ]);
    disk.letGo();
    expect(await goneOn(await described(onDisk(oneThread)), id)).toEqual({ adapter: 'CPU, 2 threads, then CPU, 1 thread', warnings: [] });
  });

  test('fault 24: is not known of a job of 0.1.0, which goes on with what there is', async () => {
    const id = await abandoned();
    const folder = await disk.take(id);
    const journal = await CheckpointStore.reopen(folder!);
    const { backend, graphs } = journal!.last!.model;
    await journal!.save([], { ...journal!.last!, model: { backend, graphs } });
    journal!.release();
    disk.letGo();
    const generator = await described(onDisk(fourThreads));
    expect((await generator.unfinishedJobs())[0]).not.toHaveProperty('threads');
    expect(await goneOn(generator, id)).toEqual({ adapter: 'CPU, 4 threads', warnings: [] });
  });

  test('fault 24: is the GPU: a job that goes on with another says so', async () => {
    const onGpu = (adapter: string): Partial<Platform> =>
      probing({ backend: 'webgpu', webgpu: { adapter, software: false, features: [], maxStorageBufferBytes: 1 << 30, maxBufferBytes: 1 << 30 } });
    const silent = { ...disturbed(() => new Promise(() => undefined)), ...onGpu('nvidia hopper') };
    const generator = await described(onDisk(silent));
    const accepted = await generator.generate(LONG, () => undefined);
    if (!accepted.ok) throw new Error(accepted.error.code);
    await vi.waitFor(() => expect(disk.written.filter((name) => name.startsWith('state')).length).toBe(4), PATIENCE);
    disk.letGo();
    expect(await goneOn(await described(onDisk(onGpu('intel xe'))), accepted.value.jobId)).toEqual({
      adapter: 'nvidia hopper, then intel xe',
      warnings: [{ code: 'other-adapter', params: { begunOn: 'nvidia hopper', now: 'intel xe', isolationLost: false } }],
    });
  });
});

describe('a lost device', () => {
  test('costs the window that was being made, and says so', async () => {
    const generator = await described(onDisk(disturbed(lost)));
    const events: GenerationEvent[] = [];
    const last = await run(generator, LONG, (event) => events.push(event));
    expect(hashOf(last)).toBe(await undisturbed());
    expect(events.flatMap((event) => (event.type === 'paused' ? [event.reason] : []))).toEqual(['device-lost']);
    expect(events.filter(({ type }) => type === 'resumed')).toHaveLength(1);
    // Nothing is sent twice to a player that has it: ten windows, the first in two pieces.
    expect(events.filter(({ type }) => type === 'segment')).toHaveLength(11);
    expect((await generator.resources()).frames).toBe(0);
  });

  test('is survived without a disk too', async () => {
    const generator = await described(fakePlatform(disturbed(lost)).platform);
    expect(hashOf(await run(generator, LONG))).toBe(await undisturbed());
  });

  test('again and again in the same window waits for a person', async () => {
    const generator = await described(onDisk(disturbed(lost, { times: 3 })));
    const reasons: unknown[] = [];
    let resumed = 0;
    const ended = run(generator, LONG, (event) => {
      if (event.type === 'resumed') resumed++;
      if (event.type !== 'paused' || reasons.push(event.error?.code) < 3) return;
      setTimeout(() => {
        expect(resumed).toBe(2);
        void generator.resume(event.jobId);
      }, 100);
    });
    expect(hashOf(await ended)).toBe(await undisturbed());
    expect(resumed).toBe(3);
    expect(reasons).toEqual(['device-lost', 'device-lost', 'device-lost']);
  });
});

describe('a full disk', () => {
  test.each(['chunks', 'state', 'film'])('lets the job stand still until there is room (%s)', async (file) => {
    const generator = await described(onDisk());
    let megabytes = 0;
    let segments = 0;
    const last = await run(generator, LONG, (event) => {
      if (event.type === 'segment' && ++segments === 3) disk.fullFor = file;
      if (event.type !== 'paused') return;
      expect(event).toMatchObject({ reason: 'disk-full', error: { code: 'no-room-for-film' } });
      if (event.error?.code === 'no-room-for-film') ({ megabytes } = event.error.params);
      disk.fullFor = null;
      void generator.resume(event.jobId);
    });
    expect(megabytes).toBeGreaterThan(0);
    expect(hashOf(last)).toBe(await undisturbed());
    expect(segments).toBe(11);
  });

  test('that is full from the start does not keep a film from being made', async () => {
    disk.fullFor = '';
    expect(hashOf(await run(await described(onDisk()), LONG))).toBe(await undisturbed());
  });
});

describe('what is left behind', () => {
  test('by a cancelled job is nothing, in the middle or in the queue', async () => {
    const generator = await described(onDisk());
    let second: Promise<Ended> | null = null;
    const first = await run(generator, LONG, (event) => {
      if (event.type !== 'segment') return;
      second ??= run(generator, LONG);
      setTimeout(() => void generator.release());
    });
    expect(codeOf(first)).toBe('cancelled');
    expect(codeOf(await second!)).toBe('cancelled');
    disk.letGo();
    expect(await generator.unfinishedJobs()).toEqual([]);
  });

  test('by a failed job is enough to go on', async () => {
    const generator = await described(onDisk(disturbed(() => Promise.reject(new RangeError('Array buffer allocation failed')))));
    const failed = await run(generator, LONG);
    expect(codeOf(failed)).toBe('out-of-memory');
    expect(await generator.unfinishedJobs()).toMatchObject([{ id: failed.jobId, doneFrames: 65 }]);
    expect(hashOf(await recovered(generator, failed.jobId))).toBe(await undisturbed());
  });

  test('by a finished job whose film nobody has kept is enough to have the film again', async () => {
    const { jobId: id } = await run(await described(onDisk()), LONG);
    disk.letGo();
    const generator = await described(onDisk());
    expect(await generator.unfinishedJobs()).toMatchObject([{ id, doneFrames: FRAMES, totalFrames: FRAMES }]);
    expect(hashOf(await recovered(generator, id))).toBe(await undisturbed());
  });

  test('by a finished job is its film, until it is discarded', async () => {
    const generator = await described(onDisk());
    const last = await run(generator, LONG);
    expect(await generator.unfinishedJobs()).toEqual([]);
    await generator.kept(last.jobId);
    disk.letGo();
    expect(await (await described(onDisk())).unfinishedJobs()).toEqual([]);
    const folder = await disk.take(last.jobId);
    expect((await folder?.blob('film.mp4', ''))?.size).toBeGreaterThan(0);
    expect(await folder?.blob('chunks', '')).toBeNull();
    folder?.release();
    await generator.discard(last.jobId);
    expect(await disk.take(last.jobId)).toBeNull();
  });
});
