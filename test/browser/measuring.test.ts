import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLEARLY_FASTER } from '../../contract/backends/measured-backends.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

/** A software adapter compiles every shader for minutes where other work keeps the processor busy, in milliseconds. */
const SHADERS_TIMEOUT = 15 * 60_000;

let harness: OpenHarness;

beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

test('both backends are measured, the faster one is kept for the next visit and told, and a person may choose the other', async (context) => {
  const { webgpu, wasm } = await harness.page.evaluate(() => window.harness.probe());
  if (!webgpu || wasm.threads < 2) {
    if (process.env['KINORA_REQUIRE_WEBGPU'] === '1') throw new Error('KINORA_REQUIRE_WEBGPU is 1, but Chromium offers no WebGPU adapter, or one thread.');
    console.warn('\n*** SKIPPED: Chromium offers no WebGPU adapter, or one thread, so nothing was measured. ***\n');
    return context.skip();
  }
  const { before, seconds, later, chosen, sessions } = await harness.page.evaluate(() => window.harness.measureBoth('tiny'));
  expect(before).toEqual({ seconds: null, backend: 'webgpu' });
  expect(sessions).toBeGreaterThan(0);
  expect(seconds?.webgpu).toBeGreaterThan(0);
  expect(seconds?.wasm).toBeGreaterThan(0);
  const times = seconds!.webgpu / seconds!.wasm;
  console.log(`seconds for a second of film: ${JSON.stringify(seconds)}, ${times.toFixed(1)} times as fast on WebAssembly`);
  expect(later).toMatchObject({ seconds, backend: times >= CLEARLY_FASTER ? 'wasm' : 'webgpu' });
  // What a CPU does as a GPU takes it many times longer.
  if (webgpu.software) {
    expect(later.backend).toBe('wasm');
    const told = times.toLocaleString('en', { maximumFractionDigits: 1, useGrouping: false });
    expect(later.runsOn).toBe(`your CPU (WebAssembly, ${wasm.threads} threads), ${told} times as fast here as the GPU`);
    expect(later.note).toBe(`Measured on this device: the CPU is ${told} times as fast as the GPU. Measure again`);
  }
  expect(later.asked).toBe('asked');
  expect(chosen).toBe('webgpu');
}, SHADERS_TIMEOUT);
