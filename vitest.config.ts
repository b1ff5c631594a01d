import { defineConfig } from 'vitest/config';

/** Tests that drive a browser share two cores with it, so their files run one after another. A browser that a busy machine starves or kills fails a test once. */
const DRIVES_A_BROWSER = { environment: 'node', fileParallelism: false, retry: 1, testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 120_000 } } } as const;

/** Memory after many films, for which a browser takes minutes and hardly computes. */
const ENDURANCE = 'test/e2e/recovery/endurance.test.ts';

/** Builds the test page once and serves it to whoever drives the browser. */
const BROWSER_HARNESS = 'test/browser/harness/global-setup.ts';

/** One project for each distance of testing; `test/run.mjs` runs them in this order. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 300_000 } },
      // The same suite against the fake (in Node) and against the real worker (in Chromium).
      { test: { name: 'contract', ...DRIVES_A_BROWSER, include: ['test/contract/**/*.test.ts'], globalSetup: [BROWSER_HARNESS] } },
      { test: { name: 'browser', ...DRIVES_A_BROWSER, include: ['test/browser/**/*.test.ts'], globalSetup: [BROWSER_HARNESS] } },
      { test: { name: 'e2e', ...DRIVES_A_BROWSER, include: ['test/e2e/**/*.test.ts'], exclude: [ENDURANCE], globalSetup: ['test/e2e/global-setup.ts'] } },
      { test: { name: 'endurance', ...DRIVES_A_BROWSER, include: [ENDURANCE], globalSetup: ['test/e2e/global-setup.ts'] } },
      // The built app in Firefox and WebKit, and in browsers that lack something.
      { test: { name: 'browsers', ...DRIVES_A_BROWSER, include: ['test/browsers/**/*.test.ts'], globalSetup: ['test/browsers/global-setup.ts'] } },
      // Python's side: pytest (which ends with every stage at toy size, so that the export contract cannot rot), ruff and mypy.
      { test: { name: 'training', environment: 'node', include: ['test/training/**/*.test.ts'], testTimeout: 1_500_000 } },
    ],
  },
});
