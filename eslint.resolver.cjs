// Finds the TypeScript file behind a relative import, for the import walls in eslint.config.js.
// The code imports `./x.js` (what the compiled module will be called) while the file is `./x.ts` or `./x.tsx`.
const { existsSync, statSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { dirname, resolve } = require('node:path');

exports.interfaceVersion = 2;

exports.resolve = (source, importer) => {
  if (builtinModules.includes(source.replace(/^node:/, ''))) return { found: true, path: null };
  const [path] = source.split('?');
  if (!path.startsWith('.')) {
    // A package: the walls look at its name only, so any file of it will do.
    const name = path.split('/').slice(0, path.startsWith('@') ? 2 : 1);
    const manifest = resolve(__dirname, 'node_modules', ...name, 'package.json');
    return existsSync(manifest) ? { found: true, path: manifest } : { found: false };
  }
  const exact = resolve(dirname(importer), path);
  const stem = exact.replace(/\.(m?js|jsx)$/, '');
  const candidates = [exact, ...['.ts', '.tsx', '.mjs', '.d.ts'].map((extension) => stem + extension)];
  const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  return found === undefined ? { found: false } : { found: true, path: found };
};
