import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Folders that a path may begin with. */
const FOLDERS = ['bench', 'cli', 'contract', 'docs', 'embed-sdk', 'examples', 'hosting', 'public', 'src', 'test', 'training', 'vite', 'workers'];
/** Documents of training name files that training makes, so they are left out. */
const DOCUMENTS = /^(docs\/.*|[^/]+)\.md$/;
const SOURCES = /^(bench|cli|contract|embed-sdk|src|test|vite|workers)\/.*\.(ts|tsx|mjs)$/;
const NAMED_PATH = new RegExp(`(?<![\\w./-])(?:${FOLDERS.join('|')})/[\\w./-]*[\\w/]`, 'g');
const NAMED_FILE = /(?<![\w./*-])[a-z][\w-]*\.(?:tsx?|mjs)\b/g;
const COMMENT = /^\s*(\/\/|\/?\*)/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/node_modules|training\/cache|__pycache__/.test(entry.parentPath))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
).concat(readdirSync(ROOT));
const known = new Set(files.flatMap((file) => [file, ...parents(file)]));
const names = new Set(files.map((file) => path.basename(file)));

function parents(file: string): string[] {
  const folder = path.posix.dirname(file);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}

/** What `line` names that does not exist. */
function missing(line: string): string[] {
  const paths = (line.match(NAMED_PATH) ?? []).map((each) => each.replace(/[/.]$/, ''));
  return [
    ...paths.filter((each) => ![each, each.replace(/\.js$/, '.ts'), `${each}.py`].some((file) => known.has(file))),
    ...(line.match(NAMED_FILE) ?? []).filter((name) => !names.has(name)),
  ];
}

describe('paths that are named', () => {
  test.each([
    ['documents', (file: string) => DOCUMENTS.test(file) && file !== 'CHANGELOG.md', () => true],
    ['comments', (file: string) => SOURCES.test(file), (line: string) => COMMENT.test(line)],
  ])('in %s exist', (_, isOne, counts) => {
    const stale = files.filter(isOne).flatMap((file) =>
      readFileSync(path.join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (counts(line) ? missing(line).map((name) => `${file}:${i + 1} ${name}`) : [])),
    );
    expect(stale).toEqual([]);
  });

  test('are told from those that do not', () => {
    expect(missing('See workers/generator/jobs/make-film.ts and make-film.ts.')).toEqual([]);
    expect(missing('See workers/generator/gone.ts, and gone.ts.')).toEqual(['workers/generator/gone.ts', 'gone.ts']);
  });
});
