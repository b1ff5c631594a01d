import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../../cli/prepare.mjs';

const TESTS = path.join(PROJECT, 'test');

test('every kind of fault in docs/faults.md has a test that is named after its row', () => {
  const rows = [...readFileSync(path.join(PROJECT, 'docs/faults.md'), 'utf8').matchAll(/^\| (B?\d+) \|/gm)].map(([, row]) => row);
  const sources = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => /\.test\.tsx?$/.test(file));
  const named = new Set(sources.flatMap((file) => [...readFileSync(path.join(TESTS, file), 'utf8').matchAll(/['"`]fault (B?\d+): /g)].map(([, row]) => row)));
  expect(rows).toHaveLength(37);
  expect(rows.filter((row) => !named.has(row))).toEqual([]);
  expect([...named].filter((row) => !rows.includes(row))).toEqual([]);
});
