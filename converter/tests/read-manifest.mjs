/** Reads a `pack.json` as the app does: `node converter/tests/read-manifest.mjs FILE`. Exit code 1 and the fault where it is refused. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const cache = path.resolve('node_modules/.cache');
mkdirSync(cache, { recursive: true });
const outDir = mkdtempSync(path.join(cache, 'read-manifest-'));
try {
  await build({ configFile: false, logLevel: 'silent', build: { ssr: 'contract/pack/read-manifest.ts', outDir, emptyOutDir: true } });
  const { readManifest } = await import(pathToFileURL(path.join(outDir, 'read-manifest.js')).href);
  const manifest = await readManifest(readFileSync(process.argv[2], 'utf8'));
  console.log(Object.keys(manifest).join(' '));
} catch (error) {
  console.error(JSON.stringify(error.error ?? error.message, undefined, 1));
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
