import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../cli/prepare.mjs';
import { MUST_RUN, findPython } from '../check-python.mjs';

/** A test of pytest, as its JUnit report has it. */
interface Case {
  readonly name: string;
  /** What it said, where it failed. */
  readonly failure: string | undefined;
  readonly isSkipped: boolean;
}

const python = findPython(['torch', 'pytest']);
const NO_PYTHON = 'no Python has torch and pytest (see training/README.md)';
if (python === undefined) console.warn(`SKIPPED: the tests of training/, because ${NO_PYTHON}.`);

/** Runs all tests of Python once, so that each can be reported as one of these. */
async function runPytest(interpreter: string): Promise<Case[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinora-pytest-'));
  const report = path.join(folder, 'report.xml');
  const args = ['-m', 'pytest', 'training/tests', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`];
  const child = spawn(interpreter, args, { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, OMP_NUM_THREADS: '1' } });
  try {
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    return readReport(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(xml: string): Case[] {
  return [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(([, attributes = '', body = '']) => ({
    name: `${attribute(attributes, 'classname')} ${attribute(attributes, 'name')}`,
    failure: /<(?:failure|error)[ >].*?<\/(?:failure|error)>/s.exec(body)?.[0],
    isSkipped: body.includes('<skipped'),
  }));
}

const attribute = (attributes: string, name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';

const cases = python === undefined ? [] : await runPytest(python);

describe.skipIf(python === undefined && !MUST_RUN)('training/', () => {
  it('has tests that ran', () => {
    expect(python, NO_PYTHON).toBeDefined();
    expect(cases.length).toBeGreaterThan(0);
  });

  for (const { name, failure, isSkipped } of cases) {
    it.skipIf(isSkipped)(name, () => expect(failure).toBeUndefined());
  }
});
