import { describe, expect, it, vi } from 'vitest';
import { kinoraError, type Result } from '../../../../../contract/errors.js';
import type { KeptPack, PackChoice, PackChoices, PackFetchEvent, PackInventory, PackOffer, PackStoreApi } from '../../../../../contract/pack-store.js';
import { ModelLibrary } from '../../../../../src/features/models/model-library.js';
import { Studio } from '../../../../../src/store/studio.js';
import { FakeGenerator } from '../../../../fixtures/fake-generator.js';
import { until } from '../../../../fixtures/until.js';

const PAGE = 'https://kinora.example/';
const STARTER = `${PAGE}packs/starter/`;
const FOREIGN = 'https://models.example/cats/';
const BYTES = 1000;
/** Of them, those that a film waits for. */
const START_BYTES = 600;

/** A store of packs in which every model has a thousand bytes. */
class FakePackStore implements PackStoreApi {
  readonly here = new Map<string, number>();
  readonly looked: string[] = [];
  freeBytes: number | null = null;
  fails: Extract<Result<never>, { ok: false }>['error'] | null = null;

  readonly look = (packUrl: string): Promise<Result<PackOffer>> => {
    this.looked.push(packUrl);
    const summary = { title: 'Cats', version: '1.0.0' } as PackOffer['summary'];
    return Promise.resolve({ ok: true, value: { packUrl, summary, missingBytes: BYTES - (this.here.get(packUrl) ?? 0), missingToStart: Math.max(0, START_BYTES - (this.here.get(packUrl) ?? 0)), freeBytes: this.freeBytes, fits: true, storage: true } });
  };

  /** Packs that the site offers besides. */
  offered: readonly PackChoice[] = [];

  readonly choices = (): Promise<Result<PackChoices>> => Promise.resolve({ ok: true, value: { packs: this.offered, recipes: [] } });

