import { describe, expect, it, vi } from 'vitest';
import { type BackendSeconds, type MeasuredBackends, measuringKey } from '../../../../../contract/backends/measured-backends.js';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import { kinoraError } from '../../../../../contract/errors.js';
import type { BackendName } from '../../../../../contract/names.js';
import { keepMeasured, readMeasured } from '../../../../../src/features/models/measured/kept-measurements.js';
import { BackendMeasurer, type MeasuringEngine } from '../../../../../src/features/models/measured/measure-backends.js';
import { backendUnchosen, chosenBackend, measuredHere, measuredSeconds } from '../../../../../src/features/models/model-slice.js';
import { allMade, openStudio, when } from '../../../../fixtures/page/open-studio.js';
import { until } from '../../../../fixtures/until.js';

const GPU: Partial<Capabilities> & Pick<Capabilities, 'webgpu'> = { backend: 'webgpu', webgpu: { adapter: 'nvidia ada', software: false, features: [], maxStorageBufferBytes: 2 ** 30, maxBufferBytes: 2 ** 30 } };
const CPU_FASTER: BackendSeconds = { webgpu: 1.8, wasm: 1 };
const OUT_OF_MEMORY = { ok: false as const, error: kinoraError('out-of-memory', {}) };

type Answer = Awaited<ReturnType<MeasuringEngine['measure']>>;

interface PageOptions {
  readonly answers?: (backend: BackendName) => Answer;
  readonly capabilities?: Partial<Capabilities>;
  readonly held?: Promise<void>;
  readonly isVisible?: () => boolean;
}

/** A page whose measuring generators give `answers`, after `held` where there is something to wait for. */
async function page({ answers = (backend) => ({ ok: true, value: { seconds: CPU_FASTER[backend] } }), capabilities = GPU, held = Promise.resolve(), isVisible = () => true }: PageOptions = {}) {
  const opened = await openStudio({ capabilities });
  const asked: BackendName[] = [];
  const kept: (readonly MeasuredBackends[])[] = [];
  let released = 0;
  const startEngine = (): MeasuringEngine => {
    let end: (answer: Answer) => void = () => undefined;
    const ended = new Promise<Answer>((resolve) => (end = resolve));
    return {
      measure: ({ backend = 'wasm' }) => {
        asked.push(backend);
        return Promise.race([ended, held.then(() => answers(backend))]);
      },
      release: () => {
        released++;
        end({ ok: false, error: kinoraError('generator-released', {}) });
        return Promise.resolve();
      },
    };
  };
  const unfollow = new BackendMeasurer({ studio: opened.studio, startEngine, keep: (measured) => kept.push(measured), isVisible, calmMs: 0 }).follow();
  const makeFilm = async (): Promise<void> => {
    opened.studio.scenes.setPrompt('a panda spins');
    const films = opened.state().clips.length;
    await opened.studio.composer.generate();
    await until(() => expect(opened.state().clips.length).toBe(films + 1));
    await allMade(opened);
  };
  const key = measuringKey(opened.state().capabilities!, opened.state().pack!);
  return { ...opened, asked, kept, key, makeFilm, unfollow, released: () => released };
}

