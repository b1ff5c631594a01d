import { expect, test } from 'vitest';
import type { PackChoice, PackStoreApi } from '../../../../../../contract/pack-store.js';
import { findHostModels } from '../../../../../../src/features/embed/host-link/host-models.js';

const SITE = 'https://kinora.example/packs/';
const choice = (id: string, about: Partial<PackChoice> = {}): PackChoice => ({
  ...{ packUrl: `${SITE}${id}/`, id, version: '1', title: id, licence: { name: 'MIT', mustAccept: false }, draws: true, moves: false, things: 0, motions: 0 },
  ...{ width: 512, height: 512, bytes: 10, exact: true, doneBytes: 0, features: [], stages: [], fault: null, tight: false, ...about },
});
const PACKS = [choice('starter', { moves: true }), choice('own'), choice('hub', { host: 'hub.example' }), choice('kept', { host: 'hub.example', doneBytes: 10 })];
const store = { choices: () => Promise.resolve({ ok: true, value: { packs: PACKS, recipes: [] } }) } as unknown as PackStoreApi;
const find = (models: { draw?: string; move?: string }) => findHostModels(models, { packUrl: `${SITE}starter/` }, store, `${SITE}catalogue.json`, { backend: 'wasm', features: [] });

test('a host page may name models of the site, and those that the visitor has', async () => {
  expect(await find({ draw: 'own' })).toEqual({ ok: true, value: { packUrl: `${SITE}starter/`, drawPackUrl: `${SITE}own/` } });
  expect(await find({ draw: 'kept', move: 'starter' })).toEqual({ ok: true, value: { packUrl: `${SITE}starter/`, drawPackUrl: `${SITE}kept/` } });
  expect(await find({ draw: 'starter', move: 'starter' })).toEqual({ ok: true, value: { packUrl: `${SITE}starter/` } });
});

test.each([[{ draw: 'hub' }, 'hub'], [{ draw: 'nothing' }, 'nothing'], [{ move: 'own' }, 'own']])('but not %j', async (models, id) => {
  expect(await find(models)).toMatchObject({ ok: false, error: { code: 'model-not-here', params: { id } } });
});
