import { describe, expect, it, vi } from 'vitest';
import { kinoraError } from '../../../../contract/errors.js';
import type { FilmWarning } from '../../../../contract/errors/warnings.js';
import type { GenerationEvent } from '../../../../contract/events.js';
import type { GeneratorApi } from '../../../../contract/generator.js';
import { Studio } from '../../../../src/store/studio.js';
import type { Clip } from '../../../../src/features/player/player-slice.js';
import type { StudioState } from '../../../../src/store/studio-state.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../../fixtures/fake-generator.js';
import { until } from '../../../fixtures/until.js';

// The core must run where React cannot even be loaded.
vi.mock('react', () => {
  throw new Error('The core of the page must not import React.');
});

function studioOn(engine: GeneratorApi): Studio {
  return new Studio({
    engine,
    load: { packUrl: 'https://example.org/packs/fake/' },
    random: () => 0.5,
    checkAfterMs: 0,
  });
}

async function opened(options: FakeGeneratorOptions = {}): Promise<{ studio: Studio; engine: FakeGenerator; state: () => StudioState }> {
  const engine = new FakeGenerator(options);
  const studio = studioOn(engine);
  await studio.open();
  return { studio, engine, state: studio.store.getState };
}

const settled = (state: () => StudioState): Promise<void> => until(() => expect(state().job).toBeNull());

describe('opening', () => {
  it('learns of the device and the model, and loads nothing', async () => {
    const { engine, state } = await opened();
    expect(state().capabilities?.backend).toBe('wasm');
    expect(state().pack?.id).toBe('fake');
    expect(await engine.resources()).toMatchObject({ sessions: 0 });
  });

  it('loads a model that an earlier visit left here as soon as a prompt is typed', async () => {
    const { studio, engine, state } = await opened({ kept: true });
    expect(await engine.resources()).toMatchObject({ sessions: 0 });
    studio.scenes.setPrompt('a panda spins');
    await until(() => expect(state().ready).toBe(true));
    expect(await engine.resources()).toMatchObject({ sessions: 1 });
  });

  it('fetches nothing while somebody types', async () => {
    const { studio, engine, state } = await opened();
    const asked = vi.spyOn(engine, 'prepare');
    studio.scenes.setPrompt('a panda spins');
    await until(() => expect(asked).toHaveBeenCalled());
    await asked.mock.results[0]!.value;
    expect(state().ready).toBe(false);
    expect(await engine.resources()).toMatchObject({ sessions: 0 });
  });

  it('keeps why nothing can be made, and refuses to begin', async () => {
    const loadError = kinoraError('manifest-not-json', {});
    const { studio, state } = await opened({ loadError });
    studio.scenes.setPrompt('a cat');
    await studio.composer.generate();
    expect(state().error).toEqual(loadError);
    expect(state().job).toBeNull();
  });
});

