/** Reads a `pack.json` as the app does: `node converter/tests/read-manifest.mjs FILE`. Exit code 1 and the fault where it is refused. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const FOLDER = path.resolve('node_modules/.cache');
const folder = mkdtempSync(path.join(FOLDER, 'read-manifest-'));
try {
  const bundle = await rolldown({ input: 'contract/pack/read-manifest.ts', platform: 'node' });
  const file = path.join(folder, 'read-manifest.mjs');
  await bundle.write({ file, format: 'esm' });
  const { readManifest } = await import(pathToFileURL(file).href);
  const manifest = readManifest(readFileSync(process.argv[2], 'utf8'));
  console.log(Object.keys(manifest).join(' '));
} catch (error) {
  console.error(JSON.stringify(error.error ?? error.message, undefined, 1));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
