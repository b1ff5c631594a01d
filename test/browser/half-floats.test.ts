import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

let harness: OpenHarness;

beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

// WebAssembly widens half floats, so there it shows that the variants find their weights in the other file and compute the same.
describe.each(['wasm', 'webgpu'] as const)('variants of the starter pack with half floats on %s', (backend) => {
  test('take their weights from the other file, and give what their goldens say', async (context) => {
    const { webgpu } = await harness.page.evaluate(() => window.harness.probe());
    if (backend === 'webgpu' && webgpu?.features.includes('shader-f16') !== true) {
      console.warn(`\n*** SKIPPED: ${webgpu?.adapter ?? 'no WebGPU adapter'} computes with no half floats, so they were not tested on WebGPU. ***\n`);
      return context.skip();
    }
    const { loaded, live } = await harness.page.evaluate((name) => window.harness.runHalfFloats('starter', name), backend);
    expect(Object.keys(loaded)).toEqual(['imageDecoder']);
    for (const { half, used } of Object.values(loaded)) expect(used).toBe(half);
    expect(live).toEqual({ tensors: 0, sessions: 0 });
  });
}, 15 * 60_000);
