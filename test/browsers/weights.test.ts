import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../cli/prepare.mjs';
import { serve } from '../../cli/serve.mjs';
import { ENGINES } from './engines.js';
import { makeFilm, waitFor } from './studio-actions.js';

const fixture = (name: string): string => path.join(PROJECT, 'test/fixtures', name);

let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  // What draws has a graph whose weights lie in a file of their own, from which they are read while ONNX Runtime waits.
  site = await serve({ root: DIST, mounts: { '/packs/drawing/': fixture('drawing-pack'), '/packs/starter/': fixture('tiny-pack') } });
});
afterAll(() => site.close());

// Codecs play no part in it.
describe.each([ENGINES.chromium, ENGINES.firefox, ENGINES.webkit])('$title', ({ present, open, retry }) => {
  it.skipIf(!present)('reads weights from a file of their own, and lets one model draw for another', { retry }, async () => {
    const page = await open();
    try {
      await page.go(`${site.url}?draw=packs/drawing/`);
      await waitFor(page, '[data-testid="generate"]:not(:disabled)');
      const { video } = await makeFilm(page, { prompt: 'a photo of a red fox' });
      expect(video).toMatchObject({ width: 64, height: 64, error: null });
    } finally {
      await page.close();
    }
  });
});
