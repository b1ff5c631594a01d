/**
 * What every `GeneratorApi` must do: one list of cases, run in Node against the fake that the page is tested with, and
 * in Chromium against the real worker. So the page's tests stand on a fake that behaves as the worker does.
 */
import type { Result } from '../../contract/errors.js';
import { categoryOf } from '../../contract/errors/categories.js';
import type { GenerationEvent } from '../../contract/events.js';
import type { GeneratorApi, LoadOptions, Still } from '../../contract/generator.js';
import type { GenerateRequest } from '../../contract/request/request.js';
import { BAD_REQUESTS, PROMPT } from './bad-requests.js';
import { expectEqual, expectTrue } from './expectation.js';
import { requestFor } from '../fixtures/request-for.js';

export interface ContractSubject {
  readonly generator: GeneratorApi;
  /** A pack that it can load. */
  readonly load: LoadOptions;
}

export interface ContractCase {
  readonly name: string;
  /** Needs a generator that nothing was asked of yet; the others may share one, as jobs of a page do. */
  readonly fresh?: true;
  readonly run: (subject: ContractSubject) => Promise<void>;
}

const REQUEST = requestFor(PROMPT);

type LastEvent = Extract<GenerationEvent, { type: 'done' | 'failed' }>;

/** A job under way, with what it has said so far. */
interface RunningJob {
  readonly jobId: string;
  readonly events: GenerationEvent[];
  readonly ended: Promise<LastEvent>;
  /** Resolves at the first event of this type. */
  readonly first: (type: GenerationEvent['type']) => Promise<void>;
}

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} (${result.error.cause ?? 'no cause'})`);
  return result.value;
};

async function start(generator: GeneratorApi, request: GenerateRequest): Promise<RunningJob> {
  const events: GenerationEvent[] = [];
  const listeners: (() => void)[] = [];
  let resolve: (last: LastEvent) => void = () => undefined;
  const ended = new Promise<LastEvent>((settle) => {
    resolve = settle;
  });
  const accepted = await generator.generate(request, (event) => {
    if (event.type === 'preview') event.frame.close();
    events.push(event);
    if (event.type === 'done' || event.type === 'failed') resolve(event);
    for (const listener of listeners) listener();
  });
  const first = (type: GenerationEvent['type']): Promise<void> =>
    new Promise((found) => {
      const look = (): void => {
        if (events.some((event) => event.type === type)) found();
      };
      listeners.push(look);
      look();
    });
  return { jobId: value(accepted).jobId, events, ended, first };
}

async function finish(generator: GeneratorApi, request: GenerateRequest): Promise<Extract<LastEvent, { type: 'done' }>> {
  const { ended } = await start(generator, request);
  const last = await ended;
  if (last.type === 'failed') throw new Error(`The job failed: ${JSON.stringify(last.error)}`);
  return last;
}

async function expectNothingHeld(generator: GeneratorApi): Promise<void> {
  const { tensors, frames } = await generator.resources();
  expectEqual({ tensors, frames }, { tensors: 0, frames: 0 }, 'live tensors and frames');
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const CONTRACT_CASES: readonly ContractCase[] = [
  {
    name: 'probes what the device can do, with a backend to use',
    run: async ({ generator }) => {
      const capabilities = await generator.probe();
      expectTrue(['webgpu', 'wasm'].includes(capabilities.backend), 'a known backend');
      expectTrue(capabilities.wasm.threads >= 1, 'at least one thread');
      expectTrue(capabilities.codecs.length > 0, 'a codec');
      expectEqual(structuredClone(capabilities), capabilities, 'the record after cloning');
    },
  },
  {
    name: 'describes a pack before anything is loaded',
    fresh: true,
    run: async ({ generator, load }) => {
      const summary = value(await generator.describePack(load));
      const bytes = summary.chosen.reduce((sum, graph) => sum + graph.bytes, 0);
      expectTrue(summary.downloadBytes >= bytes && bytes > 0, 'a download of at least its graphs');
      expectTrue(summary.frame.width % 2 === 0 && summary.frame.height % 2 === 0, 'an even frame');
      expectEqual((await generator.resources()).sessions, 0, 'sessions');
    },
  },
  {
    name: 'loads with growing progress, and a second time does nothing',
    fresh: true,
    run: async ({ generator, load }) => {
      const seen: number[] = [];
      let total = 0;
      const summary = value(
        await generator.loadPack(load, (event) => {
          seen.push(event.doneBytes);
          total = event.totalBytes;
        }),
      );
      expectEqual(total, summary.startBytes, 'the total');
      expectTrue(seen.every((bytes, i) => bytes >= (seen[i - 1] ?? 0)), 'progress that never shrinks');
      expectEqual(seen.at(-1), total, 'the last progress');
      const before = seen.length;
      expectEqual(value(await generator.loadPack(load, (event) => seen.push(event.doneBytes))), summary, 'the summary');
      expectEqual(seen.length, before, 'events of the second load');
      expectTrue((await generator.resources()).sessions > 0, 'live sessions');
    },
  },
  {
    name: 'prepares a pack that is here, and gives way to a film that is asked for meanwhile',
    fresh: true,
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      await generator.release();
      expectEqual(value(await generator.prepare()), { ready: true }, 'the answer');
      await expectNothingHeld(generator);
      const again = generator.prepare();
      const film = await finish(generator, REQUEST);
      value(await again);
      await generator.release();
      expectEqual(film.metadata.framesSha256, (await finish(generator, REQUEST)).metadata.framesSha256, 'the film of a cold start');
    },
  },
  {
    name: 'names unknown words and counts known ones',
    run: async ({ generator, load }) => {
      value(await generator.describePack(load));
      const good = value(await generator.checkPrompt('a red apple'));
      expectEqual(good.unknown, [], 'unknown words');
      expectTrue(good.knownCount >= 2, 'known words');
      const bad = value(await generator.checkPrompt('a red qwrtzxq'));
      expectEqual(bad.unknown.map(({ word }) => word), ['qwrtzxq'], 'unknown words');
      expectEqual(value(await generator.checkPrompt('qwrtzxq')).knownCount, 0, 'known words of nonsense');
    },
  },
  {
    name: 'makes a film of the asked length and ends with done',
    run: async ({ generator, load }) => {
      const { frame } = value(await generator.loadPack(load, () => undefined));
      const job = await start(generator, requestFor(PROMPT, 1.5));
      const last = await job.ended;
      if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
      expectEqual(last.metadata.frames, Math.round(1.5 * frame.fps), 'the number of frames');
      expectEqual(last.metadata.seconds, 1.5, 'the seconds');
      const { width, height, fps, seed, prompt } = last.metadata;
      expectEqual({ width, height, fps, seed, prompt }, { ...frame, seed: 7, prompt: PROMPT }, 'the metadata');
      expectTrue(/^[0-9a-f]{64}$/.test(last.metadata.framesSha256), 'a hash of the frames');
      const { settings } = last.metadata;
      expectEqual([settings.kinora, settings.prompt, settings.seconds, settings.seed, settings.needs.length], [1, PROMPT, 1.5, 7, 0], 'the settings');
      expectEqual(last.file.type, 'video/mp4', 'the type of the file');
      expectTrue(last.file.size > 0, 'a file that is not empty');
      expectTrue(last.timings.total > 0, 'a time');

      expectTrue(job.events.every((event) => event.jobId === job.jobId), 'events of this job only');
      const stages = job.events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []));
      for (const stage of ['text', 'image', 'video', 'decode', 'finish'] as const) {
        expectTrue(stages.includes(stage), `the stage ${stage}`);
      }
      const progress = job.events.flatMap((event) => (event.type === 'progress' ? [event] : []));
      expectTrue(progress.every(({ done }, i) => i === 0 || done === progress[i - 1]!.done + 1), 'progress by single units');
      expectEqual(progress.at(-1)?.done, progress.at(-1)?.total, 'the units done at the end');
      await pause(100);
      expectEqual(job.events.at(-1)?.type, 'done', 'the last event');
      await expectNothingHeld(generator);
    },
  },
  {
    name: 'makes the same film again from the same seed, and another from another seed',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const hash = async (seed: number): Promise<string> => (await finish(generator, { ...REQUEST, seed })).metadata.framesSha256;
      const [first, again, other] = [await hash(7), await hash(7), await hash(8)];
      expectEqual(again, first, 'the hash of the same seed');
      expectTrue(other !== first, 'another hash for another seed');
    },
  },
  {
    name: 'takes jobs one after the other, in order, with the model that is loaded',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const { sessions } = await generator.resources();
      const ends: string[] = [];
      const jobs = [await start(generator, REQUEST), await start(generator, { ...REQUEST, seed: 8 })];
      await Promise.all(jobs.map(async (job) => ends.push(`${(await job.ended).type} ${job.jobId}`)));
      expectEqual(ends, jobs.map(({ jobId }) => `done ${jobId}`), 'the ends');
      expectEqual(jobs.flatMap(({ events }) => events.filter((e) => e.type === 'stage' && e.stage === 'load')), [], 'loads');
      expectEqual((await generator.resources()).sessions, sessions, 'sessions');
    },
  },
  {
    name: 'cancels a running job within a second, frees everything, and is ready for the next',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const job = await start(generator, requestFor(PROMPT, 100));
      await job.first('progress');
      const asked = performance.now();
      await generator.cancel(job.jobId);
      const last = await job.ended;
      const seconds = (performance.now() - asked) / 1000;
      expectTrue(last.type === 'failed' && last.error.code === 'cancelled', 'a job that failed because it was cancelled');
      expectTrue(seconds < 1, `an end within a second, not ${seconds}`);
      await expectNothingHeld(generator);
      await pause(100);
      expectEqual(job.events.at(-1)?.type, 'failed', 'the last event');
      await finish(generator, REQUEST);
    },
  },
  {
    name: 'takes a job that waits out at once when it is cancelled, and lets the paused one before it finish',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const running = await start(generator, REQUEST);
      await generator.pause(running.jobId);
      await running.first('paused');
      const waiting = await start(generator, { ...REQUEST, seed: 8 });
      await generator.cancel(waiting.jobId);
      await waiting.ended;
      expectEqual(waiting.events.map((event) => event.type === 'failed' && event.error.code), ['cancelled'], 'all that was said of the second job');
      const stills = generator.drawStills({ prompt: PROMPT, seeds: [1], jobId: 'stills' }, () => undefined);
      await pause(20);
      await generator.cancel('stills');
      expectTrue(await stills.then((drawn) => !drawn.ok && drawn.error.code === 'cancelled'), 'a cancelled drawing');
      expectTrue(running.events.every(({ type }) => type !== 'resumed'), 'a first job that is still paused');
      await generator.resume(running.jobId);
      expectEqual((await running.ended).type, 'done', 'the end of the running job');
      await expectNothingHeld(generator);
    },
  },
  {
    name: 'pauses and goes on, and makes the same film as without',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const undisturbed = await finish(generator, REQUEST);
      const job = await start(generator, REQUEST);
      await job.first('progress');
      await generator.pause(job.jobId);
      await job.first('paused');
      const { length } = job.events.filter(({ type }) => type === 'progress');
      await pause(200);
      expectEqual(job.events.filter(({ type }) => type === 'progress').length, length, 'progress while paused');
      const paused = job.events.find((event) => event.type === 'paused');
      expectEqual(paused?.type === 'paused' && [paused.reason, paused.error], ['asked', null], 'the reason');
      await generator.resume(job.jobId);
      const last = await job.ended;
      if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
      expectEqual(job.events.filter(({ type }) => type === 'paused' || type === 'resumed').map(({ type }) => type), ['paused', 'resumed'], 'what was said');
      expectEqual(last.metadata.framesSha256, undisturbed.metadata.framesSha256, 'the hash of the frames');
    },
  },
  {
    name: 'cancels a paused job',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const job = await start(generator, requestFor(PROMPT, 100));
      await job.first('progress');
      await generator.pause(job.jobId);
      await job.first('paused');
      await generator.cancel(job.jobId);
      const last = await job.ended;
      expectTrue(last.type === 'failed' && last.error.code === 'cancelled', 'a cancelled job');
      await expectNothingHeld(generator);
      await finish(generator, REQUEST);
    },
  },
  {
    name: 'knows of no unfinished job but those that are, and refuses to recover others',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      await finish(generator, REQUEST);
      expectEqual(await generator.unfinishedJobs(), [], 'unfinished jobs');
      const refused = await generator.recover('no such job', () => undefined);
      expectTrue(!refused.ok && refused.error.code === 'unfinished-film-not-found', 'a refusal');
      await generator.discard('no such job');
      await generator.pause('no such job');
      await generator.resume('no such job');
    },
  },
  {
    name: 'ignores the cancelling of what is over or never was',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      await generator.cancel('no such job');
      const job = await start(generator, REQUEST);
      expectEqual((await job.ended).type, 'done', 'the end');
      await generator.cancel(job.jobId);
      await pause(50);
      expectEqual(job.events.filter(({ type }) => type === 'failed'), [], 'failures');
    },
  },
  ...BAD_REQUESTS.map(
    ([what, request]): ContractCase => ({
      name: `refuses ${what}`,
      run: async ({ generator, load }) => {
        value(await generator.describePack(load));
        const events: GenerationEvent[] = [];
        const result = await generator.generate(request as GenerateRequest, (event) => events.push(event));
        expectTrue(!result.ok, 'a refusal');
        expectEqual(categoryOf(result.error), 'bad-request', 'the category');
        expectEqual(events, [], 'events');
      },
    }),
  ),
  {
    name: 'puts a title in front of a film, and more where its films are made of layers',
    run: async ({ generator, load }) => {
      const { controls, frame } = value(await generator.loadPack(load, () => undefined));
      const title = { content: { kind: 'title', text: 'Hello' }, place: { x: 0.5, y: 0.2, size: 0.3 }, end: 0.5 } as const;
      const { metadata } = await finish(generator, requestFor(PROMPT, 1, { layers: [title] }));
      expectEqual([metadata.frames, metadata.width, metadata.fps], [frame.fps, frame.width, frame.fps], 'the film');
      expectEqual(metadata.settings.layers, [{ text: 'Hello', x: 0.5, y: 0.2, size: 0.3, end: 0.5 }], 'the settings');
      const wide = requestFor(PROMPT, 1, { size: { width: 256, height: 144 }, fps: 24, layers: [title] });
      if (controls.layers) {
        const { width, height, fps, frames } = (await finish(generator, wide)).metadata;
        expectEqual({ width, height, fps, frames }, { width: 256, height: 144, fps: 24, frames: 24 }, 'the wide film');
      } else {
        const refused = await generator.generate(wide, () => undefined);
        expectTrue(!refused.ok && refused.error.code === 'pack-not-layered', 'a refusal');
      }
      await expectNothingHeld(generator);
    },
  },
  {
    name: 'joins scenes into one film',
    run: async ({ generator, load }) => {
      const { frame } = value(await generator.loadPack(load, () => undefined));
      const scenes = [
        { prompt: PROMPT, seconds: 0.5 },
        { prompt: 'a red apple', seconds: 0.8 },
      ];
      const { metadata } = await finish(generator, requestFor(scenes));
      expectEqual(metadata.frames, Math.round(1.3 * frame.fps), 'the number of frames');
    },
  },
  {
    name: 'draws first frames to choose from, in the order of their seeds',
    run: async ({ generator, load }) => {
      const { frame } = value(await generator.loadPack(load, () => undefined));
      const stills: Still[] = [];
      const drawn = value(await generator.drawStills({ prompt: PROMPT, seeds: [3, 1, 3] }, (still) => stills.push(still)));
      expectEqual(drawn, { drawn: 3 }, 'the count');
      // The last still may still be on its way through the channel.
      for (let wait = 0; stills.length < 3 && wait < 100; wait++) await pause(20);
      expectEqual(stills.map(({ seed, index }) => [seed, index]), [[3, 0], [1, 1], [3, 2]], 'seeds and positions');
      expectEqual(stills.map(({ width, height, file }) => [width, height, file.type]), stills.map(() => [frame.width, frame.height, 'image/png']), 'pictures');
      const bytes = await Promise.all(stills.map(async ({ file }) => [...new Uint8Array(await file.arrayBuffer())].join()));
      expectTrue(bytes[0] === bytes[2], 'the same picture from the same seed');
      expectTrue(bytes[0] !== bytes[1], 'another picture from another seed');
      await expectNothingHeld(generator);
    },
  },
  {
    name: 'refuses and cancels the drawing of first frames',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      for (const bad of [{ prompt: '', seeds: [1] }, { prompt: PROMPT, seeds: [] }, { prompt: PROMPT, seeds: [-1] }, { prompt: 'qwrtzxq', seeds: [1] }]) {
        const refused = await generator.drawStills(bad, () => undefined);
        expectTrue(!refused.ok && categoryOf(refused.error) === 'bad-request', `a refusal of ${JSON.stringify(bad)}`);
      }
      const job = await start(generator, requestFor(PROMPT, 100));
      await job.first('progress');
      const waiting = generator.drawStills({ prompt: PROMPT, seeds: [1], jobId: 'stills' }, () => undefined);
      await pause(20);
      await generator.cancel('stills');
      await generator.cancel(job.jobId);
      const stopped = await waiting;
      expectTrue(!stopped.ok && stopped.error.code === 'cancelled', 'a cancelled drawing');
      await job.ended;
      await expectNothingHeld(generator);
    },
  },
  {
    name: 'works again after a release',
    run: async ({ generator, load }) => {
      value(await generator.loadPack(load, () => undefined));
      const before = await finish(generator, REQUEST);
      await generator.release();
      expectEqual(await generator.resources(), { tensors: 0, frames: 0, sessions: 0 }, 'what is held');
      value(await generator.loadPack(load, () => undefined));
      const after = await finish(generator, REQUEST);
      expectEqual(after.metadata.framesSha256, before.metadata.framesSha256, 'the hash of the frames');
    },
  },
];