  readonly list = (): Promise<PackInventory> =>
    Promise.resolve({ packs: [...this.here.keys()].map((packUrl) => this.#kept(packUrl)), usedBytes: 0, freeBytes: this.freeBytes });

  readonly fetch = (packUrl: string, _device: unknown, onEvent: (event: PackFetchEvent) => void): Promise<Result<KeptPack>> => {
    onEvent({ type: 'fetching', packUrl, doneBytes: BYTES / 2, totalBytes: BYTES });
    if (this.fails) return Promise.resolve({ ok: false, error: this.fails });
    this.here.set(packUrl, BYTES);
    return Promise.resolve({ ok: true, value: this.#kept(packUrl) });
  };

  readonly pause = (): Promise<void> => Promise.resolve();

  readonly remove = async (packUrl: string): Promise<Result<PackInventory>> => {
    this.here.delete(packUrl);
    return { ok: true, value: await this.list() };
  };

  readonly addFolder = (): Promise<Result<KeptPack>> => this.fetch('kinora-local://abc/', null, () => undefined);

  #kept(packUrl: string): KeptPack {
    return { packUrl, id: 'cats', version: '1.0.0', title: 'Cats', license: 'MIT', draws: true, moves: true, bytes: BYTES, doneBytes: this.here.get(packUrl) ?? 0 };
  }
}

async function page({ asked = STARTER, draw = undefined as string | undefined, remembered = null as string | null, rememberedDrawing = null as string | null, kept = [] as string[] } = {}) {
  const store = new FakePackStore();
  for (const packUrl of kept) store.here.set(packUrl, BYTES);
  const studio = new Studio({
    engine: new FakeGenerator({}),
    load: { packUrl: STARTER },
  });
  const keep = vi.fn();
  const persist = vi.fn(() => Promise.resolve(true));
  const models = new ModelLibrary({
    packStore: store,
    studio,
    pageUrl: PAGE,
    starterUrl: STARTER,
    persist,
    kept: { getState: () => ({ packUrl: remembered, drawPackUrl: rememberedDrawing, downloaded: false }), setState: keep },
  });
  await models.begin({ packUrl: asked, ...(draw !== undefined && { drawPackUrl: draw }) });
  await studio.open();
  await until(() => expect(models.store.getState().current).not.toBeNull());
  return { store, studio, models, keep, persist, used: () => studio.store.getState().load.packUrl, state: models.store.getState };
}

describe('what a film did without', () => {
  it('is fetched after it, where the model is kept', async () => {
    const { studio, store, state } = await page();
    store.here.set(STARTER, START_BYTES);
    studio.store.setState({ ready: true });
    await until(() => expect(state().current).toMatchObject({ missingToStart: 0, missingBytes: BYTES - START_BYTES }));
    const job = {} as NonNullable<ReturnType<typeof studio.store.getState>['job']>;
    studio.store.setState({ job });
    expect(store.here.get(STARTER)).toBe(START_BYTES);
    studio.store.setState({ job: null });
    await until(() => expect(state().current?.missingBytes).toBe(0));
  });

  it('is left where the model is not kept, and a failure is told to nobody', async () => {
    for (const keep of [false, true]) {
      const { studio, store, state, models } = await page();
      models.setKeep(keep);
      store.here.set(STARTER, START_BYTES);
      if (keep) store.fails = kinoraError('manifest-interrupted', {});
      studio.store.setState({ ready: true });
      await until(() => expect(state().current?.missingToStart).toBe(0));
      studio.store.setState({ job: {} as NonNullable<ReturnType<typeof studio.store.getState>['job']> });
      studio.store.setState({ job: null });
      await until(() => expect(state().fetching).toEqual({}));
      expect(state()).toMatchObject({ error: null, current: { missingBytes: BYTES - START_BYTES } });
    }
  });
});

describe('the model that the page opens with', () => {
  it('is that of the site', async () => {
    const { used, state } = await page();
    expect(used()).toBe(STARTER);
    expect(state().current?.missingBytes).toBe(BYTES);
  });

  it('is the one used last when it is still here', async () => {
    expect((await page({ remembered: FOREIGN, kept: [FOREIGN] })).used()).toBe(FOREIGN);
    expect((await page({ remembered: FOREIGN })).used()).toBe(STARTER);
  });

  it('named by a link to another site is proposed, and nothing is asked of that site', async () => {
    const { used, state, store } = await page({ asked: FOREIGN });
    expect(used()).toBe(STARTER);
    expect(state().proposal).toEqual({ packUrl: FOREIGN, origin: { kind: 'host', host: 'models.example' }, role: null, offer: null });
    expect(state().open).toBe(true);
    expect(store.looked).not.toContain(FOREIGN);
  });
});

describe('a model from an address', () => {
  it('is looked at, announced with its origin, and fetched and used only when agreed to', async () => {
    const { models, state, used, store, keep, persist } = await page();
    await models.look('https://models.example/cats');
    expect(state().proposal).toMatchObject({ origin: { kind: 'host', host: 'models.example' }, offer: { missingBytes: BYTES } });
    expect(store.here.size).toBe(0);
    await models.acceptOffer();
    expect(used()).toBe(FOREIGN);
    expect(keep).toHaveBeenCalledWith({ packUrl: FOREIGN, drawPackUrl: null });
    expect(persist).toHaveBeenCalled();
    expect(state()).toMatchObject({ proposal: null, persisted: true, fetching: {} });
  });

  it('can be refused', async () => {
    const { models, state, used } = await page();
    await models.look(FOREIGN);
    models.dropProposal();
    await models.acceptOffer();
    expect(state().proposal).toBeNull();
    expect(used()).toBe(STARTER);
  });

  it('that is none is said', async () => {
    const { models, state } = await page();
    await models.look('cats, please');
    expect(state().error?.code).toBe('not-a-pack-address');
  });

  it('stays out of use when its fetch fails', async () => {
    const { models, state, used, store } = await page();
    store.fails = kinoraError('manifest-interrupted', {});
    await models.look(FOREIGN);
    await models.acceptOffer();
    expect(state().error?.code).toBe('manifest-interrupted');
    expect(used()).toBe(STARTER);
  });

  it('that was paused is no error', async () => {
    const { models, state, store } = await page();
    store.fails = kinoraError('cancelled', { what: 'job' });
    expect(await models.fetch(STARTER)).toBe(false);
    expect(state().error).toBeNull();
  });
});

describe('models that are here', () => {
  it('can come from a folder', async () => {
    const { models, used } = await page();
    await models.addFolder([]);
    expect(used()).toBe('kinora-local://abc/');
  });

  it('give way to that of the site when they are deleted', async () => {
    const { models, used, keep } = await page({ remembered: FOREIGN, kept: [FOREIGN] });
    await models.remove(FOREIGN);
    expect(used()).toBe(STARTER);
    expect(keep).toHaveBeenCalledWith({ packUrl: null, drawPackUrl: null });
  });

  it('are not exchanged under a film', async () => {
    const { models, studio, used } = await page({ kept: [FOREIGN] });
    studio.scenes.setPrompt('a panda spins');
    void studio.composer.generate();
    models.use(FOREIGN);
    expect(used()).toBe(STARTER);
    await studio.jobs.cancel();
  });
});

it('keeping the model is the person’s choice, and it is remembered for the next film', async () => {
  const { models, studio } = await page();
  models.setKeep(false);
  expect(studio.store.getState().load).toEqual({ packUrl: STARTER, keep: false });
  models.setKeep(true);
  expect(studio.store.getState().load).toEqual({ packUrl: STARTER });
});

const DRAWER = 'https://models.example/drawer/';
const HUB = `${PAGE}packs/hub/painter/`;

/** What a site offers; only what the tests look at differs. */
const offer = (packUrl: string, about: Partial<PackChoice> = {}): PackChoice => ({
  ...{ packUrl, id: 'painter', version: '1.0.0', title: 'Painter', licence: { name: 'Theirs', mustAccept: true }, draws: true, moves: false },
  ...{ width: 512, height: 512, bytes: BYTES, exact: true, doneBytes: 0, features: [], stages: [], things: 0, motions: 0, fault: null, tight: false, ...about },
});
const STARTER_OFFER = offer(STARTER, { id: 'starter', title: 'Starter', moves: true });

describe('two models', () => {
  it('are chosen apart: one draws, the other moves', async () => {
    const { models, studio, keep } = await page({ kept: [DRAWER] });
    const load = (): object => studio.store.getState().load;
    models.use(DRAWER, 'draw');
    expect(load()).toEqual({ packUrl: STARTER, drawPackUrl: DRAWER });
    expect(keep).toHaveBeenCalledWith({ packUrl: null, drawPackUrl: DRAWER });
    models.use(FOREIGN, 'move');
    expect(load()).toEqual({ packUrl: FOREIGN, drawPackUrl: DRAWER });
    models.use(FOREIGN, 'draw');
    expect(load()).toEqual({ packUrl: FOREIGN });
    models.use(STARTER);
    expect(load()).toEqual({ packUrl: STARTER });
  });

  it('come back with the next visit, if both are still here', async () => {
    const back = await page({ rememberedDrawing: DRAWER, kept: [DRAWER] });
    expect(back.studio.store.getState().load).toEqual({ packUrl: STARTER, drawPackUrl: DRAWER });
    const gone = await page({ rememberedDrawing: DRAWER });
    expect(gone.studio.store.getState().load).toEqual({ packUrl: STARTER });
    expect(gone.state().proposal).toBeNull();
  });

  it('named by a link are proposed, also one of the catalogue whose files lie at a hub', async () => {
    for (const draw of [DRAWER, HUB]) {
      const { state, store, used } = await page({ draw });
      expect(used()).toBe(STARTER);
      expect(state().proposal).toMatchObject({ packUrl: draw, role: 'draw', offer: null, origin: { kind: draw === HUB ? 'hub' : 'host' } });
      expect(store.looked).not.toContain(draw);
    }
  });

  it('tell together what is missing, and what a film from a picture does without', async () => {
    const { models, state } = await page({ kept: [STARTER] });
    models.use(DRAWER, 'draw');
    await until(() => expect(state().current).toMatchObject({ missingBytes: BYTES, drawMissingToStart: START_BYTES }));
    await models.fetchCurrent();
    expect(state().current).toMatchObject({ missingBytes: 0, drawMissingToStart: 0 });
  });

  it('lose one, and the other stays', async () => {
    const { models, studio } = await page({ kept: [DRAWER, FOREIGN] });
    models.use(DRAWER, 'draw');
    models.use(FOREIGN, 'move');
    await models.remove(FOREIGN);
    expect(studio.store.getState().load).toEqual({ packUrl: STARTER, drawPackUrl: DRAWER });
    await models.remove(DRAWER);
    expect(studio.store.getState().load).toEqual({ packUrl: STARTER });
  });
});

describe('the models of a film whose settings come back', () => {
  const film = { pack: { id: 'painter+starter', version: '1.0.0+2.0.0' }, models: { draw: { id: 'painter', version: '1.0.0', title: 'Painter' }, move: { id: 'starter', version: '2.0.0', title: 'Starter' } } };

  it('are used, where they are here', async () => {
    const { models, studio, store, state } = await page();
    store.offered = [STARTER_OFFER, offer(HUB, { host: 'hub.example', doneBytes: BYTES })];
    await models.restore(film);
    expect(studio.store.getState().load).toEqual({ packUrl: STARTER, drawPackUrl: HUB });
    expect(state().wanted).toBeNull();
  });

  it('are named, and shown where they can be had, when one is missing', async () => {
    const { models, studio, store, state } = await page();
    store.offered = [STARTER_OFFER, offer(HUB, { host: 'hub.example' })];
    await models.restore(film);
    expect(studio.store.getState().load).toEqual({ packUrl: STARTER });
    expect(state().wanted).toMatchObject({ pair: null, models: [{ role: 'draw', here: false, address: HUB }, { role: 'move', here: true }] });
    await models.restore({ ...film, models: { ...film.models, draw: { id: 'other', version: '1', title: 'Other', address: DRAWER } } });
    expect(state().wanted?.models[0]).toMatchObject({ here: false, address: DRAWER, model: { title: 'Other' } });
    expect(store.looked).not.toContain(DRAWER);
  });

  it('are not asked for when they are in use, as those of a film of an older version', async () => {
    const { models, state, store } = await page();
    store.offered = [STARTER_OFFER];
    await models.restore({ pack: { id: 'fake', version: '0.1.0' } });
    expect(state().wanted).toBeNull();
    await models.restore({ pack: { id: 'starter', version: '0.1.0' } });
    expect(state().wanted).toBeNull();
    await models.restore({ pack: { id: 'nowhere', version: '1' } });
    expect(state().wanted).toMatchObject({ pair: null, models: [{ address: null, here: false }] });
  });
});

it('a link to a film brings its models with its settings', async () => {
  const { studio, store, state } = await page();
  store.offered = [STARTER_OFFER];
  studio.composer.restoreClipSettings({ kinora: 1, prompt: 'a panda spins', seconds: 2, seed: 1, needs: [], pack: { id: 'nowhere', version: '1' } });
  await until(() => expect(state().wanted?.models[0]?.model.id).toBe('nowhere'));
});
