import { afterEach, describe, expect, it, vi } from 'vitest';
import { kinoraError } from '../../../../contract/errors.js';
import { describeError } from '../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import { Failure } from '../../../../contract/errors/failure.js';
import type { GenerationEvent } from '../../../../contract/events.js';
import type { LoadOptions } from '../../../../contract/generator.js';
import { Engine } from '../../../../src/engine/engine.js';
import { ModelStoreClient } from '../../../../src/engine/model-store-client.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../../fixtures/fake-generator.js';
import { FakeWorker } from '../../../fixtures/page/fake-worker.js';
import { until } from '../../../fixtures/until.js';
import { requestFor } from '../../../fixtures/request-for.js';

const PACK: LoadOptions = { packUrl: 'https://example.org/pack/' };
const REQUEST = requestFor('a panda', 4);
const GRACE_MS = 60;
const ignore = (): void => undefined;

const workers: FakeWorker[] = [];
const generators: FakeGenerator[] = [];
const lastWorker = (): FakeWorker => workers.at(-1)!;

function engineOn(options: FakeGeneratorOptions = {}): Engine {
  return new Engine({
    graceMs: GRACE_MS,
    patienceMs: 10 * GRACE_MS,
    startWorker: () => {
      const generator = new FakeGenerator(options);
      generators.push(generator);
      workers.push(new FakeWorker(generator));
      return lastWorker();
    },
  });
}

/** Starts a job and waits until it works; `events` goes on growing. */
async function running(engine: Engine): Promise<{ jobId: string; events: GenerationEvent[] }> {
  const events: GenerationEvent[] = [];
  const accepted = await engine.generate(REQUEST, (event) => events.push(event));
  if (!accepted.ok) throw new Error(accepted.error.code);
  await until(() => expect(events.some(({ type }) => type === 'stage')).toBe(true));
  return { jobId: accepted.value.jobId, events };
}

/** Starts a job behind another. */
async function queued(engine: Engine): Promise<{ jobId: string; events: GenerationEvent[] }> {
  const events: GenerationEvent[] = [];
  const accepted = await engine.generate(REQUEST, (event) => events.push(event));
  if (!accepted.ok) throw new Error(accepted.error.code);
  return { jobId: accepted.value.jobId, events };
}

const { recover } = FakeGenerator.prototype;

afterEach(() => {
  FakeGenerator.prototype.recover = recover;
  for (const worker of workers) worker.terminate();
  workers.length = 0;
  generators.length = 0;
});

describe('the life of the worker', () => {
  it('begins with the first call, not before', async () => {
    const engine = engineOn();
    expect(await engine.resources()).toEqual({ tensors: 0, frames: 0, sessions: 0 });
    expect(workers).toHaveLength(0);
    await engine.probe();
    await engine.describePack(PACK);
    expect(workers).toHaveLength(1);
  });

  it('passes a job on, from acceptance to the film', async () => {
    const engine = engineOn();
    await engine.loadPack(PACK, ignore);
    const { jobId, events } = await running(engine);
    await until(() => expect(events.at(-1)?.type).toBe('done'));
    expect(new Set(events.map((event) => event.jobId))).toEqual(new Set([jobId]));
  });

  it('ends with release, and the next call starts another', async () => {
    const engine = engineOn();
    await engine.loadPack(PACK, ignore);
    await engine.release();
    expect(lastWorker().terminated).toBe(true);
    expect((await engine.describePack(PACK)).ok).toBe(true);
    expect(workers).toHaveLength(2);
  });
});

