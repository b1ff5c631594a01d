import { describe, expect, it, vi } from 'vitest';
import { kinoraError, type Result } from '../../../../../contract/errors.js';
import type { KeptPack, PackFetchEvent, PackInventory, PackOffer, PackStoreApi } from '../../../../../contract/pack-store.js';
import { ModelLibrary } from '../../../../../src/features/models/model-library.js';
import { Studio } from '../../../../../src/store/studio.js';
import { FakeGenerator } from '../../../../fixtures/fake-generator.js';
import { until } from '../../../../fixtures/until.js';

const PAGE = 'https://kinora.example/';
const STARTER = `${PAGE}packs/starter/`;
const FOREIGN = 'https://models.example/cats/';
const BYTES = 1000;

/** A store of packs in which every model has a thousand bytes. */
class FakePackStore implements PackStoreApi {
  readonly here = new Map<string, number>();
  readonly looked: string[] = [];
  freeBytes: number | null = null;
  fails: Extract<Result<never>, { ok: false }>['error'] | null = null;

  readonly look = (packUrl: string): Promise<Result<PackOffer>> => {
    this.looked.push(packUrl);
    const summary = { title: 'Cats', version: '1.0.0' } as PackOffer['summary'];
    return Promise.resolve({ ok: true, value: { packUrl, summary, missingBytes: BYTES - (this.here.get(packUrl) ?? 0), freeBytes: this.freeBytes, fits: true, storage: true } });
  };

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
    return { packUrl, id: 'cats', version: '1.0.0', title: 'Cats', license: 'MIT', bytes: BYTES, doneBytes: this.here.get(packUrl) ?? 0 };
  }
}

async function page({ asked = STARTER, remembered = null as string | null, kept = [] as string[] } = {}) {
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
    kept: { getState: () => ({ packUrl: remembered, downloaded: false }), setState: keep },
  });
  await models.begin(asked);
  await studio.open();
  await until(() => expect(models.store.getState().current).not.toBeNull());
  return { store, studio, models, keep, persist, used: () => studio.store.getState().load.packUrl, state: models.store.getState };
}

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
    expect(state().proposal).toEqual({ packUrl: FOREIGN, origin: { kind: 'host', host: 'models.example' }, offer: null });
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
    expect(keep).toHaveBeenCalledWith({ packUrl: FOREIGN });
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
    expect(keep).toHaveBeenCalledWith({ packUrl: null });
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
