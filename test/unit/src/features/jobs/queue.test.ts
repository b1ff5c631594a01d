import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { kinoraError } from '../../../../../contract/errors.js';
import type { UnfinishedJob } from '../../../../../contract/generator.js';
import { until } from '../../../../fixtures/until.js';
import { allMade, openStudio, when, type OpenStudio } from '../../../../fixtures/page/open-studio.js';

/** Orders short films of these seeds, as fast as a person could press the button. */
async function order({ studio }: OpenStudio, ...seeds: number[]): Promise<void> {
  studio.scenes.setPrompt('a panda spins');
  studio.scenes.setSeconds('0.5');
  for (const seed of seeds) {
    studio.composer.setSeed(String(seed));
    void studio.composer.generate();
  }
}

const queued = ({ state }: OpenStudio) => state().queue.map(({ settings: { seed } }) => seed);
const made = ({ state }: OpenStudio) => state().clips.map(({ settings: { seed } }) => seed).reverse();

const LEFT: UnfinishedJob = {
  id: 'left-1',
  request: { prompt: 'a panda spins', seconds: 2, seed: 7 },
  doneFrames: 12,
  totalFrames: 24,
  startedAt: 0,
  pack: { id: 'fake', version: '1.0.0' },
};

describe('the queue', () => {
  it('makes films in their order, and in another when told', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1, 2, 3, 4);
    expect(queued(open)).toEqual([2, 3, 4]);
    const [two, , four] = open.state().queue;
    open.studio.jobs.moveQueued(four!.id, 0);
    expect(queued(open)).toEqual([4, 2, 3]);
    open.studio.jobs.moveQueued(two!.id, 99);
    expect(queued(open)).toEqual([4, 3, 2]);
    await allMade(open);
    expect(made(open)).toEqual([1, 4, 3, 2]);
  });

  it('gives the place of a film that is edited to the one that is asked for next, and makes it only then', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1, 2, 3);
    const { studio, state } = open;
    const [two] = state().queue;
    studio.composer.restoreSettings(two!.settings);
    studio.jobs.editQueued(two!.id);
    await until(() => expect(made(open)).toEqual([1, 3]));
    expect(queued(open)).toEqual([2]);
    studio.composer.setSeed('22');
    await studio.composer.generate();
    expect(state().editedJobId).toBeNull();
    await allMade(open);
    expect(made(open)).toEqual([1, 3, 22]);
  });

  it('makes a film that was edited as it was when it is left so, and another take of one behind it', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1, 2, 3);
    const { studio, state } = open;
    const [two] = state().queue;
    studio.jobs.editQueued(two!.id);
    studio.jobs.duplicateQueued(two!.id, 20);
    expect(queued(open)).toEqual([2, 20, 3]);
    studio.jobs.stopEditing();
    await allMade(open);
    expect(made(open)).toEqual([1, 2, 20, 3]);
  });

  it('shows the picture that a film begins with, or its first frame where that was drawn', async () => {
    const open = await openStudio({ stepMs: 1 });
    const { studio, state } = open;
    studio.scenes.setPrompt('a panda spins');
    studio.composer.setSeed('5');
    await studio.firstFrames.draw();
    await order(open, 1, 5, 6);
    expect(state().queue.map(({ thumbnail }) => thumbnail)).toEqual([state().firstFrames?.stills[0]?.still?.file, undefined]);
    const picture = new Blob(['p'], { type: 'image/png' });
    await studio.inputs.choosePicture(picture);
    await studio.composer.generate();
    expect(state().queue.at(-1)?.thumbnail).toBeInstanceOf(Blob);
  });

  it('leaves out what is removed, and goes on after a cancelled film', async () => {
    const open = await openStudio({ stepMs: 2 });
    await order(open, 1, 2, 3);
    open.studio.jobs.removeQueued(open.state().queue[0]!.id);
    await when(open, ({ job }) => typeof job?.id === 'string');
    await open.studio.jobs.cancel();
    await allMade(open);
    expect(made(open)).toEqual([3]);
  });

  it('leaves out what is removed at once, and says so, also while the film before is paused', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1, 2);
    await when(open, ({ job }) => typeof job?.id === 'string');
    await open.studio.jobs.pause();
    await when(open, ({ job }) => (job?.paused ?? null) !== null);
    open.studio.jobs.removeQueued(open.state().queue[0]!.id);
    expect(queued(open)).toEqual([]);
    expect(open.state().announcement).toContain('Taken out of the queue');
    expect(open.state().job?.paused).not.toBeNull();
    await open.studio.jobs.resume();
    await allMade(open);
    expect(made(open)).toEqual([1]);
  });

  it('takes no film that cannot be made', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1);
    open.studio.scenes.setSeconds('10000');
    await open.studio.composer.generate();
    expect(open.state()).toMatchObject({ queue: [], error: { code: 'seconds-above-limit' } });
    await allMade(open);
  });

  it('waits for a person after a failure that the next film would share', async () => {
    const jobError = kinoraError('out-of-memory', {});
    const open = await openStudio({ jobError });
    await order(open, 1, 2, 3);
    await until(() => expect(open.state().queueHeld).toBe(true));
    expect(queued(open)).toEqual([2, 3]);
    expect(open.state()).toMatchObject({ job: null, error: jobError });
    open.studio.jobs.releaseQueue();
    expect(open.state().job?.settings.seed).toBe(2);
    await until(() => expect(open.state().queueHeld).toBe(true));
    expect(queued(open)).toEqual([3]);
  });

  it('goes on after a film that nobody could make, and tells why', async () => {
    const open = await openStudio();
    open.studio.scenes.setPrompt('xyzzy');
    void open.studio.composer.generate();
    await order(open, 2);
    await allMade(open);
    expect(made(open)).toEqual([2]);
    expect(open.state().error?.code).toBe('prompt-words-unknown');
  });

  it('leaves whoever looks at another film alone', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1);
    expect(open.state().watchingJob).toBe(true);
    await allMade(open);
    const [first] = open.state().clips;
    expect(open.state()).toMatchObject({ watchingJob: false, currentClipId: first!.id });
    await order(open, 2);
    open.studio.player.select(first!.id);
    await allMade(open);
    expect(open.state()).toMatchObject({ watchingJob: false, currentClipId: first!.id });
    expect(made(open)).toEqual([1, 2]);
  });
});

