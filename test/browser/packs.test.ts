import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.js';
import type { BrokenPack } from './harness/broken-packs.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const BROKEN: readonly (readonly [BrokenPack | 'nowhere', ErrorCode, params: object])[] = [
  ['wrong-hash', 'pack-hash-mismatch', { file: expect.stringContaining('textToImage') as string }],
  ['truncated', 'pack-file-short', { file: expect.stringContaining('imageToVideo') as string }],
  ['missing-file', 'pack-file-not-found', { file: expect.stringContaining('videoDecoder') as string, status: 404 }],
  ['unknown-format', 'pack-format-unknown', { format: '"kinora-pack/9"', reads: ['kinora-pack/2', 'kinora-pack/1'] }],
  ['not-a-graph', 'graph-not-loaded', { graph: 'textToImage' }],
  ['climbs-out', 'manifest-faulty', { where: 'graphs.textToImage.variants.0.file' }],
  ['nowhere', 'pack-file-not-found', { file: 'pack.json', status: 404 }],
];

describe('a pack that is broken is refused, and nothing stays loaded', () => {
  test.each(BROKEN)('%s', async (pack, code, params) => {
    const { error, sessions } = await harness.page.evaluate((name) => window.harness.loadPack(name), pack);
    expect(error).toMatchObject({ code, params });
    expect(sessions).toBe(0);
  });

  test('while the good one loads', async () => {
    const { error, sessions } = await harness.page.evaluate(() => window.harness.loadPack('tiny'));
    expect(error).toBeNull();
    expect(sessions).toBe(6);
  });
});