describe('making a film', () => {
  it('fault 27: leaves to the notes under the prompt what they tell of words', async () => {
    const [ofCodec, ofWord]: FilmWarning[] = [
      { code: 'other-codec', params: { wanted: 'h264', used: 'vp9' } },
      { code: 'word-replaced', params: { word: 'beach', drawn: 'palm tree' } },
    ];
    const { studio, state } = await opened({ warnings: [ofCodec!, ofWord!] });
    studio.scenes.setPrompt('a panda on a beach');
    await studio.composer.generate();
    await settled(state);
    expect(state().check?.unknown.map(({ word }) => word)).toEqual(['beach']);
    expect(state().warnings).toEqual([ofCodec]);
  });

  it('goes from prompt to clip, never backwards, and keeps the model', async () => {
    const { studio, state } = await opened();
    const fractions: number[] = [];
    studio.store.subscribe(({ job }) => job && fractions.push(job.fraction));
    studio.scenes.setPrompt('  a panda spins  ');
    studio.scenes.setSeconds('1');
    studio.composer.setSeed('7');
    await studio.composer.generate();
    await settled(state);
    expect(state().clips).toHaveLength(1);
    expect(state().clips[0]).toMatchObject({ settings: { subject: { kind: 'prompt', prompt: 'a panda spins', seconds: 1 }, seed: 7 }, metadata: { frames: 12 } });
    expect(state().currentClipId).toBe(state().clips[0]?.id);
    expect(state().ready).toBe(true);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('makes another take with another seed, newest first', async () => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('0.5');
    studio.composer.setSeed('1');
    await studio.composer.generate();
    await settled(state);
    await studio.composer.again(state().clips[0]!);
    await settled(state);
    expect(state().clips.map(({ settings }) => settings.seed)).toEqual([2 ** 31, 1]);
    expect(state().seedText).toBe(String(2 ** 31));
  });

  it('starts only one at a time', async () => {
    const { studio, state } = await opened({ stepMs: 1 });
    const running = new Set<unknown>();
    studio.store.subscribe(({ job }) => job && running.add(job.startedAt));
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('0.5');
    await Promise.all([studio.composer.generate(), studio.composer.generate()]);
    expect(state().queue).toHaveLength(1);
    await settled(state);
    expect(state().clips).toHaveLength(2);
    expect(running.size).toBe(2);
  });

  it('closes every preview, shown or not', async () => {
    const open = new Set<number>();
    const paint = async (index: number): Promise<ImageBitmap> => {
      open.add(index);
      return { width: 1, height: 1, close: () => void open.delete(index) };
    };
    const { studio, state } = await opened({ paint });
    const drawn: ImageBitmap[] = [];
    const disconnect = studio.previews.connect((frame) => drawn.push(frame));
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('1');
    await studio.composer.generate();
    await settled(state);
    expect(drawn).toHaveLength(12);
    expect(open.size).toBe(0);
    disconnect();
    await studio.composer.generate();
    await settled(state);
    expect(drawn).toHaveLength(12);
    expect(open.size).toBe(0);
  });
});

describe('films of other visits', () => {
  const clip = (id: string) =>
    ({ id, settings: { subject: { kind: 'prompt', prompt: 'a fox', seconds: 2 }, seed: 9 }, file: new Blob(['x']) }) as unknown as Clip;

  it('are shown once each, and let go', async () => {
    const { studio, state } = await opened();
    studio.player.show(clip('a'));
    studio.player.show(clip('b'));
    studio.player.show(clip('a'));
    expect(state().clips.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(state().currentClipId).toBe('a');
    studio.player.forget(new Set(['a']));
    expect(state()).toMatchObject({ clips: [{ id: 'b' }], currentClipId: null });
  });

  it('fill the form, and what they do not say stays', async () => {
    const { studio, state } = await opened();
    studio.composer.fill(clip('a').settings);
    expect(state()).toMatchObject({ prompt: 'a fox', secondsText: '2', seedText: '9', picture: null, job: null });
    studio.composer.fill({ subject: { kind: 'prompt', prompt: 'an owl', seconds: 2 } });
    expect(state()).toMatchObject({ prompt: 'an owl', secondsText: '2', seedText: '9' });
  });
});

describe('fault 22: numbers in the form', () => {
  it('are read in any script and writing, and then shown as they were read', async () => {
    const { studio, state, engine } = await opened();
    const asked = vi.spyOn(engine, 'generate');
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('０，５');
    studio.scenes.add();
    studio.scenes.setSeconds('٠٫٥');
    studio.composer.setSeed('1.000');
    studio.composer.setSteps('４');
    await studio.composer.generate();
    expect(asked.mock.calls[0]?.[0]).toMatchObject({ seed: 1000, steps: 4, subject: { scenes: [{ seconds: 0.5 }, { seconds: 0.5 }] } });
    expect(state()).toMatchObject({ seedText: '1000', stepsText: '4', scenes: [{ secondsText: '0.5' }, { secondsText: '0.5' }] });
  });

  it.each([
    ['1.5', '', { code: 'seed-mistyped', params: { text: '1.5', fault: 'not-whole' } }],
    ['7', '4s', { code: 'steps-mistyped', params: { text: '4s', fault: 'not-a-number' } }],
    ['4294967296', '', { code: 'seed-out-of-range', params: { given: '4294967296' } }],
  ])('are judged before first frames are drawn too: seed %j, steps %j', async (seed, steps, error) => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('a panda');
    studio.composer.setSeed(seed);
    studio.composer.setSteps(steps);
    await studio.firstFrames.draw();
    expect(state()).toMatchObject({ firstFrames: null, error });
  });

  it('stay as they were typed where they are none, so that they can be mended', async () => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('a panda');
    studio.composer.setSeed('1.5');
    studio.composer.settleNumbers();
    expect(state().seedText).toBe('1.5');
  });
});

