import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { DIST, PROJECT, ensureBuilt } from '../../cli/prepare.mjs';
import { serve } from '../../cli/serve.mjs';

/** Toy graphs of random weights: what they draw is nothing, but every step of the way is the real one. */
const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');

declare module 'vitest' {
  interface ProvidedContext {
    /** The built app with the tiny pack in the place of the starter pack, cross-origin isolated. */
    tinyStudio: string;
    /** The same, on a host that sends no isolation headers. */
    plainStudio: string;
    /** The built app as users get it; null until it holds a starter pack. */
    starterStudio: string | null;
  }
}

/** Serves the built app in the ways in which the tests meet it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt((line) => console.log(line));
  const mounts = { '/packs/starter/': TINY_PACK };
  const tiny = await serve({ root: DIST, mounts });
  const plain = await serve({ root: DIST, mounts, isolated: false });
  const starter = await serve({ root: DIST });
  project.provide('tinyStudio', tiny.url);
  project.provide('plainStudio', plain.url);
  project.provide('starterStudio', existsSync(path.join(DIST, 'packs/starter/pack.json')) ? starter.url : null);
  return async () => {
    await Promise.all([tiny.close(), plain.close(), starter.close()]);
  };
}