describe('pausing', () => {
  it('stands still until it is told to go on', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1);
    await when(open, ({ job }) => typeof job?.id === 'string');
    await open.studio.jobs.pause();
    await until(() => expect(open.state().job?.paused).toEqual({ reason: 'asked', error: null }));
    expect(open.state().announcement).toBe('Paused');
    const { fraction } = open.state().job!;
    // An hour, of which no step of the film takes a part.
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(open.state().job?.fraction).toBe(fraction);
    await open.studio.jobs.resume();
    await allMade(open);
    expect(made(open)).toEqual([1]);
  });

  it('can be cancelled', async () => {
    const open = await openStudio({ stepMs: 1 });
    await order(open, 1);
    await when(open, ({ job }) => typeof job?.id === 'string');
    await open.studio.jobs.pause();
    await when(open, ({ job }) => job?.paused !== null);
    await open.studio.jobs.cancel();
    await allMade(open);
    expect(open.state()).toMatchObject({ clips: [], error: null });
  });

  it('tells why a film paused by itself', async () => {
    const error = kinoraError('no-room-for-film', { megabytes: 12 });
    const open = await openStudio({ pauseBy: { reason: 'disk-full', error } });
    await order(open, 1);
    await until(() => expect(open.state().job?.paused).toEqual({ reason: 'disk-full', error }));
    await open.studio.jobs.cancel();
    await allMade(open);
  });
});

describe('a film of an earlier visit', () => {
  it('is offered, and goes on when asked to', async () => {
    const open = await openStudio({ unfinished: [LEFT] });
    expect(open.state().unfinished).toEqual([LEFT]);
    await open.studio.jobs.recover(LEFT.id);
    expect(open.state().unfinished).toEqual([]);
    await allMade(open);
    expect(open.state().clips[0]).toMatchObject({ settings: { subject: { kind: 'prompt', prompt: 'a panda spins', seconds: 2 }, seed: 7 }, metadata: { seconds: 2, seed: 7 } });
  });

  it('is forgotten when discarded', async () => {
    const open = await openStudio({ unfinished: [LEFT] });
    await open.studio.jobs.discard(LEFT.id);
    expect(open.state().unfinished).toEqual([]);
    expect(await open.engine.unfinishedJobs()).toEqual([]);
  });

  it('waits while another is made', async () => {
    const open = await openStudio({ stepMs: 1, unfinished: [LEFT] });
    await order(open, 1);
    await open.studio.jobs.recover(LEFT.id);
    expect(open.state().unfinished).toEqual([LEFT]);
    await allMade(open);
    expect(made(open)).toEqual([1]);
  });
});

describe('pieces of the film', () => {
  const segment = { mimeType: 'video/mp4; codecs="avc1.42E01E"', bytes: (index: number) => new Uint8Array([index]).buffer };

  it('reach a player that comes late, from the start, and end with the film', async () => {
    const open = await openStudio({ segment, stepMs: 1 });
    open.studio.scenes.setPrompt('a panda spins');
    open.studio.scenes.setSeconds('4');
    void open.studio.composer.generate();
    await when(open, ({ job }) => job !== null && job.fraction > 0.75);
    const got: number[] = [];
    const onEnd = vi.fn();
    const disconnect = open.studio.segments.connect({ onSegment: (_, bytes) => got.push(new Uint8Array(bytes)[0]!), onEnd });
    expect(got[0]).toBe(0);
    await allMade(open);
    expect(got).toEqual([0, 1, 2]);
    expect(onEnd).toHaveBeenCalledTimes(1);
    disconnect();
    await order(open, 2);
    await allMade(open);
    expect(got).toEqual([0, 1, 2]);
  });
});