/** What is due by then has begun. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe('measuring backends', () => {
  it('waits for a film, keeps what it finds, and has the faster one ready for the next', async () => {
    const { state, makeFilm, kept, key, asked, released } = await page();
    await soon();
    expect(asked).toEqual([]);
    expect(chosenBackend(state())).toBe('webgpu');
    await makeFilm();
    await until(() => expect(chosenBackend(state())).toBe('wasm'));
    expect(asked).toEqual(['wasm', 'webgpu']);
    expect(released()).toBe(2);
    expect(kept.at(-1)).toEqual([{ key, seconds: CPU_FASTER, tries: 0 }]);
    expect(measuredSeconds(state())).toEqual(CPU_FASTER);
    await until(() => expect(state()).toMatchObject({ ready: true, measuring: null }));
    await makeFilm();
    await soon();
    expect(asked).toHaveLength(2);
  });

  it('leaves the GPU where the CPU is a little faster only', async () => {
    const { state, makeFilm, kept } = await page({ answers: (backend) => ({ ok: true, value: { seconds: backend === 'wasm' ? 1 : 1.2 } }) });
    await makeFilm();
    await until(() => expect(kept.at(-1)?.[0]?.seconds).toEqual({ webgpu: 1.2, wasm: 1 }));
    expect(chosenBackend(state())).toBe('webgpu');
    expect(state().ready).toBe(true);
  });

  it.each([['a person chose', GPU, true], ['there is no GPU', {}, false], ['the GPU is software', { backend: 'wasm', webgpu: { ...GPU.webgpu!, software: true } }, false], ['there is one thread', { ...GPU, wasm: { simd: true, threads: 1 } }, false]] as [string, Partial<Capabilities>, boolean][])('does nothing where %s', async (_, capabilities, chosen) => {
    const { studio, state, makeFilm, asked } = await page({ capabilities });
    if (chosen) await studio.model.chooseBackend('webgpu');
    const before = chosenBackend(state());
    await makeFilm();
    await soon();
    expect(asked).toEqual([]);
    expect(chosenBackend(state())).toBe(before);
  });

  it('does nothing while nobody sees the page', async () => {
    const { makeFilm, asked } = await page({ isVisible: () => false });
    await makeFilm();
    await soon();
    expect(asked).toEqual([]);
  });

  it('does nothing for a model that memory does not hold twice', async () => {
    const { studio, state, makeFilm, asked } = await page();
    await makeFilm();
    await until(() => expect(chosenBackend(state())).toBe('wasm'));
    asked.splice(0);
    studio.store.setState({ pack: { ...state().pack!, version: '2.0.0', memory: { sessions: 'together', neededBytes: 6, budgetBytes: 11 } } });
    studio.model.measureAgain();
    await soon();
    expect(asked).toEqual([]);
    expect(measuredHere(state())).toBeNull();
    studio.store.setState({ pack: { ...state().pack!, memory: { sessions: 'together', neededBytes: 6, budgetBytes: 12 } } });
    expect(measuredHere(state())).toBe('unknown');
    studio.model.measureAgain();
    await until(() => expect(asked).toEqual(['wasm', 'webgpu']));
  });

  it('measures the model that was chosen when it began, and keeps the times for that one', async () => {
    let go: () => void = () => undefined;
    const { studio, state, kept, key } = await page({ held: new Promise((resolve) => (go = resolve)) });
    studio.model.measureAgain();
    expect(state().measuring).toBe('running');
    studio.store.setState({ pack: { ...state().pack!, id: 'other' } });
    go();
    await until(() => expect(kept.at(-1)).toEqual([{ key, seconds: CPU_FASTER, tries: 0 }]));
    expect(chosenBackend(state())).toBe('webgpu');
  });

  it('lets a choice of the person win, also one that is made later', async () => {
    const { studio, state, makeFilm } = await page();
    await makeFilm();
    await until(() => expect(chosenBackend(state())).toBe('wasm'));
    await studio.model.chooseBackend('webgpu');
    expect(chosenBackend(state())).toBe('webgpu');
    expect(backendUnchosen(state())).toBe('wasm');
    await studio.model.chooseBackend(null);
    expect(chosenBackend(state())).toBe('wasm');
  });

  it.each(['wasm', 'webgpu'] as const)('leaves the choice as it is where %s fails, and gives up after two tries', async (failing) => {
    const { state, makeFilm, kept, asked } = await page({ answers: (backend) => (backend === failing ? OUT_OF_MEMORY : { ok: true, value: { seconds: CPU_FASTER[backend] } }) });
    const perTry = failing === 'wasm' ? 1 : 2;
    for (const tries of [1, 2]) {
      await makeFilm();
      await until(() => expect(asked).toHaveLength(perTry * tries));
      await until(() => expect(state().measuring).toBeNull());
      expect(kept.at(-1)).toMatchObject([{ seconds: null, tries }]);
      expect(chosenBackend(state())).toBe('webgpu');
      await until(() => expect(measuredHere(state())).toMatchObject({ seconds: null }));
    }
    await makeFilm();
    await soon();
    expect(asked).toHaveLength(2 * perTry);
  });

  it.each([['something is not on this device yet', { ok: true, value: null }], ['ONNX Runtime cannot be fetched', { ok: false, error: kinoraError('runtime-interrupted', {}) }]] as [string, Answer][])('counts no try where %s', async (_, answer) => {
    const { state, makeFilm, kept, asked } = await page({ answers: () => answer });
    await makeFilm();
    await until(() => expect(asked).toEqual(['wasm']));
    await until(() => expect(state().measuring).toBeNull());
    expect(kept.at(-1)).toMatchObject([{ seconds: null, tries: 0 }]);
  });

  it('gives way to a film at once, and measures after it', async () => {
    let go: () => void = () => undefined;
    const opened = await page({ held: new Promise((resolve) => (go = resolve)) });
    const { state, makeFilm, asked, kept, released } = opened;
    await makeFilm();
    await when(opened, ({ measuring }) => measuring === 'running');
    expect(kept.at(-1)).toMatchObject([{ seconds: null, tries: 1 }]);
    const second = makeFilm();
    await when(opened, ({ job }) => job !== null);
    expect(released()).toBeGreaterThan(0);
    await second;
    expect(asked.slice(0, 1)).toEqual(['wasm']);
    go();
    await until(() => expect(chosenBackend(state())).toBe('wasm'));
    expect(asked).toEqual(['wasm', 'wasm', 'webgpu']);
  });

  it('measures again when a person asks for it, and keeps what was known where that fails', async () => {
    let seconds: BackendSeconds | null = CPU_FASTER;
    const { studio, state, makeFilm } = await page({ answers: (backend) => (seconds ? { ok: true, value: { seconds: seconds[backend] } } : OUT_OF_MEMORY) });
    await makeFilm();
    await until(() => expect(chosenBackend(state())).toBe('wasm'));
    seconds = null;
    studio.model.measureAgain();
    await until(() => expect(state().measuring).toBeNull());
    expect(measuredSeconds(state())).toEqual(CPU_FASTER);
    seconds = { webgpu: 1, wasm: 2 };
    studio.model.measureAgain();
    await until(() => expect(chosenBackend(state())).toBe('webgpu'));
  });
});

describe('measurements in localStorage', () => {
  it('are read as they were kept, the newest of them, and nothing that is no measurement', () => {
    const stored = new Map<string, string>();
    vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text) });
    const many = Array.from({ length: 20 }, (_, i): MeasuredBackends => ({ key: `pack ${i}`, seconds: i % 2 ? CPU_FASTER : null, tries: 1 }));
    expect(readMeasured()).toEqual([]);
    keepMeasured(many);
    expect(readMeasured()).toEqual(many.slice(-12));
    for (const broken of ['no JSON', '{}', '[null, 1, {"key": 1}]', '[{"key": "a", "seconds": {"webgpu": 0, "wasm": 1}, "tries": 0}]']) {
      stored.set([...stored.keys()][0]!, broken);
      expect(readMeasured(), broken).toEqual([]);
    }
    vi.unstubAllGlobals();
  });
});
