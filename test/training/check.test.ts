import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../cli/prepare.mjs';
import { CHECKS, MUST_RUN, SKIPPED, findCheckedPython } from '../check-python.mjs';

const python = findCheckedPython();
if (python === undefined) console.warn(SKIPPED);

describe.skipIf(python === undefined && !MUST_RUN)('training/ and converter/', () => {
  it.each(Object.entries(CHECKS))('passes %s', (_, args) => {
    expect(python, SKIPPED).toBeDefined();
    const { status, stdout, stderr } = spawnSync(python ?? '', ['-m', ...args], { cwd: PROJECT, encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
});
