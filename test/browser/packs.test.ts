import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.js';
import type { BrokenPack } from './harness/broken-packs.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const BROKEN: readonly (readonly [BrokenPack | 'nowhere', ErrorCode, RegExp])[] = [
  ['wrong-hash', 'bad-pack', /textToImage.*SHA-256/],
  ['truncated', 'bad-pack', /imageToVideo.*cut short: \d+ of \d+ bytes/],
  ['missing-file', 'pack-missing', /videoDecoder.*404/],
  ['unknown-format', 'bad-pack', /kinora-pack\/9.*kinora-pack\/1/],
  ['not-a-graph', 'bad-pack', /textToImage.*cannot be loaded/],
  ['climbs-out', 'bad-pack', /graphs\.textToImage\.variants\.0\.file/],
  ['nowhere', 'pack-missing', /pack\.json.*404/],
];

describe('a pack that is broken is refused, and nothing stays loaded', () => {
  test.each(BROKEN)('%s', async (pack, code, message) => {
    const { error, sessions } = await harness.page.evaluate((name) => window.harness.loadPack(name), pack);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(error?.remedy.length).toBeGreaterThan(0);
    expect(sessions).toBe(0);
  });

  test('while the good one loads', async () => {
    const { error, sessions } = await harness.page.evaluate(() => window.harness.loadPack('tiny'));
    expect(error).toBeNull();
    expect(sessions).toBe(6);
  });
});
