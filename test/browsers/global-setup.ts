import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { DIST, PROJECT, ensureBuilt } from '../../cli/prepare.mjs';
import { serve } from '../../cli/serve.mjs';
import { findBrowsers, type Browsers } from './find-browsers.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    browsers: Browsers;
    /** The built app with toy graphs in the place of the starter pack, cross-origin isolated. */
    studio: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string): void => console.log(line);
  project.provide('browsers', findBrowsers(log));
  await ensureBuilt(log);
  const site = await serve({ root: DIST, mounts: { '/packs/starter/': path.join(PROJECT, 'test/fixtures/tiny-pack') } });
  project.provide('studio', site.url);
  return site.close;
}
