import { afterAll, beforeAll, describe, test } from 'vitest';
import { openHarness, type OpenHarness } from '../browser/harness/open-harness.js';
import { CONTRACT_CASES } from './generator-contract.js';

describe('the real worker, in Chromium on WASM', () => {
  let harness: OpenHarness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  test.each(CONTRACT_CASES)('$name', async ({ name }) => {
    await harness.page.evaluate((title) => window.harness.runContractCase(title, 'wasm'), name);
  });
});
