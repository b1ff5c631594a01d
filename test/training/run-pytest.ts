import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../../cli/prepare.mjs';

/** A test of pytest, as its JUnit report has it. */
export interface Case {
  readonly name: string;
  /** What it said, where it failed. */
  readonly failure: string | undefined;
  readonly isSkipped: boolean;
}

/** Runs all tests below a folder once, so that each can be reported as one of these. Paths are relative to `folder`, in the project. */
export async function runPytest(interpreter: string, folder: string, tests: string): Promise<Case[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'kinora-pytest-'));
  const report = path.join(scratch, 'report.xml');
  const args = ['-m', 'pytest', tests, '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`];
  const child = spawn(interpreter, args, { cwd: path.join(PROJECT, folder), stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, OMP_NUM_THREADS: '1' } });
  try {
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    return readReport(readFileSync(report, 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
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
