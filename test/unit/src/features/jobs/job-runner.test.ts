import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { kinoraError } from '../../../../../contract/errors.js';
import { filmLoad } from '../../../../../src/features/jobs/film-load.js';
import { JobQueue } from '../../../../../src/features/jobs/queue/job-queue.js';
import { JobRunner, type JobEnd, type JobProgress, type ModelState } from '../../../../../src/features/jobs/job-runner.js';
import { generateTask, type DoneEvent } from '../../../../../src/features/jobs/job-task.js';
import { SegmentChannel } from '../../../../../src/features/player/segment-channel.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../../../fixtures/fake-generator.js';
import { requestFor } from '../../../../fixtures/request-for.js';
import { until } from '../../../../fixtures/until.js';

const REQUEST = requestFor('a panda', 0.5);

function open(options: FakeGeneratorOptions = {}) {
  const engine = new FakeGenerator(options);
  const model = createStore<ModelState>(() => ({ load: { packUrl: 'https://kinora.example/packs/fake/' }, pack: null, ready: false }));
  const runner = new JobRunner({ engine, model, segments: new SegmentChannel() });
  const progress: JobProgress[] = [];
  const run = (): Promise<JobEnd<DoneEvent>> =>
    new Promise((resolve) => {
      void runner.run(generateTask(engine, REQUEST), { onChange: (now) => progress.push(now), onEnd: resolve });
    });
  return { engine, model, runner, progress, run };
}

describe('a job', () => {
  it('loads the model, then runs; its progress never decreases', async () => {
    const { model, runner, progress, run } = open();
    expect(await run()).toMatchObject({ type: 'done', value: { metadata: { prompt: 'a panda' } } });
    expect(model.getState()).toMatchObject({ ready: true });
    expect(runner.busy).toBe(false);
    expect(progress[0]).toMatchObject({ fraction: 0, loading: { doneBytes: 0 } });
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(progress.at(-1)?.loading).toBeNull();
  });

  it('that lost the worker leaves no model in memory', async () => {
    const { model, run } = open({ jobError: kinoraError('out-of-memory', {}) });
    expect(await run()).toMatchObject({ type: 'failed', error: { code: 'out-of-memory' } });
    expect(model.getState().ready).toBe(false);
  });

  it('with models of its own loads those, and leaves the others to be loaded again', async () => {
    const { engine, model, runner, run } = open();
    await run();
    const loaded = vi.spyOn(engine, 'loadPack');
    const described = vi.spyOn(engine, 'describePack');
    const load = { packUrl: 'https://kinora.example/packs/other/' };
    const end = await new Promise<JobEnd<DoneEvent>>((resolve) => {
      void runner.run({ ...generateTask(engine, REQUEST), load }, { onChange: () => undefined, onEnd: resolve });
    });
    expect(end).toMatchObject({ type: 'done' });
    expect(loaded.mock.calls.map(([options]) => options)).toEqual([load]);
    expect(model.getState()).toMatchObject({ ready: false, load: { packUrl: 'https://kinora.example/packs/fake/' } });
    // Prompts are read for the models of the form again.
    expect(described.mock.lastCall?.[0]).toEqual(model.getState().load);
  });

  it('that begins with a picture does without the model that draws', () => {
    const load = { packUrl: 'move', drawPackUrl: 'draw', backend: 'wasm' } as const;
    const start = { kind: 'image', file: null } as const;
    expect(filmLoad(load, REQUEST)).toBe(load);
    expect(filmLoad(load, { ...REQUEST, start })).toEqual({ packUrl: 'move', backend: 'wasm' });
    const scenes = [{ prompt: 'a', seconds: 1 }, { prompt: 'b', seconds: 1 }];
    expect(filmLoad(load, { subject: { kind: 'scenes', scenes }, start })).toBe(load);
    expect(filmLoad(load, { subject: { kind: 'scenes', scenes: scenes.map((scene) => ({ ...scene, start: 'continue' as const })) }, start })).toEqual({ packUrl: 'move', backend: 'wasm' });
  });

  it('ends at once when it is cancelled while the model is fetched', async () => {
    const { runner, run } = open({ stepMs: 1000 });
    const ended = run();
    await runner.cancel();
    expect(await ended).toEqual({ type: 'cancelled' });
  });

  it('ends at once when it is cancelled before the worker accepts it, and is cancelled there once it is accepted', async () => {
    const { engine, runner, progress, run } = open();
    const [generate, cancelled] = [engine.generate.bind(engine), vi.spyOn(engine, 'cancel')];
    let accept: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      accept = resolve;
    });
    vi.spyOn(engine, 'generate').mockImplementation((...asked) => paused.then(() => generate(...asked)));
    const ended = run();
    await until(() => expect(progress.at(-1)?.loading).toBeNull());
    await runner.cancel();
    expect(await ended).toEqual({ type: 'cancelled' });
    expect(cancelled).not.toHaveBeenCalled();
    accept();
    await until(() => expect(cancelled).toHaveBeenCalledOnce());
  });

  it('is heard of no more once it is abandoned, and another can be started', async () => {
    const { runner, progress, run } = open({ stepMs: 1 });
    void run();
    runner.abandon();
    const before = progress.length;
    expect(runner.busy).toBe(false);
    expect(await run()).toMatchObject({ type: 'done' });
    expect(progress.slice(before).every(({ startedAt }) => startedAt === progress.at(-1)?.startedAt)).toBe(true);
  });

  it('is refused while another is running', async () => {
    const { engine, runner, run } = open({ stepMs: 1 });
    const ended = run();
    let called = 0;
    await runner.run(generateTask(engine, REQUEST), { onChange: () => called++, onEnd: () => called++ });
    expect(called).toBe(0);
    await ended;
  });
});

describe('the queue', () => {
  function queued() {
    const started: string[] = [];
    let idle = true;
    const queue = new JobQueue<{ readonly id: string }>({
      isIdle: () => idle,
      start: ({ id }) => {
        idle = false;
        started.push(id);
      },
      onChange: () => undefined,
    });
    const end = (): void => {
      idle = true;
      queue.startNext();
    };
    return { queue, started, end };
  }

  it('starts jobs in their order, and in another after a move', () => {
    const { queue, started, end } = queued();
    for (const id of ['a', 'b', 'c', 'd']) void queue.add({ id });
    queue.move('d', 0);
    queue.remove('b');
    for (let i = 0; i < 3; i++) end();
    expect(started).toEqual(['a', 'd', 'c']);
  });

  it('starts nothing while it is held', () => {
    const { queue, started, end } = queued();
    for (const id of ['a', 'b']) void queue.add({ id });
    queue.hold();
    end();
    expect(started).toEqual(['a']);
    queue.release();
    expect(started).toEqual(['a', 'b']);
  });
});
