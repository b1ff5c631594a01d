import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../../../contract/capabilities.js';
import type { BackendName } from '../../../../../contract/names.js';
import { ModelLoader } from '../../../../../workers/generator/model/model-loader.js';
import type { PackFiles, Platform } from '../../../../../workers/generator/platform.js';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';
import { CAPABILITIES, fakePlatform, LOAD } from '../../../../fixtures/worker/fake-platform.js';

const GPU: Capabilities = { ...CAPABILITIES, webgpu: { adapter: 'test gpu', software: false, features: [], maxStorageBufferBytes: 2 ** 30, maxBufferBytes: 2 ** 30 } };

/** A loader whose files come when `settle` is called, and what happened in which order. */
async function loaderOf(overrides: Partial<Platform> = {}) {
  const base = fakePlatform(overrides);
  const { platform, log } = base;
  const files = await platform.openPack(LOAD.packUrl, { signal: new AbortController().signal });
  let settle: { readonly come: () => void; readonly fail: (error: Error) => void } | null = null;
  const fetchAll: PackFiles['fetchAll'] = () =>
    new Promise<void>((resolve, reject) => {
      log.push('fetch');
      settle = { come: resolve, fail: reject };
    });
  const openPack: Platform['openPack'] = () => Promise.resolve({ ...files, fetchAll });
  const loader = new ModelLoader({ ...platform, openPack }, new ResourceLedger(), () => Promise.resolve(GPU));
  const load = (backend: BackendName) => loader.load({ ...LOAD, backend }, new AbortController().signal, () => undefined);
  const waiting = async () => {
    while (settle === null) await platform.yieldToMessages();
    await platform.yieldToMessages();
    return settle;
  };
  return { load, log, waiting, turn: platform.yieldToMessages };
}

describe('what runs the graphs', () => {
  test('is ready on WebAssembly before all files are here', async () => {
    const { load, log, waiting } = await loaderOf();
    const loading = load('wasm');
    const { come } = await waiting();
    expect(log).toContain('start wasm');
    come();
    await expect(loading).resolves.toMatchObject({ backend: 'wasm' });
    expect(log.filter((entry) => entry.startsWith('start'))).toHaveLength(1);
  });

  test('asks for a GPU only when all files are here', async () => {
    const { load, log, waiting } = await loaderOf();
    const loading = load('webgpu');
    const { come } = await waiting();
    expect(log).toEqual(['fetch']);
    come();
    await loading;
    expect(log).toEqual(['fetch', 'start webgpu']);
  });

  test('is let go where the files do not come', async () => {
    const { load, log, waiting, turn } = await loaderOf();
    const loading = load('wasm');
    (await waiting()).fail(new Error('No network.'));
    await expect(loading).rejects.toThrow('No network.');
    await turn();
    expect(log).toContain('release');
  });

  test('tells that it did not start once it is needed', async () => {
    const { load, waiting } = await loaderOf({ startRuntime: () => Promise.reject(new Error('No WebAssembly.')) });
    const loading = load('wasm');
    (await waiting()).come();
    await expect(loading).rejects.toThrow('No WebAssembly.');
  });
});
