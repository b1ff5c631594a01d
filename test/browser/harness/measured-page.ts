import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { BackendSeconds } from '../../../contract/backends/measured-backends.js';
import type { BackendName } from '../../../contract/names.js';
import type { Engine } from '../../../src/engine/engine.js';
import { MeasuredNote } from '../../../src/features/composer/advanced/measured-note.js';
import { keepMeasured, readMeasured } from '../../../src/features/models/measured/kept-measurements.js';
import { BackendMeasurer } from '../../../src/features/models/measured/measure-backends.js';
import { ModelFacts } from '../../../src/features/models/model-facts.js';
import { chosenBackend, measuredSeconds } from '../../../src/features/models/model-slice.js';
import { Studio } from '../../../src/store/studio.js';
import { StudioContext } from '../../../src/store/use-studio.js';

/** What a page says. */
interface Shown {
  readonly runsOn: string;
  readonly note: string;
  /** What it is asked for by its button. */
  readonly asked: string | null;
}

export interface BothMeasured {
  /** What a page knows before it measures, and the backend that it takes then. */
  readonly before: { readonly seconds: BackendSeconds | null; readonly backend: BackendName | null };
  readonly seconds: BackendSeconds | null;
  /** Of a page that is opened later. */
  readonly later: { readonly seconds: BackendSeconds | null; readonly backend: BackendName | null } & Shown;
  readonly chosen: BackendName | null;
  /** Sessions of the page's own generator, which keeps its model. */
  readonly sessions: number;
}

/** Measures both backends of a pack in a page that takes its software adapter for a GPU, and opens another page after that. */
export async function measureBoth(startEngine: () => Engine, packUrl: string): Promise<BothMeasured> {
  const engine = startEngine();
  const probe = engine.probe.bind(engine);
  Object.assign(engine, {
    probe: async () => {
      const found = await probe();
      return { ...found, backend: 'webgpu', webgpu: found.webgpu && { ...found.webgpu, software: false } };
    },
  });
  const open = async (): Promise<Studio> => {
    const studio = new Studio({ engine, load: { packUrl, keep: true, measured: readMeasured() } });
    await studio.open();
    return studio;
  };
  const known = ({ store }: Studio) => ({ seconds: measuredSeconds(store.getState()), backend: chosenBackend(store.getState()) });
  keepMeasured([]);
  try {
    const studio = await open();
    const before = known(studio);
    const loaded = await engine.loadPack({ packUrl, backend: 'wasm', keep: true }, () => undefined);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const { sessions } = await engine.resources();
    const unfollow = new BackendMeasurer({ studio, startEngine, keep: keepMeasured, isVisible: () => true }).follow();
    const measured = new Promise<void>((resolve) => studio.store.subscribe(({ measuring }, was) => was.measuring === 'running' && measuring === null && resolve()));
    studio.model.measureAgain();
    await measured;
    const { sessions: sessionsAfter } = await engine.resources();
    if (sessionsAfter !== sessions) throw new Error(`The page had ${sessions} sessions, and has ${sessionsAfter}.`);
    unfollow();
    const later = await open();
    const shown = shownBy(later);
    const facts = known(later);
    await later.model.chooseBackend('webgpu');
    return { before, seconds: readMeasured()[0]?.seconds ?? null, later: { ...facts, ...shown }, chosen: chosenBackend(later.store.getState()), sessions };
  } finally {
    await engine.release();
  }
}

function shownBy(studio: Studio): Shown {
  const place = document.createElement('div');
  const root = createRoot(place);
  document.body.append(place);
  const find = (name: string): HTMLElement | null => place.querySelector(`[data-testid="${name}"]`);
  try {
    flushSync(() => root.render(createElement(StudioContext, { value: studio }, createElement(ModelFacts), createElement(MeasuredNote))));
    const texts = { runsOn: find('runs-on')?.textContent ?? '', note: find('measured')?.textContent ?? '' };
    find('measure')?.click();
    return { ...texts, asked: studio.store.getState().measuring };
  } finally {
    root.unmount();
    place.remove();
  }
}