describe('refusing and failing', () => {
  it.each([
    ['seconds', '', { code: 'seconds-mistyped', params: { text: '', scene: null, fault: 'empty' } }],
    ['seconds', '4s', { code: 'seconds-mistyped', params: { text: '4s', fault: 'not-a-number' } }],
    ['seconds', '1.500', { code: 'seconds-mistyped', params: { text: '1.500', fault: 'unclear' } }],
    ['seed', '1.5', { code: 'seed-mistyped', params: { text: '1.5', fault: 'not-whole' } }],
    ['seed', '½', { code: 'seed-mistyped', params: { text: '½', fault: 'not-a-number' } }],
    ['seconds', 'long', { code: 'seconds-mistyped', params: { text: 'long', fault: 'not-a-number' } }],
    ['seconds', '10000', { code: 'seconds-above-limit', params: { seconds: 10_000 } }],
    ['seed', '-1', { code: 'seed-out-of-range', params: { given: '-1' } }],
  ] as const)('refuses %s of "%s" before anything is loaded', async (field, text, error) => {
    const { studio, engine, state } = await opened();
    studio.scenes.setPrompt('a panda');
    if (field === 'seconds') studio.scenes.setSeconds(text);
    else studio.composer.setSeed(text);
    await studio.composer.generate();
    expect(state().error).toMatchObject(error);
    expect(state().prompt).toBe('a panda');
    expect(await engine.resources()).toMatchObject({ sessions: 0 });
  });

  it('shows a failed job, keeps the prompt, and makes the next one', async () => {
    const jobError = kinoraError('out-of-memory', {});
    const { studio, state } = await opened({ jobError });
    studio.scenes.setPrompt('a panda');
    await studio.composer.generate();
    await settled(state);
    expect(state().error).toEqual(jobError);
    expect(state().prompt).toBe('a panda');
    expect(state().ready).toBe(false);
  });

  it('refuses a prompt without a known word', async () => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('xyzzy');
    await studio.composer.generate();
    await settled(state);
    expect(state().error?.code).toBe('prompt-words-unknown');
  });

  it('refuses it before a model is fetched, where it was read already', async () => {
    const { studio, state } = await opened();
    const loaded = vi.spyOn(studio.engine, 'loadPack');
    studio.scenes.setPrompt('xyzzy');
    await until(() => expect(state().checkedPrompt).toBe('xyzzy'));
    await studio.composer.generate();
    expect(state()).toMatchObject({ job: null, error: { code: 'prompt-words-unknown' } });
    expect(loaded).not.toHaveBeenCalled();
    // What was read of other words says nothing of these.
    studio.scenes.setPrompt('a panda');
    await studio.composer.generate();
    expect(state().error).toBeNull();
    expect(loaded).toHaveBeenCalled();
  });

  it('says of the next prompt nothing that was said of the one before', async () => {
    const { studio, state } = await opened();
    for (const prompt of ['xyzzy', '']) {
      studio.scenes.setPrompt(prompt);
      await studio.composer.generate();
      await settled(state);
      expect(state().error).not.toBeNull();
      studio.scenes.setPrompt('a panda');
      expect(state().error).toBeNull();
    }
    // One that waited was refused.
    const waited = kinoraError('prompt-words-unknown', { words: ['qwrtzxq'], more: 0, near: null });
    studio.store.setState({ error: waited });
    studio.scenes.setPrompt('a panda dancing');
    expect(state().error).toBe(waited);
  });

  it('keeps the picture when the next one cannot be read', async () => {
    const refused = kinoraError('not-a-picture', { format: 'text' });
    const engine = new FakeGenerator({
      inspect: async (_, file) =>
        file.type === 'image/png' ? { ok: true, value: { width: 64, height: 64, preview: file } } : { ok: false, error: refused },
    });
    const studio = new Studio({ engine, load: { packUrl: 'https://example.org/' } });
    await studio.inputs.choosePicture(new Blob(['x'], { type: 'image/png' }));
    await studio.inputs.choosePicture(new Blob(['x'], { type: 'text/plain' }));
    expect(studio.store.getState()).toMatchObject({ error: refused, picture: { width: 64 } });
  });
});

