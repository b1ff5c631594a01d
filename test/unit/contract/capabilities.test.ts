import { describe, expect, test, vi } from 'vitest';
import { type Capabilities, findCapabilityFault, missingFeatures } from '../../../contract/capabilities.js';
import type { KinoraError } from '../../../contract/errors.js';
import { describeError } from '../../../contract/errors/describe.js';
import { ENGLISH } from '../../../contract/errors/english/english.js';
import { LIMITS } from '../../../contract/request/request.js';
import { uniqueId } from '../../../contract/lib/unique-id.js';
import { ConverterClient } from '../../../src/engine/converter-client.js';
import { Engine } from '../../../src/engine/engine.js';
import { createGallery } from '../../../src/features/gallery/browser-gallery.js';
import { Exporter } from '../../../src/features/gallery/export/exporter.js';
import { EmbedSession } from '../../../src/features/embed/embed-session.js';
import { GeneratorService } from '../../../workers/generator/jobs/generator-service.js';
import { anySignal } from '../../../workers/lib/any-signal.js';
import { engineOf } from '../../../workers/generator/runtime/probe-device.js';
import { FakeGenerator } from '../../fixtures/fake-generator.js';
import { CAPABILITIES, LOAD, REQUEST, fakePlatform } from '../../fixtures/worker/fake-platform.js';
import { FakeWorker } from '../../fixtures/page/fake-worker.js';
import { openStudio } from '../../fixtures/page/open-studio.js';

const told = (error: KinoraError | null): string => (error === null ? '' : Object.values(describeError(error, ENGLISH)).join(' '));

/** A browser that has everything. */
const FULL: Capabilities = {
  ...CAPABILITIES,
  webgpu: { adapter: 'a', software: false, features: [], maxStorageBufferBytes: 1, maxBufferBytes: 1 },
  mediaSource: 'full',
  engine: 'firefox',
};
/** The same browser on a page that came over plain http. */
const OVER_HTTP: Capabilities = {
  ...FULL, secureContext: false, videoEncoder: false, codecs: [], fileStorage: false, webLocks: false, webgpu: null, crossOriginIsolated: false, wasm: { simd: true, threads: 1 },
};

describe('what a browser lacks', () => {
  test('is nothing where it has everything', () => {
    expect(missingFeatures(FULL)).toEqual([]);
    expect(findCapabilityFault(FULL)).toBeNull();
  });

  test.each<[string, Partial<Capabilities>, string | null]>([
    ['wasm-simd', { wasm: { simd: false, threads: 2 } }, 'no-wasm-simd'],
    ['video-encoder', { videoEncoder: false, codecs: [] }, 'no-video-encoder'],
    ['codecs', { codecs: [] }, 'no-codec'],
    ['file-storage', { fileStorage: false }, null],
    ['web-locks', { webLocks: false }, null],
    ['threads', { crossOriginIsolated: false, wasm: { simd: true, threads: 1 } }, null],
    ['media-source', { mediaSource: 'none' }, null],
    ['webgpu', { webgpu: null }, null],
  ])('is named alone: %s', (feature, lack, code) => {
    const capabilities = { ...FULL, ...lack };
    expect(missingFeatures(capabilities)).toEqual([feature]);
    expect(findCapabilityFault(capabilities)?.code ?? null).toBe(code);
  });

  test('fault 3: over plain http the page names https, and none of what comes with it', () => {
    expect(missingFeatures(OVER_HTTP)).toEqual(['secure-context']);
    const fault = findCapabilityFault(OVER_HTTP);
    expect(fault?.code).toBe('no-secure-context');
    expect(told(fault)).toMatch(/plain http.*https/);
  });

  test('comes with advice for this very browser', () => {
    const without = { ...FULL, videoEncoder: false, codecs: [] };
    expect(told(findCapabilityFault(without))).toContain('Firefox 130');
    expect(told(findCapabilityFault({ ...without, engine: 'webkit' }))).toContain('Safari 16.4');
  });

  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'firefox'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 'chromium'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1', 'webkit'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0.0.0 Mobile/15E148 Safari/604.1', 'webkit'],
    ['curl/8', 'other'],
  ])('an engine is told by its user agent: %s', (userAgent, engine) => {
    expect(engineOf(userAgent)).toBe(engine);
  });
});

describe('a browser that cannot make a film', () => {
  test('fault B6: the generator refuses before anything of the model is fetched', async () => {
    const { platform, log } = fakePlatform({ probe: () => Promise.resolve({ ...CAPABILITIES, codecs: [] }) });
    const openPack = vi.spyOn(platform, 'openPack');
    const generator = new GeneratorService(platform);
    expect(await generator.loadPack(LOAD, () => undefined)).toMatchObject({ ok: false, error: { code: 'no-codec' } });
    expect(openPack).not.toHaveBeenCalled();
    await generator.describePack(LOAD);
    expect(await generator.generate(REQUEST, () => undefined)).toMatchObject({ ok: false, error: { code: 'no-codec' } });
    expect(await generator.prepare()).toMatchObject({ ok: false, error: { code: 'no-codec' } });
    expect(log).toEqual([]);
  });

  test('fault B6: the studio says so when it opens, still describes the model, and begins nothing', async () => {
    const { studio, engine, state } = await openStudio({ capabilities: { ...OVER_HTTP } });
    expect(state().setupError?.code).toBe('no-secure-context');
    expect(state().pack).not.toBeNull();
    const load = vi.spyOn(engine, 'loadPack');
    studio.scenes.setPrompt('a panda spins');
    await studio.composer.generate();
    expect(state().error?.code).toBe('no-secure-context');
    expect(load).not.toHaveBeenCalled();
  });

  test('the embedded page says so, too', async () => {
    const session = new EmbedSession({ engine: new FakeGenerator({ capabilities: OVER_HTTP }), load: LOAD });
    await session.open();
    expect(session.store.getState().setupError).toMatchObject({ code: 'no-secure-context' });
  });

  test('fault B7: a worker that never says what the browser can do is ended, and the page learns of it', async () => {
    const worker = new FakeWorker(new FakeGenerator());
    worker.silent = true;
    const engine = new Engine({ startWorker: () => worker, probePatienceMs: 30 });
    await expect(engine.probe()).rejects.toMatchObject({ error: { code: 'generator-silent' } });
    expect(worker.terminated).toBe(true);
  });
});

describe('a browser with less', () => {
  test('fault 3: ids need no crypto.randomUUID', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(171) });
    try {
      expect(uniqueId()).toBe('ab'.repeat(16));
    } finally {
      vi.unstubAllGlobals();
    }
    expect(new Set(Array.from({ length: LIMITS.scenes.max }, uniqueId)).size).toBe(LIMITS.scenes.max);
  });

  test('fault B3: a BroadcastChannel that throws costs only the news from other tabs', () => {
    vi.stubGlobal('BroadcastChannel', function () {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    try {
      expect(() => createGallery(new Exporter(new ConverterClient(() => new Worker('none'))))).not.toThrow();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('fault B10: signals are joined without AbortSignal.any', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const any = anySignal([first.signal, second.signal]);
    expect(any.aborted).toBe(false);
    second.abort('because');
    expect(any).toMatchObject({ aborted: true, reason: 'because' });
    expect(anySignal([AbortSignal.abort('at once'), first.signal])).toMatchObject({ aborted: true, reason: 'at once' });
  });
});
