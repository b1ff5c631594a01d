import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../cli/prepare.mjs';

const ASSETS = path.join(DIST, 'assets');
const scripts = readdirSync(ASSETS).filter((file) => /\.m?js$/.test(file));

/** Names of the scripts that `file` imports, at once or later. */
function importsOf(file: string): readonly string[] {
  const found: string[] = [];
  // Every import in the build names its file as a literal, so the nodes' sources are all that is looked for.
  JSON.stringify(parseSync(file, readFileSync(path.join(ASSETS, file), 'utf8')).program, (key, value: unknown) => {
    if (key === 'source' && typeof value === 'object' && value !== null) {
      const { type, value: text, quasis } = value as { type: string; value?: unknown; quasis?: readonly { value: { raw: string } }[] };
      const address = type === 'TemplateLiteral' ? quasis?.[0]?.value.raw : text;
      if (typeof address === 'string') found.push(path.posix.basename(address));
    }
    return typeof value === 'bigint' ? String(value) : value;
  });
  return found;
}

describe('the build', () => {
  it('fault B2: no chunk imports the entry of a worker or of a page, which WebKit would evaluate twice', () => {
    const workers = scripts.filter((file) => /\.worker-[\w-]+\.js$/.test(file));
    const pages = ['index.html', 'embed.html'].map((page) => /src="\.\/assets\/([\w.-]+)"/.exec(readFileSync(path.join(DIST, page), 'utf8'))?.[1]);
    expect(workers).toHaveLength(3);
    const entries = new Set<string | undefined>([...workers, ...pages]);
    expect(entries.size).toBe(5);
    const imports = scripts.flatMap((file) => importsOf(file).map((imported) => ({ file, imported })));
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.some(({ file, imported }) => file.startsWith('worker-') && imported.startsWith('pack-tokenizer-'))).toBe(true);
    expect(imports.filter(({ imported }) => entries.has(imported))).toEqual([]);
  });
});