describe('cancelling', () => {
  it('ends a running film without an error and is ready for the next', async () => {
    const { studio, state } = await opened({ stepMs: 2 });
    studio.scenes.setPrompt('a panda');
    void studio.composer.generate();
    await until(() => expect(state().job?.stage).toBe('decode'));
    await studio.jobs.cancel();
    await settled(state);
    expect(state()).toMatchObject({ error: null, clips: [], ready: true, announcement: 'Cancelled.' });
    studio.scenes.setSeconds('0.5');
    await studio.composer.generate();
    await settled(state);
    expect(state().clips).toHaveLength(1);
  });

  it('gives a film up at once while the model is still being fetched', async () => {
    const { studio, state } = await opened({ stepMs: 5 });
    studio.scenes.setPrompt('a panda');
    const made = studio.composer.generate();
    await until(() => expect(state().job?.fraction).toBeGreaterThan(0));
    await studio.jobs.cancel();
    expect(state().job).toBeNull();
    await made;
    expect(state()).toMatchObject({ job: null, clips: [], ready: true });
  });

  it('reaches a job that the worker has not accepted yet', async () => {
    const engine = new FakeGenerator();
    let accept: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      accept = resolve;
    });
    const cancelled: string[] = [];
    let emit: (event: GenerationEvent) => void = () => undefined;
    vi.spyOn(engine, 'generate').mockImplementation(async (_, onEvent) => {
      emit = onEvent;
      await held;
      return { ok: true, value: { jobId: 'slow' } };
    });
    vi.spyOn(engine, 'cancel').mockImplementation(async (jobId) => {
      cancelled.push(jobId);
      emit({ type: 'failed', jobId, error: kinoraError('cancelled', { what: 'film' }) });
    });
    const studio = studioOn(engine);
    await studio.open();
    studio.scenes.setPrompt('a panda');
    const made = studio.composer.generate();
    await until(() => expect(engine.generate).toHaveBeenCalled());
    await studio.jobs.cancel();
    accept();
    await made;
    expect(cancelled).toEqual(['slow']);
    expect(studio.store.getState().job).toBeNull();
  });
});

describe('the prompt', () => {
  it('is checked after typing, and unknown words can be replaced', async () => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('a parrot spins');
    await until(() => expect(state().check?.unknown[0]?.word).toBe('parrot'));
    studio.prompt.replaceUnknown('parrot', 'panda');
    await until(() => expect(state().check?.unknown).toEqual([]));
    expect(state().prompt).toBe('a panda spins');
  });

  it('has a chip in the place of the only word that is unknown, with its adjectives', async () => {
    const { studio, state } = await opened();
    studio.scenes.setPrompt('a small quokka on the ocean background');
    await until(() => expect(state().check?.unknown.map(({ word }) => word)).toEqual(['quokka']));
    studio.prompt.togglePart('objects', 'rabbit');
    expect(state().prompt).toBe('a small rabbit on the ocean background');
  });

  it('is built by chips, and a pressed chip lets go of its part', async () => {
    const { studio, state } = await opened();
    studio.prompt.togglePart('backgrounds', 'ocean');
    studio.prompt.togglePart('objects', 'owl');
    studio.prompt.togglePart('cameras', 'zooms in');
    expect(state().prompt).toBe('an owl on an ocean background, the camera zooms in');
    studio.prompt.togglePart('backgrounds', 'ocean');
    expect(state().prompt).toBe('an owl, the camera zooms in');
  });

  it('takes pasted settings', async () => {
    const { studio, state } = await opened();
    expect(studio.composer.pasteSettings('{"kinora":1,"prompt":"a fox","seconds":2,"seed":9}')).toBe(true);
    await until(() => expect(state()).toMatchObject({ prompt: 'a fox', secondsText: '2', seedText: '9' }));
    expect(studio.composer.pasteSettings('a fox')).toBe(false);
  });
});
