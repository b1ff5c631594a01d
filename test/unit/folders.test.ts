import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Sources of one folder; more want a folder of their own. */
const MOST_FILES = 15;
const MOST_WORDS = 25;

test('no folder has more sources than a person sees at once', () => {
  const folders = ['bench', 'cli', 'contract', 'converter', 'embed-sdk', 'src', 'training', 'vite', 'workers'];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /(?<!\.d)\.(?:tsx?|mjs|py)$/u.test(file) && !/(?:^|\/)(?:tests\/|__init__\.py)/u.test(file)),
  );
  const sizes = new Map<string, number>();
  for (const folder of files.map((file) => path.dirname(file))) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  expect(files.length).toBeGreaterThan(400);
  expect([...sizes].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

test('the glossary has the few words that a reader needs first, each once', () => {
  const words = [...readFileSync(path.join(ROOT, 'docs/glossary.md'), 'utf8').matchAll(/^\| ([^|]+) \|/gmu)].map(([, word]) => word).filter((word) => word !== 'word');
  expect(new Set(words).size).toBe(words.length);
  expect(words.length).toBeGreaterThan(15);
  expect(words.length).toBeLessThanOrEqual(MOST_WORDS);
});
