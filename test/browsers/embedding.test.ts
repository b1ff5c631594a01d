import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSites, type Sites } from '../e2e/embedding/open-host.js';
import type { BrowserPage } from './drivers/browser-page.js';
import { ENGINES, type EngineName } from './engines.js';
import { PROMPT } from './studio-actions.js';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites();
});
afterAll(() => sites.close());

/** Has the host's page show Kinora, ask it for a film and play what it gets. */
const filmOnHost = (page: BrowserPage) =>
  page.run(async (prompt) => {
    const { createKinora } = await window.kinoraModule;
    const kinora = await createKinora(document.getElementById('film')!, { ui: 'minimal' });
    const fractions: number[] = [];
    kinora.on('progress', ({ fraction }) => fractions.push(fraction));
    const { blob, metadata } = await kinora.generate({ prompt, seconds: 1, seed: 7 });
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(blob);
    document.body.append(video);
    await video.play();
    while (!(video.currentTime > 0.2)) await new Promise((resolve) => setTimeout(resolve, 30));
    kinora.destroy();
    return { type: blob.type, frames: metadata.frames, whole: fractions.at(-1), width: video.videoWidth, error: video.error, frameLeft: document.querySelector('iframe') !== null };
  }, PROMPT);

// Chromium: test/e2e/embedding/embedding.test.ts.
const engines: readonly EngineName[] = ['firefoxH264', 'firefox', 'webkit'];

for (const engine of engines.map((name) => ENGINES[name])) {
  it.skipIf(!engine.present)(`${engine.title} makes a film in the page of another origin, which plays it`, { retry: engine.retry }, async () => {
    const page = await engine.open({ compileOnce: true });
    try {
      await page.go(`${sites.host}host.html?kinora=${sites.kinora}`);
      expect(await filmOnHost(page)).toEqual({ type: 'video/mp4', frames: 12, whole: 1, width: 64, error: null, frameLeft: false });
      expect(await page.errors()).toEqual([]);
    } finally {
      await page.close();
    }
  });
}
