import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser } from '../../cli/find-browser.mjs';
import { DIST, PROJECT, ensureBuilt } from '../../cli/prepare.mjs';
import { serve } from '../../cli/serve.mjs';
import { COMPILE_ONCE } from './compile-once.js';

/** Toy graphs of random weights: what they draw is nothing, but every step of the way is the real one. */
const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');
const LAYERS_PACK = path.join(PROJECT, 'test/fixtures/layers-pack');

declare module 'vitest' {
  interface ProvidedContext {
    /** The built app with the tiny pack in the place of the starter pack, cross-origin isolated. */
    tinyStudio: string;
    /** The same with a small pack that can do what the starter pack can: the page has all of its controls. */
    layersStudio: string;
    /** As `tinyStudio`, on a host that sends no isolation headers. */
    plainStudio: string;
    /** The built app as users get it; null until it holds a starter pack. */
    starterStudio: string | null;
    /** Chromium with {@link COMPILE_ONCE}, for the command line, which starts a browser of its own. */
    quickChromium: string;
  }
}

/** A browser that is started with one more flag: a script, where scripts are programs. */
async function withFlag(browser: string, flag: string, folder: string): Promise<string> {
  if (process.platform === 'win32') return browser;
  const file = path.join(folder, 'chromium');
  await writeFile(file, `#!/bin/sh\nexec '${browser}' "$@" ${flag}\n`, { mode: 0o755 });
  return file;
}

/** Serves the built app in the ways in which the tests meet it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt((line) => console.log(line));
  const mounts = { '/packs/starter/': TINY_PACK };
  const tiny = await serve({ root: DIST, mounts });
  const layers = await serve({ root: DIST, mounts: { '/packs/starter/': LAYERS_PACK } });
  const plain = await serve({ root: DIST, mounts, isolated: false });
  const starter = await serve({ root: DIST });
  project.provide('tinyStudio', tiny.url);
  project.provide('layersStudio', layers.url);
  project.provide('plainStudio', plain.url);
  project.provide('starterStudio', existsSync(path.join(DIST, 'packs/starter/pack.json')) ? starter.url : null);
  const folder = await mkdtemp(path.join(tmpdir(), 'kinora-chromium-'));
  project.provide('quickChromium', await withFlag(findBrowser(), COMPILE_ONCE, folder));
  return async () => {
    await Promise.all([tiny.close(), layers.close(), plain.close(), starter.close()]);
    await rm(folder, { recursive: true });
  };
}