describe('a crash', () => {
  it.each([
    ['error', 'worker-stopped'],
    ['messageerror', 'worker-garbled'],
  ] as const)('by "%s" ends pending calls with %s', async (kind, code) => {
    const engine = engineOn();
    await engine.describePack(PACK);
    lastWorker().silent = true;
    const pending = [engine.describePack(PACK), engine.loadPack(PACK, ignore), engine.checkPrompt('a cat'), engine.generate(REQUEST, ignore)];
    const probe = engine.probe();
    // The calls are on their way once this turn is over.
    await Promise.resolve();
    if (kind === 'error') lastWorker().crash('out of bounds');
    else lastWorker().dispatchEvent(new Event('messageerror'));
    for (const result of await Promise.all(pending)) expect(result).toMatchObject({ ok: false, error: { code, params: { worker: 'generator' } } });
    await expect(probe).rejects.toBeInstanceOf(Failure);
    expect(workers[0]?.terminated).toBe(true);
  });

  it('ends a running job that cannot go on with one failed event, and says why', async () => {
    const engine = engineOn({ stepMs: 5 });
    const { events } = await running(engine);
    lastWorker().crash('memory access out of bounds');
    await until(() => expect(events.at(-1)?.type).toBe('failed'));
    expect(events.filter(({ type }) => type === 'failed')).toHaveLength(1);
    expect(events.at(-2)).toMatchObject({ type: 'paused', reason: 'worker-crashed' });
    expect(events.at(-1)).toMatchObject({ error: { code: 'worker-stopped', cause: 'memory access out of bounds' } });
    const count = events.length;
    // A whole film in the next worker: what the first one had left to say would have come.
    const next = await running(engine);
    await until(() => expect(next.events.at(-1)?.type).toBe('done'));
    expect(events).toHaveLength(count);
  });

  it('lets jobs go on in a new worker, in the same order and for the same receivers', async () => {
    const engine = engineOn({ stepMs: 5 });
    const [first, second] = [await running(engine), await queued(engine)];
    FakeGenerator.prototype.recover = vi.fn((id: string, onEvent: (event: GenerationEvent) => void) => {
      onEvent({ type: 'resumed', jobId: id });
      onEvent({ type: 'failed', jobId: id, error: kinoraError('no-room', {}, `End of ${id}`) });
      return Promise.resolve({ ok: true as const, value: { jobId: id } });
    });
    lastWorker().crash('gone');
    await until(() => expect(second.events.at(-1)?.type).toBe('failed'));
    expect(vi.mocked(FakeGenerator.prototype.recover).mock.calls.map(([id]) => id)).toEqual([first.jobId, second.jobId]);
    expect(first.events.slice(-3).map(({ type }) => type)).toEqual(['paused', 'resumed', 'failed']);
    expect(second.events.at(-1)).toMatchObject({ error: { cause: `End of ${second.jobId}` } });
    expect(workers).toHaveLength(2);
  });

  it('that happens again and again at the same place ends the job, also when what is made is shown again each time', async () => {
    const engine = engineOn({ stepMs: 5 });
    const { events, jobId } = await running(engine);
    FakeGenerator.prototype.recover = vi.fn((_id: string, onEvent: (event: GenerationEvent) => void) => {
      onEvent({ type: 'segment', jobId, mimeType: 'video/mp4', bytes: new ArrayBuffer(1) });
      onEvent({ type: 'progress', jobId, stage: 'video', done: 0, total: 100, eta: null });
      return Promise.resolve({ ok: true as const, value: { jobId } });
    });
    for (let crash = 1; crash <= 3; crash++) {
      lastWorker().crash(`number ${crash}`);
      if (crash < 3) await until(() => expect(vi.mocked(FakeGenerator.prototype.recover)).toHaveBeenCalledTimes(crash));
    }
    await until(() => expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-stopped', cause: 'number 3' } }));
    expect(events.filter(({ type }) => type === 'paused')).toHaveLength(2);
  });

  it('is followed by a new worker that knows the pack', async () => {
    const engine = engineOn();
    await engine.describePack(PACK);
    lastWorker().crash('gone');
    const describePack = vi.spyOn(FakeGenerator.prototype, 'describePack');
    expect((await engine.checkPrompt('a cat')).ok).toBe(true);
    expect(describePack).toHaveBeenCalledExactlyOnceWith(PACK);
    describePack.mockRestore();
    expect(workers).toHaveLength(2);
  });

  it('of a worker that cannot even be made is an error value', async () => {
    const engine = new Engine({
      startWorker: () => {
        throw new Error('Workers are forbidden here.');
      },
    });
    expect(await engine.describePack(PACK)).toMatchObject({ ok: false, error: { code: 'call-failed', cause: 'Error: Workers are forbidden here.' } });
    await expect(engine.probe()).rejects.toThrow('Workers are forbidden here.');
  });
});

describe('the number of threads', () => {
  const begunOn = (threads: number): FakeGeneratorOptions => ({
    stepMs: 1,
    unfinished: [
      { id: 'left', request: { prompt: 'a panda', seconds: 4, seed: 7 }, doneFrames: 10, totalFrames: 48, startedAt: 0, pack: { id: 'fake', version: '1.0.0' }, threads },
    ],
  });

  async function recovering(engine: Engine): Promise<GenerationEvent[]> {
    const events: GenerationEvent[] = [];
    expect(await engine.recover('left', (event) => events.push(event))).toMatchObject({ ok: true });
    return events;
  }

  it('fault 24: that a film was begun on takes another worker, and so does the film after it', async () => {
    const engine = engineOn(begunOn(4));
    await engine.loadPack(PACK, ignore);
    const events = await recovering(engine);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    // Whatever else is asked for meanwhile leaves the film alone.
    expect(await engine.loadPack(PACK, ignore)).toMatchObject({ ok: true });
    await until(() => expect(events.at(-1)?.type).toBe('done'));
    expect(workers).toHaveLength(2);
    await engine.loadPack(PACK, ignore);
    expect(workers).toHaveLength(3);
  });

  it('fault 24: is waited for by a film that wants another one', async () => {
    const engine = engineOn(begunOn(4));
    await engine.loadPack(PACK, ignore);
    const { events } = await running(engine);
    await recovering(engine);
    expect(events.at(-1)?.type).toBe('done');
    expect(workers).toHaveLength(2);
  });

  it.each([
    ['is the usual one', begunOn(2)],
    ['cannot be had', { ...begunOn(4), capabilities: { crossOriginIsolated: false, wasm: { simd: true, threads: 1 } } }],
  ])('fault 24: that %s takes no other worker', async (_, options) => {
    const engine = engineOn(options);
    await engine.loadPack(PACK, ignore);
    await recovering(engine);
    expect(workers).toHaveLength(1);
  });

  it('fault 24: that is asked for with the pack is that of the worker', async () => {
    const engine = engineOn();
    await engine.loadPack(PACK, ignore);
    await engine.loadPack({ ...PACK, threads: 1 }, ignore);
    expect(workers).toHaveLength(2);
    const { events } = await running(engine);
    await until(() => expect(events.at(-1)?.type).toBe('done'));
    expect(workers).toHaveLength(2);
  });
});

describe('cancelling', () => {
  it('keeps a worker that stops by itself', async () => {
    const engine = engineOn({ stepMs: 5 });
    await engine.loadPack(PACK, ignore);
    const { jobId, events } = await running(engine);
    await engine.cancel(jobId);
    expect(events.at(-1)).toMatchObject({ type: 'failed', jobId, error: { code: 'cancelled' } });
    expect(workers).toHaveLength(1);
    expect(lastWorker().terminated).toBe(false);
  });

  it('waits for a slow worker as long as it answers', async () => {
    const engine = engineOn({ stepMs: 4 * GRACE_MS });
    const { jobId, events } = await running(engine);
    await engine.cancel(jobId);
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'cancelled' } });
    expect(lastWorker().terminated).toBe(false);
  });

  it('terminates one that is silent for the grace period, and the next job gets another', async () => {
    // One step lasts longer than the grace period, so no event of the job counts as an answer.
    const engine = engineOn({ stepMs: 20 * GRACE_MS });
    const { jobId, events } = await running(engine);
    lastWorker().silent = true;
    await engine.cancel(jobId);
    expect(events.at(-1)).toMatchObject({ type: 'failed', jobId, error: { code: 'cancelled' } });
    expect(workers[0]?.terminated).toBe(true);
    await running(engine);
    expect(workers).toHaveLength(2);
  });

  it('terminates one that answers but does not stop', async () => {
    const engine = engineOn({ stepMs: 30 });
    const { jobId, events } = await running(engine);
    vi.spyOn(generators[0]!, 'cancel').mockResolvedValue();
    await engine.cancel(jobId);
    expect(events.at(-1)).toMatchObject({ type: 'failed', jobId, error: { code: 'cancelled' } });
    expect(workers[0]?.terminated).toBe(true);
  });

  it('of an unknown or ended job does nothing', async () => {
    const engine = engineOn();
    await engine.cancel('none');
    const { jobId, events } = await running(engine);
    await until(() => expect(events.at(-1)?.type).toBe('done'));
    await engine.cancel(jobId);
    expect(events.filter(({ type }) => type === 'failed')).toEqual([]);
  });
});

it('a crash of the model store is told as such, without advice on films', async () => {
  const worker = new FakeWorker(new FakeGenerator());
  worker.silent = true;
  const pending = new ModelStoreClient(() => worker).remove('https://kinora.example/packs/fake/');
  worker.crash('out of memory');
  const removed = await pending;
  if (removed.ok) throw new Error('It was removed.');
  expect(removed.error).toEqual(kinoraError('worker-stopped', { worker: 'model-store' }, 'out of memory'));
  expect(Object.values(describeError(removed.error, ENGLISH)).join(' ')).not.toMatch(/seconds|Generate/);
});
