import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { PROJECT } from '../../../cli/prepare.mjs';
import { serve } from '../../../cli/serve.mjs';
import { writeBrokenPacks } from './broken-packs.js';

const HARNESS = path.join(PROJECT, 'test/browser/harness');

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test page, cross-origin isolated; the packs are under `packs/`. */
    harness: string;
    /** The same without isolation headers. */
    plainHarness: string;
  }
}

/** Builds the test page as the app is built, and serves it next to the tiny pack and its broken copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'kinora-harness-'));
  const root = path.join(scratch, 'page');
  await build({
    configFile: path.join(PROJECT, 'vite.config.ts'),
    root: HARNESS,
    publicDir: false,
    logLevel: 'error',
    build: { outDir: root, emptyOutDir: true, minify: false, rolldownOptions: { input: path.join(HARNESS, 'harness.html') } },
  });
  const tiny = path.join(PROJECT, 'test/fixtures/tiny-pack');
  const layers = path.join(PROJECT, 'test/fixtures/layers-pack');
  const broken = writeBrokenPacks(tiny, path.join(scratch, 'broken'));
  const mounts = {
    '/packs/tiny/': tiny,
    '/packs/layers/': layers,
    '/packs/drawing/': path.join(PROJECT, 'test/fixtures/drawing-pack'),
    '/packs/starter/': path.join(PROJECT, 'public/packs/starter'),
    '/goldens/tiny/': tiny,
    '/goldens/layers/': layers,
    '/goldens/starter/': path.join(PROJECT, 'test/fixtures/starter-goldens'),
    ...Object.fromEntries(Object.entries(broken).map(([name, folder]) => [`/packs/${name}/`, folder])),
  };
  const isolated = await serve({ root, mounts, guarded: false });
  const plain = await serve({ root, mounts, isolated: false });
  project.provide('harness', isolated.url);
  project.provide('plainHarness', plain.url);
  return async () => {
    await Promise.all([isolated.close(), plain.close()]);
    rmSync(scratch, { recursive: true, force: true });
  };
}
